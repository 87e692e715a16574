"""Finds the few lines that need a closer look, at the speed of `str.find`."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate


def lines_with(lines: Sequence[str], hints: Iterable[str]) -> dict[int, set[str]]:
    """Indices of the lines that hold any of the hints (lower case), and which ones they hold."""
    text = "\n".join(lines).lower()
    # lengths of the lowered text: a letter such as Turkish I with a dot grows when lowered
    lengths = (len(line) + 1 for line in text.split("\n"))
    starts = [0, *accumulate(lengths)]
    found: dict[int, set[str]] = {}
    for hint in hints:
        position = text.find(hint)
        while position >= 0:
            index = bisect_right(starts, position) - 1
            found.setdefault(index, set()).add(hint)
            position = text.find(hint, starts[index + 1])
    return found
