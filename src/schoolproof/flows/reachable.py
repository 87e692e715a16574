"""What two states of a school differ in: packets that pass in one of them and not in the other.

Packets of one state are put to the same way of the other: what it does not ask about, or stops, is
the difference, but for what passes there by another way or interface: a network that was moved is
no difference by itself. Interfaces are the same by name; both states share their conditions.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from schoolproof.flows.school import Pair, School
from schoolproof.flows.sets import cube as cubes
from schoolproof.flows.sets.base import Budget, Piece
from schoolproof.flows.sets.conditions import ALWAYS
from schoolproof.flows.sets.faces import ALL_WAYS, WAYS, Faces
from schoolproof.flows.sets.index import Index, bits
from schoolproof.flows.switches.path_gate import Refuser
from schoolproof.flows.ways import OverSwitch, Passing, Way, without


def reached(school: School, pair: Pair, budget: Budget) -> tuple[list[Way], list[Passing]]:
    """The ways from one purpose to another, and the packets that pass.

    Raises:
        UnknownFact: the rules are too tangled to follow, or something on the way is not followed.
    """
    ways, _ = school.ways(pair)
    return ways, [each for way in ways for each in way.passing(budget)]


def beyond(
    mine: Sequence[Passing], ways: Sequence[Way], theirs: Sequence[Passing], budget: Budget
) -> Iterator[tuple[Passing, Refuser | None]]:
    """Of the packets that pass in one state, those that do not pass in the other, by any way.

    `ways` and `theirs` are those of the other. Each comes with the list of a switch that stops it
    there; None: a rule does, or nothing.

    Raises:
        UnknownFact: there are too many to compare.
    """
    known = {way.key: way for way in ways}
    others = _Others(theirs)
    for each in mine:
        if _everywhere(each.piece) in others.same:
            continue
        way = known.get(each.way.key)
        words = Words(_faces(each.way), _faces(way)) if way else None
        for refuser, rest in _stopped(each, way, words, budget):
            for left in others.leave(rest, each.way.key, words, budget):
                yield replace(each, piece=left), refuser


def _stopped(
    each: Passing, way: Way | None, words: Words | None, budget: Budget
) -> Iterator[tuple[Refuser | None, Piece]]:
    """The packets that do not pass by the same way of the other state."""
    if way is None or words is None:
        yield None, each.piece
        return
    if isinstance(way, OverSwitch):
        cube, guard = each.piece
        for refuser, (held, more) in way.stopped((_as_asked(cube, way), guard), budget):
            yield refuser, (held._replace(ingress=cube.ingress, egress=cube.egress), more)
        return
    yield from ((None, rest) for rest in words.strange(each.piece))
    turned = words.turned(each.piece)
    for refuser, rest in way.stopped(turned, budget) if turned else ():
        yield refuser, words.back(rest)


def _as_asked(cube: cubes.Cube, way: OverSwitch) -> cubes.Cube:
    """A switch has one interface at each end of a way, whatever its number."""
    question = way.pieces[0][0]
    return cube._replace(ingress=question.ingress, egress=question.egress)


def _faces(way: Way) -> Faces:
    return way.switch.faces if isinstance(way, OverSwitch) else way.path.flows.faces


class Words:
    """From the interfaces of one state of a device to those of the other."""

    def __init__(self, one: Faces, other: Faces) -> None:
        names = set(other.names)
        self._bits = [(one.mask([n]), other.mask([n])) for n in one.names if n in names]
        self._known = sum(mine * ALL_WAYS for mine, _ in self._bits)

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
        ways = [self.mask(mask) for mask in (cube.ingress, cube.egress)]
        return (cube._replace(ingress=ways[0], egress=ways[1]), guard) if all(ways) else None

    def back(self, piece: Piece) -> Piece:
        """The packets of the other in our own words."""
        cube, guard = piece
        ways = [self.mask(mask, back=True) for mask in (cube.ingress, cube.egress)]
        return cube._replace(ingress=ways[0], egress=ways[1]), guard

    def mask(self, mask: int, *, back: bool = False) -> int:
        """The interfaces that both have."""
        found = 0
        for pair in self._bits:
            mine, its = reversed(pair) if back else pair
            for way in range(WAYS):
                if mask & mine << way:
                    found |= its << way
        return found


class _Others:
    """What passes in the other state, by whatever interface."""

    def __init__(self, theirs: Sequence[Passing]) -> None:
        self._theirs = theirs
        self._held = [_everywhere(each.piece) for each in theirs]
        self._index = Index([cube for cube, _ in self._held])
        self.same = set(self._held)

    def leave(
        self, piece: Piece, key: tuple[str, ...], words: Words | None, budget: Budget
    ) -> Iterator[Piece]:
        """Packets of a piece that do not pass by another way, or by another interface.

        By another interface of the same way only what passes there as surely counts.
        """
        near = list(bits(self._index.meeting(_everywhere(piece)[0], self._index.every)))
        near = [n for n in near if not self._is_same_way(n, piece, key, words)]
        sure = [n for n in near if self._held[n][1] <= piece[1]]
        rest = [n for n in near if n not in sure and self._theirs[n].way.key != key]
        others = [(self._held[n][0], ALWAYS) for n in sure] + [self._held[n] for n in rest]
        yield from _left(piece, others, budget)

    def _is_same_way(
        self, number: int, piece: Piece, key: tuple[str, ...], words: Words | None
    ) -> bool:
        """Whether it was put to the question already: by the same way and interfaces."""
        way, (its, _) = self._theirs[number].way, self._theirs[number].piece
        if way.key != key or words is None or isinstance(way, OverSwitch):
            return way.key == key
        cube = piece[0]
        return bool(words.mask(cube.ingress) & its.ingress and words.mask(cube.egress) & its.egress)


def _left(piece: Piece, others: Sequence[Piece], budget: Budget) -> Iterator[Piece]:
    """What the others leave of a piece, depth first: the first answer comes early."""
    stack = [(piece, 0)]
    while stack:
        rest, at = stack.pop()
        while at < len(others):
            budget.spend()
            found = list(without(rest, others[at]))
            at += 1
            if found != [rest]:
                stack += [(part, at) for part in found]
                break
        else:
            yield rest


def _everywhere(piece: Piece) -> Piece:
    """The packets by whatever interface."""
    cube, guard = piece
    return cube._replace(ingress=-1, egress=-1), guard
