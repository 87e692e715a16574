"""Puts steps into terms. The rules are written down in docs/roadmap.md and tested as they stand.

Hard, in this order: no step before one that it comes after; no change to a device in a term in
which a school has no change window; nothing after its due day. Then the number of steps that a
term holds, and the most important first.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from schoolproof.roadmap.draft import Draft
from schoolproof.roadmap.model import Kind
from schoolproof.roadmap.order import Before
from schoolproof.roadmap.terms import Horizon

Rank = tuple[bool, int, bool, date, int, int, str]


@dataclass(slots=True)
class Schedule:
    """Steps by term. `placed`: key → number of its term; `order`: keys as they are done."""

    placed: dict[str, int] = field(default_factory=dict)
    order: list[str] = field(default_factory=list)
    late: dict[str, date] = field(default_factory=dict)  # key → the due day that could not be kept
    closed: list[str] = field(default_factory=list)  # changes in a term without a window


@dataclass(frozen=True, slots=True)
class _Frame:
    """The terms in which a step may stand.

    `floor`: the first one that is possible at all; `first`: the first one that is sensible.
    """

    floor: int
    first: int
    last: int
    allowed: frozenset[int]


def schedule(drafts: Sequence[Draft], before: Before, horizon: Horizon, capacity: int) -> Schedule:
    """A term for each step; `capacity` is the number of steps that a term holds."""
    by_key = {draft.step.key: draft for draft in drafts}
    keys = _chain(before)
    after = _turned(before)
    frames = _frames([by_key[key] for key in keys], before, after, horizon)
    ranks = _ranks([by_key[key] for key in keys], after, horizon.today)
    order = sorted(keys, key=ranks.__getitem__)
    found = Schedule()
    for index in range(len(horizon.terms)):
        held = _due(found, index, frames)
        for _ in range(capacity - held):
            ready = (k for k in order if _ready(k, index, frames[k], before, found.placed))
            key = next(ready, None)
            if key is None:
                break
            found.placed[key] = index
        found.order += _queue([k for k in order if found.placed.get(k) == index], before)
    for key, draft in by_key.items():
        due, index = draft.step.due, found.placed[key]
        if due and due >= horizon.today and index > _wanted(draft, horizon):
            found.late[key] = due
        if index not in frames[key].allowed:
            found.closed.append(key)
    return found


def _chain(before: Before) -> list[str]:
    """Keys so that each comes after what it comes after."""
    done: dict[str, None] = {}

    def visit(key: str) -> None:
        if key not in done:
            for first in before[key]:
                visit(first)
            done[key] = None

    for key in sorted(before):
        visit(key)
    return list(done)


def _turned(before: Before) -> dict[str, list[str]]:
    after: dict[str, list[str]] = {key: [] for key in before}
    for key, firsts in before.items():
        for first in firsts:
            after[first].append(key)
    return after


def _open(draft: Draft, horizon: Horizon) -> frozenset[int]:
    """Terms with a change window at every school; where a school has none at all, every term."""
    every = frozenset(range(len(horizon.terms)))
    if not draft.change:
        return every
    sites = draft.step.sites
    return frozenset(i for i in every if horizon.changed_by(sites, i) is not None) or every


def _wanted(draft: Draft, horizon: Horizon) -> int:
    """The last term that keeps the due day; -1: none does.

    A change needs a window by that day. What is over already belongs into the present term.
    """
    due = draft.step.due
    if due is None:
        return len(horizon.terms) - 1
    index = horizon.index(due)
    if draft.change and due >= horizon.today:
        opens = horizon.changed_by(draft.step.sites, index)
        return index - 1 if opens is not None and opens > due else index
    return index


def _frames(
    chain: Sequence[Draft], before: Before, after: Mapping[str, list[str]], horizon: Horizon
) -> dict[str, _Frame]:
    """The frame of each step: due days go backwards, windows forwards, and backwards again."""
    wanted: dict[str, int] = {}
    for draft in reversed(chain):
        key = draft.step.key
        wanted[key] = min([_wanted(draft, horizon), *(wanted[then] for then in after[key])])
    frames: dict[str, _Frame] = {}
    for draft in chain:
        key = draft.step.key
        least = max([0, *(frames[first].floor for first in before[key])])
        opens = horizon.index(draft.opens) if draft.opens else 0
        frames[key] = _frame(_open(draft, horizon), least, opens, wanted[key])
    for draft in reversed(chain):
        key = draft.step.key
        frame = frames[key]
        last = min([frame.last, *(frames[then].last for then in after[key])])
        last = max(i for i in {frame.floor, *frame.allowed} if frame.floor <= i <= last)
        frames[key] = _Frame(frame.floor, min(frame.first, last), last, frame.allowed)
    return frames


def _frame(allowed: frozenset[int], least: int, opens: int, wanted: int) -> _Frame:
    """Where one step may stand when the earliest of what comes first stands in `least`."""
    possible = [i for i in sorted(allowed) if i >= least] or [least]
    in_time = [i for i in possible if i <= wanted]
    if not in_time:
        return _Frame(possible[0], possible[0], possible[0], allowed)
    first = next((i for i in in_time if i >= opens), in_time[-1])
    return _Frame(possible[0], first, in_time[-1], allowed)


def _ranks(chain: Sequence[Draft], after: Mapping[str, list[str]], today: date) -> dict[str, Rank]:
    """What comes first among equals. A step is as important as what waits for it."""
    found: dict[str, Rank] = {}
    for draft in reversed(chain):
        step = draft.step
        over = step.due is not None and step.due < today
        own = (not over, -step.risk.rank, not draft.pressing)
        first = min([own, *(found[then][:3] for then in after[step.key])])
        kind = list(Kind).index(step.kind)
        found[step.key] = (*first, step.due or date.max, step.effort.rank, kind, step.key)
    return found


def _due(found: Schedule, index: int, frames: Mapping[str, _Frame]) -> int:
    """Place what must stand in a term; how many these are."""
    keys = [k for k, frame in frames.items() if k not in found.placed and frame.last <= index]
    found.placed.update(dict.fromkeys(keys, index))
    return len(keys)


def _ready(key: str, index: int, frame: _Frame, before: Before, placed: Mapping[str, int]) -> bool:
    """Whether a step may stand in a term."""
    fits = key not in placed and frame.first <= index and index in frame.allowed
    return fits and all(first in placed for first in before[key])


def _queue(keys: Sequence[str], before: Before) -> list[str]:
    """The steps of one term, given by rank, in the order in which they are done."""
    waiting, done = list(keys), []
    while waiting:
        first = next(k for k in waiting if not set(waiting).intersection(before[k]))
        done.append(first)
        waiting.remove(first)
    return done


def overfull(placed: Iterable[int], capacity: int) -> dict[int, int]:
    """Terms that hold more than they should, and how many steps they hold."""
    counts = Counter(placed)
    return {index: count for index, count in sorted(counts.items()) if count > capacity}
