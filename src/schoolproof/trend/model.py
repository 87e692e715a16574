"""What a trend is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Point:
    """Where the repository stood at one commit, judged as of that commit's day in London.

    `passed`, `failed`, `unknown`, `other` and `waived` count verdicts; a waived one counts in its
    outcome too. `clauses`: how many clauses have each state over all sites. `areas`: the state of
    each standard. `mean_age`: days that the open findings have been open, on average; None where
    none is open. `problem`: why the commit could not be judged; the numbers are 0 then.
    """

    commit: str
    day: date
    subject: str  # hostile text
    passed: int
    failed: int
    unknown: int
    other: int
    waived: int
    clauses: Mapping[str, int]
    areas: Mapping[str, str]
    mean_age: float | None
    problem: str = ""

    @property
    def compliance(self) -> float | None:
        """Share of verdicts that pass; what is not known counts against, never left out."""
        judged = self.passed + self.failed + self.unknown
        return self.passed / judged if judged and not self.problem else None


@dataclass(frozen=True, slots=True)
class Move:
    """A commit that changed verdicts: how many are better, worse, or can no longer be read."""

    commit: str
    day: date
    subject: str  # hostile text
    better: int
    worse: int
    unread: int


@dataclass(frozen=True, slots=True)
class Trend:
    """Points from the oldest on. `judged`, `recalled`: results of devices, now and from before."""

    every: str
    points: tuple[Point, ...]
    moves: tuple[Move, ...]
    judged: int
    recalled: int
