"""What was judged on the base and is no longer: less evidence must not look like a pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from schoolproof.check.baseline.compare import key_of, no_longer_judged
from schoolproof.check.host import HostResult
from schoolproof.check.result import Verdict
from schoolproof.check.run import Run

NAMED = 3  # examples in a sentence
HALF = 2  # a text that lost more than one line in so many was hardly meant to


@dataclass(frozen=True, slots=True)
class Side:
    """What came of the base. `same`: devices for which everything that decides is the same."""

    results: tuple[HostResult, ...]
    verdicts: tuple[Verdict, ...]
    notes: tuple[str, ...] = ()
    same: frozenset[str] = frozenset()


def fewer(side: Side, run: Run) -> Iterator[str]:
    """One sentence for each kind of thing that is judged less than on the base."""
    before = {r.host: r for r in side.results if not r.problem}
    now = {r.host: r for r in run.results if not r.problem}
    gone = [name for name in before if name not in now]
    if len(now) < len(before):
        yield (
            f"{len(now)} devices were judged, on the base {len(before)}: {_some(gone)} is missing"
        )
    still = {"", *(result.host for result in run.results)} - side.same
    there = [v for v in side.verdicts if v.device in still]
    current = {key_of(v): v for v in run.verdicts if v.device in still}
    lost = list(no_longer_judged(there, current))
    if lost:
        names = _some(dict.fromkeys(f"{v.control} on {v.device or 'all schools'}" for v in lost))
        yield f"{len(lost)} verdicts of the base are not judged any more: {names}"
    for host in sorted(before.keys() & now.keys()):
        yield from _unread(before[host], now[host])


def _unread(before: HostResult, now: HostResult) -> Iterator[str]:
    """Lines may go, and facts with them; but not half of a text, and no facts without lines."""
    if now.commands * HALF < before.commands:
        counted = f"{now.commands} lines, on the base {before.commands}"
        yield f"{now.path}: {counted}: is the text whole?"
    elif now.facts < before.facts and len(now.unread) > len(before.unread):
        counted = f"{now.facts} facts were read, on the base {before.facts}"
        yield f"{now.path}: {counted}: what was added is not understood"


def _some(names: Iterable[str]) -> str:
    found = list(names)
    more = f" and {len(found) - NAMED} more" if len(found) > NAMED else ""
    return ", ".join(found[:NAMED]) + more
