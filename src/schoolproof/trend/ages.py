"""How long findings have been open."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from schoolproof.check.baseline.compare import Key, identity, key_of
from schoolproof.check.result import Finding, Outcome
from schoolproof.trend.snapshot import Snapshot

SETTLED = frozenset({Outcome.PASS, Outcome.NOTAPPLICABLE})  # what was found there is mended
Mark = tuple[tuple[str, ...], int]  # identity, and which of several that have it


@dataclass(frozen=True, slots=True)
class _Open:
    """The findings of a verdict and since when. `shown` is False while nobody can see them."""

    findings: Sequence[Finding]
    since: Mapping[Mark, date]
    shown: bool = True


class Ages:
    """Since when each finding is open. Commits are to be taken in their order."""

    def __init__(self) -> None:
        self._open: dict[Key, _Open] = {}

    def take(self, snapshot: Snapshot) -> None:
        """Look at a commit. What could not be judged in it is neither mended nor new."""
        if snapshot.run is None:
            return
        found: dict[Key, _Open] = {}
        for verdict in snapshot.verdicts:
            key = key_of(verdict)
            before = self._open.get(key)
            if verdict.outcome is Outcome.FAIL:
                found[key] = _opened(before, verdict.findings, snapshot.commit.day)
            elif before and verdict.outcome not in SETTLED:
                found[key] = _Open(before.findings, before.since, shown=False)
        self._open = found

    def mean(self, day: date) -> float | None:
        """Days that the open findings have been open, on average; None where none is open."""
        days = [
            max(0, (day - since).days)
            for known in self._open.values()
            if known.shown
            for since in known.since.values()
        ]
        return sum(days) / len(days) if days else None


def _opened(before: _Open | None, findings: Sequence[Finding], day: date) -> _Open:
    if before and before.findings is findings:
        return before if before.shown else _Open(findings, before.since)
    known = before.since if before else {}
    since: dict[Mark, date] = {}
    counted: dict[tuple[str, ...], int] = {}
    for finding in findings:
        if finding.is_remark:
            continue
        name = identity(finding, exactly=False)
        counted[name] = counted.get(name, -1) + 1
        mark = name, counted[name]
        since[mark] = known.get(mark, day)
    return _Open(findings, since)
