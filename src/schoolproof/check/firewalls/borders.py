"""Proofs about the border to the internet: what comes in, and which services leave."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schoolproof.check.firewalls.proof import (
    EVERYBODY,
    Wrong,
    allowed,
    declared_services,
    fits,
    flows_of,
    flows_to,
    prove,
)
from schoolproof.check.firewalls.strict import INBOUND, Question, stricter
from schoolproof.check.result import Item
from schoolproof.errors import InventoryError
from schoolproof.flows.sets.cube import Cube
from schoolproof.flows.sets.packets import EVERY_PORT, address
from schoolproof.flows.sets.rule import Rule
from schoolproof.model import USER_PURPOSES, Device
from schoolproof.model.site import Inbound

IN = Wrong(
    "something inside is reachable from the internet that the site file does not declare",
    "declared under inbound, or refused",
)
REMOTE = Wrong(
    "a remote desktop, remote shell or file share inside answers the internet",
    "reached by VPN only",
)
OUT = Wrong("a user network sends a risky service to the internet here", "refused", "services")


def inbound_proof(device: Device) -> Iterator[Item]:
    """Each rule that lets packets in from the internet to more than `inbound` lists."""
    flows = flows_of(device)
    declared = [_declared(entry) for entry in device.site.inbound]
    yield from prove(flows, [flows.inward()], IN, outside=True, cut=lambda _: declared)


def inbound_services_proof(device: Device, blocked: Sequence[str]) -> Iterator[Item]:
    """Each rule that lets these services in from the internet, declared or not."""
    flows = flows_of(device)
    declared = [_declared(entry) for entry in device.site.inbound]
    packets = flows.inward(declared_services(blocked))
    questions: list[Question] = [(packets, lambda _: [], lambda _: declared)]
    yield from stricter(flows, questions, REMOTE, outside=True, because_of=INBOUND)


def _declared(entry: Inbound) -> Cube:
    try:
        host = address(entry.host)
    except ValueError:
        raise InventoryError(f"inbound: {entry.host!r} is no address") from None
    return Cube(EVERYBODY, host, declared_services(entry.services), EVERY_PORT, -1, -1)


def outbound_proof(device: Device, blocked: Sequence[str]) -> Iterator[Item]:
    """Each rule that lets user networks send these services to hosts that no flow lists."""
    flows, service = flows_of(device), declared_services(blocked)
    listed = [f for f in flows_to(device, USER_PURPOSES, "internet") if f.hosts]

    def fine(rule: Rule) -> list[Cube]:
        return [allowed(flow) for flow in listed if fits(flow, rule.policy)]

    questions = [flows.outward(n, service) for n in flows.places.networks(*USER_PURPOSES)]
    yield from prove(flows, questions, OUT, outside=True, cut=fine)
