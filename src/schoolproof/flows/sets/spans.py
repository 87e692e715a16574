"""Sets of whole numbers as sorted, disjoint, closed intervals: `(low, high, low, high, …)`."""

from __future__ import annotations

from collections.abc import Iterable

Spans = tuple[int, ...]
NONE: Spans = ()


def union(pairs: Iterable[tuple[int, int]]) -> Spans:
    """The set of numbers in any of the closed intervals."""
    found: list[int] = []
    for low, high in sorted(pairs):
        if found and low <= found[-1] + 1:
            found[-1] = max(found[-1], high)
        else:
            found += (low, high)
    return tuple(found)


def pairs(spans: Spans) -> list[tuple[int, int]]:
    """The intervals, one by one."""
    return list(zip(spans[::2], spans[1::2], strict=True))


def join(one: Spans, other: Spans) -> Spans:
    """Numbers in either set."""
    return union([*pairs(one), *pairs(other)])


def meet(one: Spans, other: Spans) -> Spans:
    """Numbers in both sets."""
    if len(one) == len(other) == 2:  # noqa: PLR2004  one interval each, by far the usual case
        low, high = max(one[0], other[0]), min(one[1], other[1])
        return (low, high) if low <= high else NONE
    found: list[int] = []
    i = j = 0
    while i < len(one) and j < len(other):
        low, high = max(one[i], other[j]), min(one[i + 1], other[j + 1])
        if low <= high:
            found += (low, high)
        if one[i + 1] < other[j + 1]:
            i += 2
        else:
            j += 2
    return tuple(found)


def minus(one: Spans, other: Spans) -> Spans:
    """Numbers in the first set and not in the second."""
    found: list[int] = []
    j = 0
    for low, high in zip(one[::2], one[1::2], strict=True):
        start = low
        while j < len(other) and other[j + 1] < start:
            j += 2
        k = j
        while k < len(other) and other[k] <= high:
            if other[k] > start:
                found += (start, other[k] - 1)
            start = max(start, other[k + 1] + 1)
            k += 2
        if start <= high:
            found += (start, high)
    return tuple(found)


def within(one: Spans, other: Spans) -> bool:
    """Whether the second set has every number of the first."""
    if not one:
        return True
    if len(other) == 2:  # noqa: PLR2004  one interval
        return other[0] <= one[0] and one[-1] <= other[1]
    return one == other or not minus(one, other)


def holds(spans: Spans, number: int) -> bool:
    """Whether a number is in the set."""
    return any(low <= number <= high for low, high in pairs(spans))
