"""What networks of one purpose reach of another, and what two states of a firewall differ in.

Packets of one state are put to the other: what it does not ask about, or refuses, is the
difference. Interfaces are the same by name, conditions by text.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schoolproof.flows import cube as cubes
from schoolproof.flows.base import Budget, Piece
from schoolproof.flows.conditions import Guard, both
from schoolproof.flows.cube import Cube
from schoolproof.flows.matrix import questions
from schoolproof.flows.query import Flows
from schoolproof.flows.rules import Rule
from schoolproof.flows.witness import Witness, witness

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Reached:
    """Packets that a rule of one state lets pass; `flows` has the words for them."""

    rule: Rule
    piece: Piece
    flows: Flows

    def shown(self, *, outside: bool) -> Witness:
        """One of the packets, with what it depends on."""
        return witness(self.piece, self.flows.faces, self.flows.conditions, outside=outside)


def reached(flows: Flows, pair: Pair, budget: Budget) -> tuple[list[Piece], list[Reached]]:
    """Packets from one purpose to another, and those of them that pass.

    Raises:
        UnknownFact: the rules are too tangled to follow.
    """
    packets, _ = questions(flows, *pair)
    passing = flows.pieces_passing(packets, budget)
    return packets, [Reached(rule, piece, flows) for rule, piece in passing]


class Words:
    """From the interfaces and conditions of one state to those of another."""

    def __init__(self, one: Flows, other: Flows) -> None:
        self.one, self._other = one, other
        known = set(other.faces.names)
        self._bits = [
            (one.faces.mask([name]), other.faces.mask([name]) if name in known else 0)
            for name in one.faces.names
        ]
        self._known = sum(mine | mine << 1 for mine, its in self._bits if its)

    def strange(self, piece: Piece) -> Iterator[Piece]:
        """The packets by interfaces that the other state does not have."""
        cube, guard = piece
        ingress, egress = cube.ingress & ~self._known, cube.egress & ~self._known
        if ingress:
            yield cube._replace(ingress=ingress), guard
        if egress and cube.ingress & self._known:
            yield cube._replace(ingress=cube.ingress & self._known, egress=egress), guard

    def turned(self, piece: Piece) -> Piece | None:
        """The packets by interfaces that both have, in the words of the other."""
        cube, guard = piece
        ingress, egress = self._mask(cube.ingress), self._mask(cube.egress)
        if not ingress or not egress:
            return None
        return cube._replace(ingress=ingress, egress=egress), self.guard(guard)

    def _mask(self, mask: int) -> int:
        found = 0
        for mine, its in self._bits:
            if mask & mine:
                found |= its
            if mask & mine << 1:
                found |= its << 1
        return found

    def guard(self, guard: Guard) -> Guard:
        """A guard in the words of the other."""
        return frozenset(frozenset(self._literal(x) for x in clause) for clause in guard)

    def _literal(self, literal: int) -> int:
        mine, number = self.one.conditions, abs(literal)
        its = self._other.conditions.literal(mine.texts[number], mine.kinds[number])
        return its if literal > 0 else -its


def beyond(
    one: Flows, other: Flows, pair: Pair, passing: Sequence[Reached], budget: Budget
) -> Iterator[Reached]:
    """Of the packets that one state lets pass, those that the other does not.

    Raises:
        UnknownFact: there are too many to compare.
    """
    words = Words(one, other)
    asked, theirs = reached(other, pair, budget)
    same = {each.piece for each in theirs}
    for mine in passing:
        turned = words.turned(mine.piece)
        if turned in same:
            continue
        found = [Reached(mine.rule, rest, one) for rest in words.strange(mine.piece)]
        if turned is not None:
            rests = _refused(other, turned, asked, budget)
            found += [Reached(mine.rule, rest, other) for rest in rests]
        for new in found:
            yield from _moved(new, words, theirs, budget)


def _refused(flows: Flows, piece: Piece, asked: Sequence[Piece], budget: Budget) -> Iterator[Piece]:
    """Packets of a piece that do not count for this state, or that it refuses."""
    left, inside = [piece], list[Piece]()
    for question in asked:
        budget.spend()
        held = cubes.meet(piece[0], question[0])
        guard = piece[1] if held else None
        for clause in question[1] if held else ():
            guard = _and(guard, clause)
        if held and guard is not None:
            inside.append((held, guard))
            left = [rest for each in left for rest in without(each, question)]
    yield from left
    yield from flows.pieces_refused(inside, budget)


def _and(guard: Guard | None, clause: frozenset[int]) -> Guard | None:
    """The guard and one more clause; None where that cannot be."""
    if guard is None:
        return None
    return both(guard, clause) if len(clause) == 1 else guard | {clause}


def _moved(
    new: Reached, words: Words, theirs: Sequence[Reached], budget: Budget
) -> Iterator[Reached]:
    """Packets that passed before by another interface are not new: a network was moved."""
    cube, guard = new.piece
    own = words.guard(guard) if new.flows is words.one else guard
    left = [cube]
    for their in theirs:
        held, needs = their.piece
        if not needs <= own:
            continue
        budget.spend()
        everywhere = held._replace(ingress=-1, egress=-1)
        left = [rest for each in left for rest in _outside(each, everywhere)]
        if not left:
            return
    yield from (Reached(new.rule, (rest, guard), new.flows) for rest in left)


def _outside(cube: Cube, other: Cube) -> list[Cube]:
    parts = cubes.minus(cube, other)
    return [cube] if parts is None else parts


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
