"""A rule base, first match: which packets a rule really decides."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from schoolproof.errors import UnknownFact
from schoolproof.flows.sets import cube as cubes
from schoolproof.flows.sets.conditions import ALWAYS, Conditions, Guard, both, without
from schoolproof.flows.sets.cube import Cube
from schoolproof.flows.sets.index import Index, bits
from schoolproof.flows.sets.rule import Rule, Term

MAX_WORK = 1_000_000  # comparisons for one answer (some seconds); then the answer is unknown
Piece = tuple[Cube, Guard]


@dataclass(slots=True)
class Budget:
    """Bounds the work of one answer."""

    left: int = MAX_WORK

    def spend(self) -> None:
        """Count one comparison of packets with a rule.

        Raises:
            UnknownFact: there were too many.
        """
        self.left -= 1
        if self.left < 0:
            msg = f"the rules overlap so much that {MAX_WORK:,} comparisons settle nothing"
            raise UnknownFact(msg)


class RuleBase:
    """Rules in order. The last word is refusal."""

    def __init__(self, rules: Sequence[Rule], conditions: Conditions) -> None:
        self.rules = tuple(rules)
        self.conditions = conditions
        self._terms: list[Term] = [term for rule in rules for term in rule.terms]
        self._starts: list[int] = []
        count = 0
        for rule in rules:
            self._starts.append(count)
            count += len(rule.terms)
        self._index = Index([cube for cube, _ in self._terms])
        self._sure = sum(1 << n for n, (_, literals) in enumerate(self._terms) if not literals)

    def followed_by(self, more: Sequence[Rule]) -> RuleBase:
        """The same rules with others below."""
        return RuleBase([*self.rules, *more], self.conditions) if more else self

    def matched(self, number: int, packets: Iterable[Piece]) -> Iterator[Piece]:
        """Of these packets, those that the rule's own words hold, whatever stands above it."""
        packets = list(packets)
        for cube, literals in self.rules[number].terms:
            for asked, guard in packets:
                held = cubes.meet(asked, cube)
                narrowed = both(guard, literals) if held else None
                if held and narrowed is not None:
                    yield held, narrowed

    def decided(
        self, number: int, packets: Iterable[Piece], budget: Budget | None = None
    ) -> Iterator[Piece]:
        """Of these packets, those that meet this rule first. Nothing comes where there are none.

        Raises:
            UnknownFact: the rules are too tangled (see `MAX_WORK`).
        """
        budget = budget or Budget()
        above = (1 << self._starts[number]) - 1
        for piece in self.matched(number, packets):
            yield from self._left(piece, above, budget)

    def undecided(self, packets: Iterable[Piece], budget: Budget | None = None) -> Iterator[Piece]:
        """Of these packets, those that no rule decides."""
        budget = budget or Budget()
        for piece in packets:
            yield from self._left(piece, self._index.every, budget)

    def candidates(self, packets: Iterable[Piece]) -> list[int]:
        """Numbers of the rules that may decide any of these packets, in order."""
        return self._meeting(packets, self._index.every)

    def covering(self, number: int, packets: Iterable[Piece]) -> list[Rule]:
        """The rules above this one that meet these packets."""
        above = (1 << self._starts[number]) - 1
        return [self.rules[n] for n in self._meeting(packets, above)]

    def _meeting(self, packets: Iterable[Piece], among: int) -> list[int]:
        held = 0
        for cube, _ in packets:
            held |= self._index.meeting(cube, among)
        return sorted({bisect_right(self._starts, term) - 1 for term in bits(held)})

    def _left(self, piece: Piece, among: int, budget: Budget) -> Iterator[Piece]:
        """What terms among these leave of a piece, depth first: the first answer comes early."""
        met = self._index.meeting(piece[0], among)
        order = [*bits(met & self._sure), *bits(met & ~self._sure)]
        if any(cubes.within(piece[0], self._terms[n][0]) for n in order if self._sure >> n & 1):
            return
        stack: list[tuple[Cube, Guard, int]] = [(*piece, 0)]
        while stack:
            cube, guard, at = stack.pop()
            while at < len(order):
                budget.spend()
                other, literals = self._terms[order[at]]
                at += 1
                parts = cubes.minus(cube, other)
                if parts is None:
                    continue
                kept = without(guard, literals) if literals else None
                if kept is not None and kept == guard:
                    continue  # the guard already says that the term does not hold
                stack += [(part, guard, at) for part in parts]
                inside = cubes.meet(cube, other)
                if kept is None or inside is None:
                    break
                cube, guard = inside, kept
            else:
                yield cube, guard


def whole(cube: Cube) -> Piece:
    """The packets of a cube, under every reading."""
    return cube, ALWAYS


def excluding(packets: Iterable[Piece], gone: Iterable[Cube]) -> list[Piece]:
    """These packets without those of some cubes."""
    left = list(packets)
    for cube in gone:
        after: list[Piece] = []
        for held, guard in left:
            parts = cubes.minus(held, cube)
            after += [(held, guard)] if parts is None else [(part, guard) for part in parts]
        left = after
    return left
