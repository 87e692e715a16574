"""The trend: judges the points, and where two of them differ the commits between."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from schoolproof.check.garbage import seldom_collected
from schoolproof.check.result import Outcome
from schoolproof.check.status import TrustStatus
from schoolproof.inventory import Project
from schoolproof.trend.ages import Ages
from schoolproof.trend.history import Commit, between, history
from schoolproof.trend.model import Move, Point, Trend
from schoolproof.trend.moves import KNOWN, Known, Tally, remember, tally
from schoolproof.trend.past import shelf
from schoolproof.trend.periods import Every, points_of
from schoolproof.trend.snapshot import Judge, Snapshot

Tell = Callable[[int, int], None]  # commits that are done, and all of them


def trend_of(  # noqa: PLR0913  each is another matter
    project: Project,
    *,
    since: date | None,
    today: date,
    every: Every,
    sites: Sequence[str] = (),
    jobs: int = 0,
    tell: Tell | None = None,
) -> Trend:
    """Judge the past of the current branch, each commit as of its own day.

    `today`: later commits are left out; `tell` hears how far it is.

    Raises:
        UserError: no Git, no commit, a clone that lacks history, or a calendar that is wrong.
    """
    commits = between(history(project.root), since, today)
    places = points_of(commits, every, project.root)
    with shelf(project) as past, seldom_collected():
        judge = Judge(past, sites, jobs)
        walk = _Walk(judge, commits, tell or (lambda _done, _all: None))
        points = tuple(walk.points(places))
        judge.close()
    return Trend(every, points, tuple(walk.moves), judge.judged, judge.recalled)


@dataclass
class _Walk:
    """Goes along the commits. `before`: the last judged one; `good`: the last without problem.

    `known`: what was last established of each verdict.
    """

    judge: Judge
    commits: Sequence[Commit]
    tell: Tell
    moves: list[Move] = field(default_factory=list)
    ages: Ages = field(default_factory=Ages)
    before: Snapshot | None = None
    good: Snapshot | None = None
    known: Known = field(default_factory=dict)

    def points(self, places: Sequence[int]) -> Iterator[Point]:
        """The points, once the moves before each are found."""
        for last, place in zip([-1, *places], places, strict=False):
            now = self.judge.at(self.commits[place])
            if self.before and _differ(self.before, now):
                for index in range(last + 1, place + 1):
                    if not self.judge.same(self.commits[index - 1], self.commits[index]):
                        self._step(self.commits[index])
            self._reach(now)
            yield _point(now, self.judge.status(now), self.ages)
            self.tell(place + 1, len(self.commits))

    def _step(self, commit: Commit) -> None:
        """A commit whose inputs changed: what it alone moved."""
        now = self.judge.at(commit)
        moved = self._moved(now)
        if any(moved):
            self.moves.append(Move(commit.id, commit.day, commit.subject, *moved))
        self._reach(now)

    def _moved(self, now: Snapshot) -> Tally:
        if self.good is None:
            return Tally()  # nothing was known before
        if now.problem:
            lost = sum(verdict.outcome in KNOWN for verdict in self.good.verdicts)
            return Tally(unread=lost if self.before is self.good else 0)
        moved = tally(self.good.verdicts, now.verdicts, self.known)
        if any(moved) and self.good.commit.day != now.commit.day:
            # What only the calendar changed is not this commit's doing.
            same_day = self.judge.at(self.good.commit, now.commit.day)
            return tally(same_day.verdicts, now.verdicts, self.known)
        return moved

    def _reach(self, now: Snapshot) -> None:
        self.ages.take(now)
        self.before = now
        if not now.problem and now is not self.good:
            self.good = now
            self.known = remember(self.known, now.verdicts)


def _differ(before: Snapshot, now: Snapshot) -> bool:
    if before.problem or now.problem:
        return before.problem != now.problem
    return any(tally(before.verdicts, now.verdicts))


def _point(snapshot: Snapshot, status: TrustStatus | None, ages: Ages) -> Point:
    commit = snapshot.commit
    if status is None:
        none = (0, 0, 0, 0, 0)
        head = (commit.id, commit.day, commit.subject)
        return Point(*head, *none, {}, {}, None, snapshot.problem)
    outcomes = Counter(verdict.outcome for verdict in snapshot.verdicts)
    return Point(
        commit=commit.id,
        day=commit.day,
        subject=commit.subject,
        passed=outcomes[Outcome.PASS],
        failed=outcomes[Outcome.FAIL],
        unknown=outcomes[Outcome.UNKNOWN] + outcomes[Outcome.ERROR],
        other=outcomes[Outcome.NOTAPPLICABLE] + outcomes[Outcome.NOTCHECKED],
        waived=sum(verdict.waived for verdict in snapshot.verdicts),
        clauses=_clauses(status),
        areas={name: str(state) for name, state in status.areas.items()},
        mean_age=ages.mean(commit.day),
    )


def _clauses(status: TrustStatus) -> dict[str, int]:
    """How many clauses have each state, over all sites."""
    found = Counter(
        str(clause.state)
        for site in status.sites
        for area in site.areas
        for group in area.groups
        for clause in group.clauses
    )
    return dict(found)
