"""The proof that people reach the web through a filter only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check.audience import USERS
from schoolproof.check.proof import Wrong, declared_services, escape, flows_of, once_per_rule
from schoolproof.check.quic import quic_closed
from schoolproof.check.result import OK, Gap, Item
from schoolproof.errors import UnknownFact
from schoolproof.flows import spans
from schoolproof.flows.query import Passage
from schoolproof.flows.spans import Spans
from schoolproof.model import Device

NO_FILTER = Wrong("people reach the web here without a web filter", "a web filter", "web_filter")


def filter_gap(device: Device) -> Iterator[Item]:
    """A gap where the site file says that somebody else filters."""
    mode = device.site.filtering_mode
    if mode != "on-firewall":
        says = f"the site file says that filtering is done elsewhere ({mode}); not proven here"
        yield Gap(device, says)


def web_proof(device: Device, params: Mapping[str, Any], *, backup: bool) -> Iterator[Item]:
    """One item for each rule that lets people out to the web, over the main or the other lines."""
    declared = device.site.lines
    main = tuple(line.interface for line in declared if line.role == "main") or None
    others = tuple(line.interface for line in declared if line.role != "main")
    found = _judged(device, params, main)
    if not backup:
        yield from found.values()
        return
    known = {key for key, item in found.items() if item is not OK}
    for line in others:
        judged = _judged(device, params, (line,))
        yield from (item for key, item in judged.items() if key not in known)


def _judged(
    device: Device, params: Mapping[str, Any], lines: tuple[str, ...] | None
) -> dict[str, Item]:
    """An item for each rule that lets people out, by key. QUIC that is stopped does not count."""
    web = declared_services(params["web_ports"])
    quic = declared_services(["udp/443"])
    found = {
        key: _item(passage)
        for key, passage in _passing(device, spans.minus(web, quic), lines).items()
    }
    for key, passage in _passing(device, spans.meet(web, quic), lines).items():
        if key not in found or found[key] is OK:
            item = _quic_item(device, passage, params)
            if item is not None:
                found[key] = item
    return found


def _passing(device: Device, service: Spans, lines: tuple[str, ...] | None) -> dict[str, Passage]:
    flows = flows_of(device)
    found: list[Passage] = []
    for network in flows.places.networks(*USERS):
        found += flows.passing(flows.outward(network, service, lines), outside=True)
    return once_per_rule(found)


def _item(passage: Passage) -> Item:
    try:
        filtered = any(policy.web_filter is not None for policy in passage.policies)
    except UnknownFact as gap:
        return Gap(passage.rule.label, str(gap))
    return OK if filtered else escape(passage, NO_FILTER)


def _quic_item(device: Device, passage: Passage, params: Mapping[str, Any]) -> Item | None:
    """What a rule does with QUIC; None where something stops it, so that nothing gets out."""
    item = _item(passage)
    if item is OK:
        return item
    try:
        closed = any(quic_closed(device, policy, params) for policy in passage.policies)
    except UnknownFact as gap:
        return Gap(passage.rule.label, f"{passage.rule.label}, QUIC: {gap}")
    return None if closed else item
