"""One way from a network to another: over switches alone, or through a firewall of the school.

Each says which packets ask, which of them pass, and which list refuses a packet.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schoolproof.flows.path_site import SitePath
from schoolproof.flows.sets import cube as cubes
from schoolproof.flows.sets.base import Budget, Piece
from schoolproof.flows.sets.conditions import both, joined
from schoolproof.flows.sets.rule import Rule
from schoolproof.flows.sets.witness import Witness, witness
from schoolproof.flows.switches.acl import Line
from schoolproof.flows.switches.path import SETS, Hop, Switch
from schoolproof.flows.switches.path_gate import Gate, Refuser
from schoolproof.model import Network

Stopped = tuple[Refuser | None, Piece]  # the list of a switch that stops it, where one does


@dataclass(frozen=True, slots=True)
class Passing:
    """Packets that pass by a way.

    `rule` is the firewall's last one, where one is on it; `lines` are the entries of the lists
    where none is.
    """

    way: Way
    rule: Rule | None
    piece: Piece
    lines: Sequence[Line] = ()

    def shown(self, *, outside: bool) -> Witness:
        """One of the packets, with what it depends on."""
        return self.way.shown(self.piece, outside=outside)


@dataclass(frozen=True, slots=True)
class OverSwitch:
    """A switch forwards by itself, or hands on to the next one."""

    host: str
    switch: Switch
    hop: Hop

    @property
    def key(self) -> tuple[str, ...]:
        """The same for the same way in another state of the school."""
        egress = self.hop.egress.name if self.hop.egress else ""
        return (self.host, self.hop.ingress.name, egress, *self.hop.over)

    @property
    def pieces(self) -> list[Piece]:
        """Packets that want to go this way."""
        return [self.switch.plain(piece) for piece in self.hop.pieces]

    @property
    def gate(self) -> Gate:
        """Its lists; the guard holds what is not known of the way."""
        return Gate(self.switch, self.hop.ingress, self.hop.steps, self.hop.pieces[0][1])

    def passing(self, budget: Budget) -> Iterator[Passing]:
        """Packets that every list lets through.

        Raises:
            UnknownFact: the lists are too tangled to follow.
        """
        for lines, piece in self.gate.let(self.pieces, budget):
            yield Passing(self, None, piece, lines)

    def stopped(self, piece: Piece, budget: Budget) -> Iterator[Stopped]:
        """The packets of a piece that do not pass this way: a list refuses them, or none asks.

        Raises:
            UnknownFact: the lists are too tangled to follow.
        """
        inside, left = asked(piece, self.pieces, budget)
        yield from ((None, rest) for rest in left)
        yield from self.gate.refused(inside, budget)

    def refuses(self, budget: Budget) -> bool:
        """Whether any packet that asks does not pass."""
        return next(self.gate.refused(self.pieces, budget), None) is not None

    def gates(self, refuser: Refuser) -> list[Gate]:  # noqa: ARG002  as the other way
        """The lists that hang where another state's list refuses a packet."""
        return [self.gate]

    def shown(self, piece: Piece, *, outside: bool) -> Witness:  # noqa: ARG002  as the other way
        """One of the packets, with what it depends on."""
        return self.switch.shown(piece)


@dataclass(frozen=True, slots=True)
class OverFirewall:
    """Lists of the switch where a network stands, the firewall, lists of the switch behind it.

    Without a source or target network its end is the internet.
    """

    host: str
    path: SitePath
    source: Network | None
    target: Network | None
    pieces: list[Piece]

    @property
    def key(self) -> tuple[str, ...]:
        """The same for the same way in another state of the school."""
        ends = (net.name if net else "" for net in (self.source, self.target))
        return (self.host, "firewall", *ends)

    def passing(self, budget: Budget) -> Iterator[Passing]:
        """Packets that the lists and the firewall let pass.

        Raises:
            UnknownFact: the rules are too tangled to follow.
        """
        for rule, piece in self.path.flows.pieces_passing(self._out(budget), budget):
            if self.target is None:
                yield Passing(self, rule, piece)
                continue
            for got in self.path.arriving(self.target, rule, piece, budget):
                yield Passing(self, rule, got)

    def _out(self, budget: Budget) -> list[Piece]:
        if self.source is None:
            return self.pieces
        return self.path.let_out(self.source, self.pieces, budget)

    def stopped(self, piece: Piece, budget: Budget) -> Iterator[Stopped]:
        """The packets of a piece that do not pass: a list or rule refuses them, or none asks.

        Raises:
            UnknownFact: the rules are too tangled to follow.
        """
        path, target = self.path, self.target
        inside, left = asked(piece, self.pieces, budget)
        yield from ((None, rest) for rest in left)
        if self.source is not None:
            yield from path.held_back(self.source, inside, "in", budget)
            inside = path.let_out(self.source, inside, budget)
        yield from ((None, rest) for rest in path.flows.pieces_refused(inside, budget))
        if target is not None and path.homes(target):
            for rule, rest in path.flows.pieces_passing(inside, budget):
                yield from path.not_arriving(target, rule, rest, budget)

    def refuses(self, budget: Budget) -> bool:
        """Whether any packet that asks does not pass; what a proxy refuses may be sent without."""
        path, target = self.path, self.target
        direct = path.flows.direct(self.pieces)
        if not direct or (self.source and any(path.held_back(self.source, direct, "in", budget))):
            return True
        left = path.flows.direct(self._out(budget))
        if next(path.flows.pieces_refused(left, budget), None) is not None:
            return True
        if target is None or not path.homes(target):
            return False
        return any(
            path.hidden(rule) or any(path.held_back(target, [piece], "out", budget))
            for rule, piece in path.flows.pieces_passing(left, budget)
        )

    def gates(self, refuser: Refuser) -> list[Gate]:
        """The lists that hang where another state's list refuses a packet."""
        network = self.source if refuser.way == "in" else self.target
        if network is None:
            return []
        found = [gate for f in SETS for gate in self.path.gates(network, f, refuser.way)]
        return [gate for gate in found if gate.switch.name == refuser.host]

    def shown(self, piece: Piece, *, outside: bool) -> Witness:
        """One of the packets, with what it depends on."""
        flows = self.path.flows
        return witness(piece, flows.faces, flows.conditions, outside=outside)


Way = OverSwitch | OverFirewall


def asked(
    piece: Piece, questions: Sequence[Piece], budget: Budget
) -> tuple[list[Piece], list[Piece]]:
    """The packets of a piece that some question is about, and those that none is about."""
    inside, left = list[Piece](), [piece]
    for question in questions:
        budget.spend()
        held = cubes.meet(piece[0], question[0])
        guard = joined(piece[1], question[1]) if held else None
        if held and guard is not None:
            inside.append((held, guard))
            left = [rest for each in left for rest in without(each, question)]
    return inside, left


def without(piece: Piece, other: Piece) -> Iterator[Piece]:
    """What another set leaves of a piece: packets outside, and readings in which it is not one."""
    cube, guard = piece
    parts = cubes.minus(cube, other[0])
    if parts is None:
        yield piece
        return
    yield from ((part, guard) for part in parts)
    inside = cubes.meet(cube, other[0])
    for clause in other[1]:
        kept = both(guard, [-literal for literal in clause])
        if inside is not None and kept is not None:
            yield inside, kept
        guard |= {clause}
