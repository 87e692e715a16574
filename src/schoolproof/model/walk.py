"""Flat view of the model: every set fact as path, value, line."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schoolproof.model.facts import Facts, Table

FROM_INVENTORY = frozenset({"classes", "role", "site", "ports", "native_text", "platform"})


def walk(subject: Facts, prefix: str = "") -> Iterator[tuple[str, Any, int | None]]:
    """Yield (path, value, line) of every fact below `subject`, list members by key in brackets."""
    hidden = FROM_INVENTORY if subject.KIND == "device" else frozenset()
    for name in subject.lines:
        if name in hidden:
            continue
        value = getattr(subject, name)
        yield from _one(f"{prefix}{name}", value, subject.lines[name])


def count(subject: Facts) -> int:
    """How many facts `walk` would yield, without the time that their paths take."""
    hidden = FROM_INVENTORY if subject.KIND == "device" else frozenset()
    return sum(_count(getattr(subject, name)) for name in subject.lines if name not in hidden)


def _count(value: Any) -> int:
    if isinstance(value, Facts):
        return count(value)
    if isinstance(value, Table):
        return sum(count(row) for _, row in value.items())
    if isinstance(value, tuple) and value and isinstance(value[0], Facts):
        return sum(count(row) for row in value)
    return 1


def _one(path: str, value: Any, line: int | None) -> Iterator[tuple[str, Any, int | None]]:
    if isinstance(value, Facts):
        yield from walk(value, f"{path}.")
    elif isinstance(value, Table):
        for key, row in value.items():
            yield from walk(row, f"{path}[{key}].")
    elif isinstance(value, tuple) and value and isinstance(value[0], Facts):
        for position, row in enumerate(value, start=1):
            yield from walk(row, f"{path}[{position}].")
    else:
        yield path, plain(value), line


def plain(value: Any) -> Any:
    """A value as JSON holds it: sets sorted, addresses and secrets as text."""
    if isinstance(value, frozenset | set):
        return sorted(plain(v) for v in value)
    if isinstance(value, tuple | list):
        return [plain(v) for v in value]
    if isinstance(value, dict):
        return {str(k): plain(v) for k, v in value.items()}
    if value is None or isinstance(value, bool | int | float | str):
        return value
    return str(value)
