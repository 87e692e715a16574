"""Proofs over the access lists of a switch that routes, as items of controls."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from schoolproof.check.firewalls.proof import Wrong, allowed, flows_to, packet_text
from schoolproof.check.memo import once_per_device
from schoolproof.check.result import OK, Finding, Gap, Item
from schoolproof.errors import UnknownFact
from schoolproof.flows.sets.base import Budget, Piece, excluding
from schoolproof.flows.sets.cube import Cube
from schoolproof.flows.sets.packets import EVERY_SERVICE
from schoolproof.flows.sets.spans import Spans
from schoolproof.flows.sets.witness import Witness
from schoolproof.flows.switches.acl import Line
from schoolproof.flows.switches.path import Hop, Passed, Switch
from schoolproof.model import Device, Facts, Interface, Network
from schoolproof.model.site import AllowedFlow

TRIED = 64  # packets of one entry looked at for the one that rests on least
Pair = tuple[Network, Network]
Fine = Callable[[Line | None], list[Cube]]


@once_per_device
def switch_of(device: Device) -> Switch:
    """The switch with its lists compiled; built once.

    Raises:
        UnknownFact: it was not read whether it routes, or the site file declares no networks.
    """
    found = Switch(device)
    if found.families and not device.site.networks:
        raise UnknownFact("the site file declares no networks")
    return found


def separated(found: Iterable[Network]) -> list[Pair]:
    """Pairs of networks with no purpose in common."""
    nets = list(found)
    return [(a, b) for a in nets for b in nets if not a.purposes & b.purposes]


@dataclass(frozen=True, slots=True)
class Shown:
    """What lets a wrong packet through: an entry, or an interface whose way has no list."""

    subject: Facts
    line: int | None
    by: str
    witness: Witness


def prove_pair(
    device: Device,
    pair: Pair,
    wrong: Wrong,
    *,
    fine: Callable[[AllowedFlow], bool] = lambda _: True,
    service: Spans = EVERY_SERVICE,
) -> Iterator[Item]:
    """One item for each way between two networks, and one for each entry that lets too much by.

    `fine`: which declared flows count.
    """
    switch, (source, target) = switch_of(device), pair
    flows = [f for p in target.purposes for f in flows_to(device, source.purposes, p) if fine(f)]
    hops = switch.between(source, target, service)
    try:
        found = _worst(switch, hops, lambda line: [allowed(f) for f in flows if _fits(f, line)])
    except UnknownFact as gap:
        yield Gap(f"{source.name} to {target.name}", str(gap))
        return
    yield from (OK for _ in hops)
    for each in found:
        text = packet_text(each.witness)
        if each.witness.real:
            yield Finding(each.subject, wrong.says, wrong.expected, text, line=each.line)
        else:
            yield Gap(each.subject, f"{each.by}: {wrong.says}, perhaps: {text}")


def _fits(flow: AllowedFlow, line: Line | None) -> bool:
    """Lists know no users and keep no state: flows for these excuse nothing."""
    entry = line.entry if line else None
    conditions = entry.conditions if entry is not None and "conditions" in entry.lines else ()
    timed = any(text.startswith("time-range ") for text in conditions)
    return not flow.users and not flow.established and (flow.schedule is None or timed)


def _worst(switch: Switch, hops: list[Hop], fine: Fine) -> list[Shown]:
    """For each entry and interface the packet that rests on least."""
    best: dict[int, Shown] = {}
    budget = Budget()
    plain = fine(None)
    for hop in hops:
        asked = tuple(excluding(hop.pieces, plain))
        narrowed = Hop(hop.ingress, hop.egress, hop.steps, asked)
        for passed in islice(switch.passed(narrowed, budget), TRIED * TRIED):
            for piece in excluding([passed.piece], fine(_entry(passed))):
                shown = _shown(switch, passed, piece)
                old = best.get(id(shown.subject))
                if old is None or _rank(shown.witness) < _rank(old.witness):
                    best[id(shown.subject)] = shown
    return list(best.values())


def _rank(found: Witness) -> tuple[bool, bool, int]:
    return not found.must, not found.real, len(found.conditions)


def _entry(passed: Passed) -> Line | None:
    return next((line for line in passed.lines if line.entry is not None), None)


def _shown(switch: Switch, passed: Passed, piece: Piece) -> Shown:
    line, told = _entry(passed), switch.shown(piece)
    if line is not None and line.entry is not None:
        return Shown(line.entry, line.entry.line, line.label, told)
    port: Interface = passed.hop.ingress
    where = port.line
    for step, _ in zip(passed.hop.steps, passed.lines, strict=True):
        where = step.filter.subject.lines.get(step.filter.fact) or where
    by = passed.lines[0].label if passed.lines else f"{port.label} has no access list"
    return Shown(port, where, by, told)


def on_switch(device: Device) -> Iterator[Item]:
    """The matrix of purposes on a switch that routes."""
    for pair in separated(switch_of(device).networks()):
        names = [" and ".join(sorted(network.purposes)) for network in pair]
        says = f"{names[0]} networks reach {names[1]} networks by more than the site file allows"
        yield from prove_pair(device, pair, Wrong(says, "a flow of the site file"))
