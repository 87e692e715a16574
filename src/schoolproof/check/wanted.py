"""What a control wants of a fact, when it is more than one exact value."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Wanted:
    """A condition, its words, and the value that a fix should set."""

    holds: Callable[[Any], bool]
    text: str
    value: Any


def at_most(limit: float, *, never: float | None = None) -> Wanted:
    """A number up to `limit`; `never` is the value that stands for no limit at all."""
    return Wanted(lambda v: v != never and v <= limit, f"at most {limit}", limit)


def at_least(limit: float) -> Wanted:
    """A number from `limit` on."""
    return Wanted(lambda v: v >= limit, f"at least {limit}", limit)


def one_of(*values: Any) -> Wanted:
    """One of these; a fix sets the first."""
    return Wanted(lambda v: v in values, " or ".join(show(v) for v in values), values[0])


def none_of(values: Iterable[Any], instead: Any) -> Wanted:
    """Anything but these; a fix sets `instead`."""
    bad = frozenset(values)
    words = ", ".join(sorted(show(v) for v in bad))
    return Wanted(lambda v: v not in bad, f"not {words}", instead)


def includes(values: Iterable[Any]) -> Wanted:
    """A set that holds all of these."""
    needed = frozenset(values)
    words = ", ".join(sorted(show(v) for v in needed))
    return Wanted(lambda v: needed <= frozenset(v), f"with {words}", needed)


def excludes(values: Iterable[Any]) -> Wanted:
    """A set that holds none of these."""
    bad = frozenset(values)
    words = ", ".join(sorted(show(v) for v in bad))
    return Wanted(lambda v: not bad & frozenset(v), f"without {words}", bad)


def show(value: Any) -> str:
    """A value in words that a technician reads: on, off, none, lists without brackets."""
    if isinstance(value, bool):
        return "on" if value else "off"
    if value is None or value in ((), frozenset(), ""):
        return "none"
    if isinstance(value, frozenset | set):
        return ", ".join(sorted(str(v) for v in value))
    if isinstance(value, tuple | list):
        return ", ".join(str(v) for v in value)
    return str(value)
