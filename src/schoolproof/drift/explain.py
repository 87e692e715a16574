"""Which facts each differing line stands for, in words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schoolproof.drift.canon import Item
from schoolproof.drift.words import ABSENT, Value, phrase, subject_of
from schoolproof.model import Device, plain

# rows without a name of their own: their number moves when one is put in before them
NUMBERED_ROWS = re.compile(r"^secrets(?:\[|$)|\.(?:entries|rules|seen)\[\d+\]|\.line$|\.text$")
SHOWN = 4  # subjects that are named when many change in the same way

Facts = dict[str, tuple[Value, int | None]]
Both = tuple[Item | None, Item | None]


def facts_of(device: Device) -> Facts:
    """Every fact that has a lasting name: value and line."""
    return {
        path: (plain(value), line)
        for path, value, line in device.facts()
        if not NUMBERED_ROWS.search(path)
    }


def explain(found: Sequence[Both], accepted: Device, observed: Device) -> list[tuple[str, ...]]:
    """For each pair of items the changes of facts that it causes."""
    old, new = facts_of(accepted), facts_of(observed)
    at = _lines(found)
    grouped: list[dict[str, list[str]]] = [{} for _ in found]
    for path in [*old, *(p for p in new if p not in old)]:
        one, line = old.get(path, (ABSENT, None))
        other, other_line = new.get(path, (ABSENT, None))
        if one == other and (one is ABSENT) == (other is ABSENT):
            continue
        index = at[1].get(other_line or 0, at[0].get(line or 0))
        if index is None or _whole_object(path, one, other):
            continue
        subject, rest = subject_of(path)
        grouped[index].setdefault(phrase(rest, one, other), []).append(subject)
    return [tuple(_said(phrases)) for phrases in grouped]


def _whole_object(path: str, one: Value, other: Value) -> bool:
    """A name that comes or goes tells no more than the line itself."""
    return path.endswith("].name") and (one is ABSENT or other is ABSENT)


def _lines(found: Sequence[Both]) -> tuple[dict[int, int], dict[int, int]]:
    """Which pair each line of either text belongs to."""
    maps: tuple[dict[int, int], dict[int, int]] = ({}, {})
    for index, pair in enumerate(found):
        for item, lines in zip(pair, maps, strict=True):
            for node in item.all_nodes() if item is not None else ():
                lines.setdefault(node.line, index)
    return maps


def _said(phrases: dict[str, list[str]]) -> list[str]:
    said = []
    for text, subjects in phrases.items():
        names = list(dict.fromkeys(s for s in subjects if s))
        if len(names) > 1:
            more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
            said.append(f"{text} ({', '.join(names[:SHOWN])}{more})")
        else:
            said.append(f"{names[0]}: {text}" if names else text)
    return said
