"""Finds the terms that may meet a cube without looking at all of them.

Two means for each dimension. A narrow set (few hosts, few ports) lies in a few buckets, and each
bucket knows its terms; that is nearly exact, so that rules for single hosts do not meet all the
others of their network. For a wide set the terms' lowest and highest numbers are sorted once:
which terms begin at or below a number, and which end at or above it, are bit sets, so the terms
whose hull meets the set's hull are a few bit operations away.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

from schoolproof.flows.sets.cube import Cube, sets
from schoolproof.flows.sets.packets import IPV6_AT
from schoolproof.flows.sets.spans import Spans

STEP = 32  # kept sets of hulls are thinned out to bound memory
DIMENSIONS = 3  # source, target, service: source ports hardly ever tell terms apart
FEW = 64  # buckets of a narrow set
MANY = 32  # terms of a bucket from which on their bit set is kept
V4_BITS, V6_BITS = 8, 64  # a bucket is a /24, or a /64


class _Ends:
    """Numbers in order, and for every `STEP`th place the set of terms up to there."""

    def __init__(self, numbers: Sequence[int]) -> None:
        order = sorted(range(len(numbers)), key=numbers.__getitem__)
        self.numbers = [numbers[term] for term in order]
        self.order = order
        self.kept = [0]
        held = bytearray(len(numbers) // 8 + 1)
        for place, term in enumerate(order, start=1):
            held[term >> 3] |= 1 << (term & 7)
            if place % STEP == 0:
                self.kept.append(int.from_bytes(held, "little"))

    def first(self, count: int) -> int:
        """The set of the first `count` terms in this order."""
        rest = self.order[count - count % STEP : count]
        return self.kept[count // STEP] | _mask(rest)


def _mask(terms: Sequence[int]) -> int:
    """The set of these terms; on bytes, since shifting a long number for each copies it."""
    if not terms:
        return 0
    held = bytearray((max(terms) >> 3) + 1)
    for term in terms:
        held[term >> 3] |= 1 << (term & 7)
    return int.from_bytes(held, "little")


def _buckets(held: Spans, dimension: int) -> list[int] | None:
    """The buckets of a narrow set; None where it is wide."""
    found: list[int] = []
    for low, high in zip(held[::2], held[1::2], strict=True):
        first, last = (low, high) if dimension == DIMENSIONS - 1 else (_bucket(low), _bucket(high))
        if last - first >= FEW - len(found):
            return None
        found.extend(range(first, last + 1))
    return found


def _bucket(number: int) -> int:
    """The /24 or /64 of an address; those of the two families are apart."""
    if number < IPV6_AT:
        return number >> V4_BITS
    return IPV6_AT + (number - IPV6_AT >> V6_BITS)


class _Narrow:
    """Which terms hold something in a bucket, and which are too wide for buckets."""

    def __init__(self, held: Iterable[Spans], dimension: int) -> None:
        self._dimension = dimension
        self._terms: dict[int, list[int]] = {}
        self._kept: dict[int, int] = {}
        wide = []
        for term, each in enumerate(held):
            found = _buckets(each, dimension)
            if found is None:
                wide.append(term)
            for bucket in found or ():
                self._terms.setdefault(bucket, []).append(term)
        self._wide = _mask(wide)

    def through(self, held: Spans) -> int | None:
        """Terms that may meet a narrow set; None where the set is wide."""
        found = _buckets(held, self._dimension)
        if found is None:
            return None
        terms: list[int] = []
        mask = self._wide
        for bucket in found:
            mine = self._terms.get(bucket, ())
            if len(mine) < MANY:
                terms.extend(mine)
                continue
            if bucket not in self._kept:
                self._kept[bucket] = _mask(mine)
            mask |= self._kept[bucket]
        return mask | _mask(terms)


class Index:
    """Bit sets of terms by what they hold; bit n is the nth cube."""

    def __init__(self, cubes: Sequence[Cube]) -> None:
        self.every = (1 << len(cubes)) - 1
        self._low = [_Ends([sets(cube)[d][0] for cube in cubes]) for d in range(DIMENSIONS)]
        self._high = [_Ends([sets(cube)[d][-1] for cube in cubes]) for d in range(DIMENSIONS)]
        self._narrow = [_Narrow((sets(cube)[d] for cube in cubes), d) for d in range(DIMENSIONS)]
        self._faces: tuple[dict[int, int], dict[int, int]] = ({}, {})
        self._masks: tuple[dict[int, list[int]], dict[int, list[int]]] = ({}, {})
        for number, cube in enumerate(cubes):
            for side, mask in enumerate((cube.ingress, cube.egress)):
                self._masks[side].setdefault(mask, []).append(number)

    def meeting(self, cube: Cube, among: int) -> int:
        """Of the terms in `among`, those that may meet the cube."""
        for side, mask in enumerate((cube.ingress, cube.egress)):
            among &= self._through(side, mask)
        for d in range(DIMENSIONS):
            if not among:
                break
            held = sets(cube)[d]
            narrow = self._narrow[d].through(held)
            among &= self._hulls(d, held[0], held[-1]) if narrow is None else narrow
        return among

    def _hulls(self, dimension: int, low: int, high: int) -> int:
        begins, ends = self._low[dimension], self._high[dimension]
        begun = begins.first(bisect_right(begins.numbers, high))
        return begun & ~ends.first(bisect_left(ends.numbers, low))

    def _through(self, side: int, mask: int) -> int:
        known = self._faces[side]
        if mask not in known:
            found = [terms for other, terms in self._masks[side].items() if other & mask]
            known[mask] = _mask([term for terms in found for term in terms])
        return known[mask]


def bits(held: int) -> Iterator[int]:
    """The numbers of the bits that are set, lowest first."""
    while held:
        bit = held & -held
        yield bit.bit_length() - 1
        held ^= bit
