"""One packet through the access lists of a site's switches, entry by entry."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from schoolproof.errors import UnknownFact
from schoolproof.flows.path_site import SitePath
from schoolproof.flows.sets import spans
from schoolproof.flows.sets.base import Budget, Piece
from schoolproof.flows.sets.cube import Cube
from schoolproof.flows.sets.packets import EVERY_PORT, address, service
from schoolproof.flows.sets.spans import Spans
from schoolproof.flows.switches.acl import EVERYWHERE, Line
from schoolproof.flows.switches.path import SETS, Step, Switch
from schoolproof.model import Network


@dataclass(frozen=True, slots=True)
class Listed:
    """What one entry does with a packet; without an entry the refusal at the end of its list."""

    host: str
    action: str  # accept, deny, or depends on what `by` says
    by: str
    line: int | None
    conditions: tuple[str, ...]
    must: bool


@dataclass(frozen=True, slots=True)
class Followed:
    """Entries that decide, in the order of the way, and whether the packet passes them.

    `arrives`: it gets to a network that the same switch routes; no firewall is asked.
    """

    listed: tuple[Listed, ...]
    decision: str  # accept, deny, depends
    arrives: bool


def follow(path: SitePath, packet: tuple[str, str, str, int | None]) -> Iterator[Followed]:
    """The legs of a packet that lead over switches; nothing where none does.

    Raises:
        ValueError: an address or the protocol is not one.
        UnknownFact: the lists are too tangled to follow.
    """
    src, dst = address(packet[0]), address(packet[1])
    asked = service(packet[2] if packet[3] is None else f"{packet[2]}/{packet[3]}")
    for name, switch in path.switches.items():
        source, target = _home(switch, src), _home(switch, dst)
        if source is not None and target is not None:
            for hop in switch.between(source, target, asked):
                leg = Leg(name, switch, (src, dst), asked)
                yield from leg.along(hop.steps, hop.pieces[0], arrives=True)
            return
    _one_way(path, src, dst)
    for host, way in ((src, "in"), (dst, "out")):
        for name, switch in path.switches.items():
            network = _home(switch, host)
            if network is not None and name in path.homes(network):
                leg = Leg(name, switch, (src, dst), asked)
                yield from leg.to_firewall(path, network, way)


def _one_way(path: SitePath, src: tuple[int, int], dst: tuple[int, int]) -> None:
    """Switches that have the two networks and a link between them may need no firewall.

    Raises:
        UnknownFact: there are such switches.
    """
    switches = path.switches.values()
    sources = [net for switch in switches if (net := _home(switch, src)) is not None]
    targets = [net for switch in switches if (net := _home(switch, dst)) is not None]
    for one, other in product(sources, targets):
        for name, _, hop in path.all.hops(one, other):
            if hop.over:
                way = f"{name} may send it to {hop.over[0]} by itself"
                msg = f"{way}, whose routes are not read"
                raise UnknownFact(msg)


def _home(switch: Switch, host: tuple[int, int]) -> Network | None:
    found = (n for n in switch.networks() if spans.meet(switch.addresses(n), host))
    return next(found, None)


@dataclass(frozen=True, slots=True)
class Leg:
    """The part of a way that leads over one switch."""

    name: str
    switch: Switch
    ends: tuple[tuple[int, int], tuple[int, int]]
    service: Spans

    def along(self, steps: Sequence[Step], piece: Piece, *, arrives: bool) -> Iterator[Followed]:
        """The packet of this leg through the lists of a hop; nothing where it is of another one."""
        cube, guard = piece
        source, target = (
            spans.meet(cube.source, self.ends[0]),
            spans.meet(cube.target, self.ends[1]),
        )
        if source and target:
            one = (cube._replace(source=source, target=target), guard)
            yield _along(self.name, self.switch, steps, one, arrives=arrives)

    def to_firewall(self, path: SitePath, network: Network, way: str) -> Iterator[Followed]:
        """The lists between a network and the firewall."""
        switch = self.switch
        for family in switch.families:
            for port in switch.ports(network, family):
                found = path.on_way(switch, port, family, way)
                held = SETS[family]
                cube = Cube(held, held, self.service, EVERY_PORT, EVERYWHERE, EVERYWHERE)
                guard = switch.opening | switch.unread(found)
                steps = switch.steps(found, family)
                yield from self.along(steps, (cube, guard), arrives=False)


def _along(
    name: str, switch: Switch, steps: Sequence[Step], piece: Piece, *, arrives: bool
) -> Followed:
    left, listed = [piece], list(_unread(name, switch, piece))
    depends = bool(listed)
    if not steps and not listed:
        listed.append(Listed(name, "accept", "no access list on the way", None, (), must=True))
    for step in steps:
        found = list(_at(name, switch, step, left))
        listed += [row for row, _ in found]
        left = [held for row, held in found if row.action == "accept"]
        depends = depends or {row.action for row, _ in found} == {"accept", "deny"}
    decision = "deny" if not left else "depends" if depends else "accept"
    return Followed(tuple(listed), decision, arrives)


def _unread(name: str, switch: Switch, piece: Piece) -> Iterator[Listed]:
    told = switch.shown(piece)
    for text in told.conditions:
        yield Listed(name, "depends", text, None, (), must=False)


def _at(
    name: str, switch: Switch, step: Step, pieces: list[Piece]
) -> Iterator[tuple[Listed, Piece]]:
    """Each entry of a list that decides the packet, for some reading."""
    budget = Budget()
    for number in step.base.candidates(pieces):
        rule = step.base.rules[number]
        for piece in step.base.decided(number, pieces, budget):
            yield _row(name, switch, rule.label, piece, rule if isinstance(rule, Line) else None)
    for piece in step.base.undecided(pieces, budget):
        yield _row(name, switch, f"the end of the access list {step.filter.name}", piece, None)


def _row(
    name: str, switch: Switch, by: str, piece: Piece, rule: Line | None
) -> tuple[Listed, Piece]:
    told = switch.shown(piece)
    action = "accept" if rule is not None and rule.accepts else "deny"
    line = rule.entry.line if rule is not None and rule.entry is not None else None
    return Listed(name, action, by, line, told.conditions, told.must), piece
