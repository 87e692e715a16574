"""Which step comes after which: derived from causes, devices and the table in `rules.yaml`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from schoolproof.roadmap.draft import Draft
from schoolproof.roadmap.rules import rules

Before = Mapping[str, tuple[str, ...]]  # key → keys that come first


def before(drafts: Sequence[Draft]) -> Before:
    """What comes first, for each step. A pair that would close a ring is left out."""
    found: dict[str, tuple[str, ...]] = {draft.step.key: () for draft in drafts}
    for first, then in _pairs(drafts):
        if first != then and first not in found[then] and not _leads(found, first, then):
            found[then] = (*found[then], first)
    return found


def _leads(found: Before, start: str, goal: str) -> bool:
    """Whether `goal` comes before `start` already."""
    pending, seen = [start], set()
    while pending:
        key = pending.pop()
        if key == goal:
            return True
        if key not in seen:
            seen.add(key)
            pending.extend(found[key])
    return False


def _pairs(drafts: Sequence[Draft]) -> Iterator[tuple[str, str]]:
    """(first, then): first those that the data says, then those of the table."""
    for then in drafts:
        for first in drafts:
            if first.step.sites and not set(first.step.sites) & set(then.step.sites):
                continue
            cause = bool(then.causes & first.answers)
            cannot = bool(then.stuck & first.replaces)  # first the new device, then what it can do
            if cause or cannot:
                yield first.step.key, then.step.key
    for row in rules().after:
        for then in (d for d in drafts if row.step in d.answers):
            for first in (d for d in drafts if d.answers & set(row.comes_after)):
                if set(first.step.sites) & set(then.step.sites):
                    yield first.step.key, then.step.key
