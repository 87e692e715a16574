"""Proofs that ask for more than the site file allows: some flows are wrong even when declared."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from ipaddress import ip_network

from schoolproof.check.firewalls.proof import (
    EVERYBODY,
    Wrong,
    allowed,
    declared_services,
    escape,
    fits,
    flows_of,
    flows_to,
    once_per_rule,
)
from schoolproof.check.result import OK, Finding, Item
from schoolproof.flows.firewalls.query import Flows, Passage
from schoolproof.flows.sets.base import Piece
from schoolproof.flows.sets.cube import Cube
from schoolproof.flows.sets.packets import EVERY_PORT, networks
from schoolproof.flows.sets.rule import Rule
from schoolproof.model import Device, Network
from schoolproof.model.site import AllowedFlow

MATRIX = "cyber_security/segmentation_matrix"
INBOUND = "cyber_security/inbound_default_deny"
Cut = Callable[[Rule], list[Cube]]
Question = tuple[list[Piece], Cut, Cut]  # packets, what may pass, what another control lets pass


def kept_out(
    device: Device,
    pairs: Iterable[tuple[Network, Network]],
    wrong: Wrong,
    *,
    fine: Callable[[AllowedFlow], bool],
    also: tuple[Cube, ...] = (),
) -> Iterator[Item]:
    """Each rule that lets one network of a pair reach the other by more than may be declared.

    `fine`: which declared flows count; `also`: what may pass in any case. A finding whose flow is
    not declared at all is the matrix's too, and says so.
    """
    flows = flows_of(device)
    questions: list[Question] = []
    for source, target in pairs:
        declared = [f for p in target.purposes for f in flows_to(device, source.purposes, p)]
        strict, mild = _cut([f for f in declared if fine(f)], also), _cut(declared)
        questions.append((flows.between(source, target), strict, mild))
    yield from stricter(flows, questions, wrong, outside=False, because_of=MATRIX)


def _cut(declared: list[AllowedFlow], also: tuple[Cube, ...] = ()) -> Cut:
    return lambda rule: [*also, *(allowed(flow) for flow in declared if fits(flow, rule.policy))]


def stricter(
    flows: Flows, questions: list[Question], wrong: Wrong, *, outside: bool, because_of: str
) -> Iterator[Item]:
    """One item for each rule that lets through what its strict cut does not hold.

    A finding that the mild cut, another control's, gives too names that control as its cause.
    """
    found: list[Passage] = []
    known: list[Passage] = []
    for packets, strict, mild in questions:
        if packets:
            yield OK
            found += flows.passing(packets, outside=outside, cut=strict)
            known += flows.passing(packets, outside=outside, cut=mild)
    causes = set(once_per_rule(known))
    for key, passage in once_per_rule(found).items():
        item = escape(passage, wrong)
        if isinstance(item, Finding) and key in causes:
            item = replace(item, because_of=because_of)
        yield item


def services_cube(device: Device, services: Iterable[str], *kinds: str) -> tuple[Cube, ...]:
    """These services at the hosts that the site file names under `services`."""
    texts = [text for kind in kinds for text in device.site.services.get(kind, ())]
    hosts = networks(ip_network(text) for text in texts)
    if not hosts:
        return ()
    return (Cube(EVERYBODY, hosts, declared_services(services), EVERY_PORT, -1, -1),)
