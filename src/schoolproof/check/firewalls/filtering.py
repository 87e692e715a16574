"""The proof that people reach the web through a filter only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check.expect import remark
from schoolproof.check.firewalls.audience import USERS, profile_of
from schoolproof.check.firewalls.categories import blocks_something
from schoolproof.check.firewalls.proof import (
    Wrong,
    declared_services,
    escape,
    flows_of,
    once_per_rule,
)
from schoolproof.check.firewalls.quic import quic_closed
from schoolproof.check.result import OK, Gap, Item
from schoolproof.errors import UnknownFact
from schoolproof.flows.firewalls.query import Passage
from schoolproof.flows.sets import spans
from schoolproof.flows.sets.spans import Spans
from schoolproof.model import Device, line_of
from schoolproof.model.policies import FirewallPolicy

Items = tuple[Item, ...]  # the first one decides
NO_FILTER = Wrong("people reach the web here without a web filter", "a web filter", "web_filter")


def filter_gap(device: Device) -> Iterator[Item]:
    """A gap where the site file says that somebody else filters."""
    mode = device.site.filtering_mode
    if mode != "on-firewall":
        says = f"the site file says that filtering is done elsewhere ({mode}); not proven here"
        yield Gap(device, says)


def web_proof(device: Device, params: Mapping[str, Any], *, backup: bool) -> Iterator[Item]:
    """Items for each rule that lets people out to the web, over the main or the other lines.

    What they meet is a web filter by name. That it blocks something is asked by FILTER-021; where
    it is known to block nothing a remark says so, so that no pass reads as more than it is.
    """
    declared = device.site.lines
    main = tuple(line.interface for line in declared if line.role == "main") or None
    others = tuple(line.interface for line in declared if line.role != "main")
    found = _judged(device, params, main)
    if not backup:
        yield from (item for items in found.values() for item in items)
        return
    for line in others:
        for key, items in _judged(device, params, (line,)).items():
            if key not in found or found[key][0] is OK:
                yield from items


def _judged(
    device: Device, params: Mapping[str, Any], lines: tuple[str, ...] | None
) -> dict[str, Items]:
    """Items for each rule that lets people out, by key. QUIC that is stopped does not count."""
    web = declared_services(params["web_ports"])
    quic = declared_services(["udp/443"])
    found = {
        key: _items(device, passage)
        for key, passage in _passing(device, spans.minus(web, quic), lines).items()
    }
    for key, passage in _passing(device, spans.meet(web, quic), lines).items():
        if key not in found or found[key][0] is OK:
            items = _quic_items(device, passage, params)
            if items is not None:
                found[key] = items
    return found


def _passing(device: Device, service: Spans, lines: tuple[str, ...] | None) -> dict[str, Passage]:
    flows = flows_of(device)
    found: list[Passage] = []
    for network in flows.places.networks(*USERS):
        found += flows.passing(flows.outward(network, service, lines), outside=True)
    return once_per_rule(found)


def _items(device: Device, passage: Passage) -> Items:
    try:
        filtering = [policy for policy in passage.policies if policy.web_filter is not None]
    except UnknownFact as gap:
        return (Gap(passage.rule.label, str(gap)),)
    if not filtering:
        return (escape(passage, NO_FILTER),)
    if any(_may_block(device, policy) for policy in filtering):
        return (OK,)
    policy = filtering[0]
    says = f"its web filter {policy.web_filter} blocks nothing: that is FILTER-021's finding"
    return OK, remark(policy, says, line=line_of(policy, "web_filter"))


def _may_block(device: Device, policy: FirewallPolicy) -> bool:
    """Whether its web filter blocks something; one that was not read may."""
    try:
        row = profile_of(device, policy, "web_filter")
        return row is None or blocks_something(row)
    except UnknownFact:
        return True


def _quic_items(device: Device, passage: Passage, params: Mapping[str, Any]) -> Items | None:
    """What a rule does with QUIC; None where something stops it, so that nothing gets out."""
    items = _items(device, passage)
    if items[0] is OK:
        return items
    try:
        closed = any(quic_closed(device, policy, params) for policy in passage.policies)
    except UnknownFact as gap:
        return (Gap(passage.rule.label, f"{passage.rule.label}, QUIC: {gap}"),)
    return None if closed else items
