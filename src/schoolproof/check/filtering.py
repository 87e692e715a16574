"""The proof that people reach the web through a filter only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check.audience import USERS
from schoolproof.check.proof import Wrong, declared_services, escape, flows_of, once_per_rule
from schoolproof.check.quic import quic_closed
from schoolproof.check.result import OK, Gap, Item
from schoolproof.errors import UnknownFact
from schoolproof.flows.cube import Cube
from schoolproof.flows.packets import EVERY_PORT, IPV4, IPV6
from schoolproof.flows.query import Passage
from schoolproof.flows.rules import Rule
from schoolproof.model import Device

NO_FILTER = Wrong("people reach the web here without a web filter", "a web filter", "web_filter")
EVERYBODY = IPV4 + IPV6


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
    if not backup:
        yield from _judge(_passing(device, params, main))
        return
    known = {key for key, found in _passing(device, params, main).items() if not _filtered(found)}
    for line in others:
        found = _passing(device, params, (line,))
        yield from _judge({k: p for k, p in found.items() if k not in known})


def _passing(
    device: Device, params: Mapping[str, Any], lines: tuple[str, ...] | None
) -> dict[str, Passage]:
    """Rules that let people out, by key, each with a packet. Stopped QUIC does not count."""

    def stopped(rule: Rule) -> list[Cube]:
        policy = rule.policy
        if policy is None or policy.web_filter is not None:
            return []
        if not quic_closed(device, policy, params):
            return []
        udp = declared_services(["udp/443"])
        return [Cube(EVERYBODY, EVERYBODY, udp, EVERY_PORT, -1, -1)]

    flows, web = flows_of(device), declared_services(params["web_ports"])
    found: list[Passage] = []
    for network in flows.places.networks(*USERS):
        packets = flows.outward(network, web, lines)
        found += flows.passing(packets, outside=True, cut=stopped)
    return once_per_rule(found)


def _filtered(passage: Passage) -> bool:
    policy = passage.rule.policy
    return policy is not None and policy.web_filter is not None


def _judge(found: dict[str, Passage]) -> Iterator[Item]:
    for passage in found.values():
        try:
            yield OK if _filtered(passage) else escape(passage, NO_FILTER)
        except UnknownFact as gap:
            yield Gap(passage.rule.label, str(gap))
