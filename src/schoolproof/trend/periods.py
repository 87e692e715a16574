"""Which commits are points: the last one at or before the end of each period."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from schoolproof.errors import UserError
from schoolproof.inventory.calendar import FILE, CalendarFile
from schoolproof.inventory.terms import school_terms
from schoolproof.inventory.yaml import load_model
from schoolproof.trend.history import Commit

Every = Literal["commit", "week", "month", "term"]
Number = Callable[[date], int]


def every_of(word: str) -> Every:
    """A word of the command line.

    Raises:
        UserError: it is none.
    """
    for known in get_args(Every):
        if word == known:
            return word  # type: ignore[return-value]  # it is one of the literals
    msg = f"there is no period {word!r}; known are {', '.join(get_args(Every))}"
    raise UserError(msg)


def points_of(commits: Sequence[Commit], every: Every, root: Path) -> list[int]:
    """Places of the commits that are points, in order; the newest commit always is one.

    Raises:
        InventoryError: the calendar cannot be read, and terms are asked for.
    """
    if every == "commit":
        return list(range(len(commits)))
    number = _number(every, commits, root)
    found: list[int] = []
    lowest: int | None = None
    for index in range(len(commits) - 1, -1, -1):
        period = number(commits[index].day)
        # A clock that went wrong can give an older commit a later day: it ends no period.
        if lowest is None or period < lowest:
            found.append(index)
            lowest = period
    return found[::-1]


def _number(every: Every, commits: Sequence[Commit], root: Path) -> Number:
    if every == "week":
        return lambda day: (day.toordinal() - 1) // 7  # ordinal 1 was a Monday
    if every == "month":
        return lambda day: day.year * 12 + day.month
    path = root / FILE
    known = load_model(path, CalendarFile).terms if path.is_file() else []
    days = [commit.day for commit in commits]
    starts = [term.first for term in school_terms(known, min(days), max(days))]
    return lambda day: bisect_right(starts, day)
