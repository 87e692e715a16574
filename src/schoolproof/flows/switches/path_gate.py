"""The lists of one switch on one way, as a gate: what it lets through, and what it holds back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from schoolproof.flows.sets import spans
from schoolproof.flows.sets.base import Budget, Piece
from schoolproof.flows.sets.conditions import Guard, Literals, both, joined
from schoolproof.flows.sets.spans import Spans
from schoolproof.flows.switches.acl import Line
from schoolproof.flows.switches.path import Step, Switch, refused, through
from schoolproof.model import Interface


@dataclass(frozen=True, slots=True)
class Refuser:
    """Where a packet ends: the list of a switch, or nothing but a word where it was not read."""

    host: str
    step: Step | None = None
    way: str = ""  # before or behind the firewall: `in`, `out`


@dataclass(frozen=True, slots=True)
class Gate:
    """The lists between two interfaces of a switch; `port` is where packets come in or go out.

    `guard`: that packets open a connection, and what is not known of the way.
    """

    switch: Switch
    port: Interface
    steps: tuple[Step, ...]
    guard: Guard

    def let(
        self, pieces: Iterable[Piece], budget: Budget
    ) -> Iterator[tuple[Sequence[Line], Piece]]:
        """Packets that get through, with the entries that let them.

        Raises:
            UnknownFact: the lists are too tangled to follow.
        """
        for lines, piece in through(self.steps, self._asked(pieces), budget):
            yield lines, self.switch.plain(piece)

    def refused(self, pieces: Iterable[Piece], budget: Budget) -> Iterator[tuple[Refuser, Piece]]:
        """Packets that do not, with the list that refuses them.

        Raises:
            UnknownFact: the lists are too tangled to follow.
        """
        held = list(pieces)
        for step, piece in refused(self.steps, self._asked(held), budget):
            yield Refuser(step.host, step), self.switch.plain(piece)
        for cube, guard in held:
            for clause in self.guard - self.switch.opening:
                other = without_clause(guard, clause)
                if other is not None:
                    yield Refuser(self.switch.name), (cube, other)

    def _asked(self, pieces: Iterable[Piece]) -> list[Piece]:
        found = ((cube, joined(guard, self.guard)) for cube, guard in pieces)
        return [(cube, guard) for cube, guard in found if guard is not None]


def without_clause(guard: Guard, clause: Literals) -> Guard | None:
    """The guard where none of these holds; None where that cannot be."""
    return both(guard, [-literal for literal in clause])


def within(pieces: Iterable[Piece], family: Spans) -> list[Piece]:
    """The packets of one family of addresses."""
    found: list[Piece] = []
    for cube, guard in pieces:
        source, target = spans.meet(cube.source, family), spans.meet(cube.target, family)
        if source and target:
            found.append((cube._replace(source=source, target=target), guard))
    return found
