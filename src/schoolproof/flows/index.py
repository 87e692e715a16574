"""Finds the terms that may meet a cube without looking at all of them.

For each dimension the terms' lowest and highest numbers are sorted once; which terms begin at or
below a number, and which end at or above it, are bit sets, so the terms that meet a cube are a few
bit operations away. Kept sets are thinned out (one in `STEP`) to bound memory.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from schoolproof.flows.cube import Cube, sets

STEP = 8
DIMENSIONS = 3  # source, target, service: source ports hardly ever tell terms apart


class _Ends:
    """Numbers in order, and for every `STEP`th place the set of terms up to there."""

    def __init__(self, numbers: Sequence[int]) -> None:
        order = sorted(range(len(numbers)), key=numbers.__getitem__)
        self.numbers = [numbers[term] for term in order]
        self.order = order
        self.kept = [0]
        held = 0
        for place, term in enumerate(order, start=1):
            held |= 1 << term
            if place % STEP == 0:
                self.kept.append(held)

    def first(self, count: int) -> int:
        """The set of the first `count` terms in this order."""
        held = self.kept[count // STEP]
        for term in self.order[count - count % STEP : count]:
            held |= 1 << term
        return held


class Index:
    """Bit sets of terms by what they hold; bit n is the nth cube."""

    def __init__(self, cubes: Sequence[Cube]) -> None:
        self.every = (1 << len(cubes)) - 1
        self._low = [_Ends([sets(cube)[d][0] for cube in cubes]) for d in range(DIMENSIONS)]
        self._high = [_Ends([sets(cube)[d][-1] for cube in cubes]) for d in range(DIMENSIONS)]
        self._faces: tuple[dict[int, int], dict[int, int]] = ({}, {})
        self._masks: tuple[dict[int, int], dict[int, int]] = ({}, {})
        for number, cube in enumerate(cubes):
            for side, mask in enumerate((cube.ingress, cube.egress)):
                self._masks[side][mask] = self._masks[side].get(mask, 0) | 1 << number

    def meeting(self, cube: Cube, among: int) -> int:
        """Of the terms in `among`, those whose hull meets the cube's hull."""
        for side, mask in enumerate((cube.ingress, cube.egress)):
            among &= self._through(side, mask)
        for d in range(DIMENSIONS):
            if not among:
                break
            low, high = sets(cube)[d][0], sets(cube)[d][-1]
            begins, ends = self._low[d], self._high[d]
            among &= begins.first(bisect_right(begins.numbers, high))
            among &= ~ends.first(bisect_left(ends.numbers, low))
        return among

    def _through(self, side: int, mask: int) -> int:
        known = self._faces[side]
        if mask not in known:
            known[mask] = 0
            for other, terms in self._masks[side].items():
                if other & mask:
                    known[mask] |= terms
        return known[mask]


def bits(held: int) -> Iterator[int]:
    """The numbers of the bits that are set, lowest first."""
    while held:
        bit = held & -held
        yield bit.bit_length() - 1
        held ^= bit
