"""Sixty commits: what the trend says of each is what checking it out and judging it says."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from schoolproof.check.result import Outcome, Verdict
from schoolproof.check.run import Run, Scope, run_check
from schoolproof.check.status import TrustStatus, status_of
from schoolproof.errors import SchoolproofError
from schoolproof.inventory import Project
from schoolproof.trend.history import Commit, history
from schoolproof.trend.model import Trend
from schoolproof.trend.past import shelf
from schoolproof.trend.run import trend_of
from schoolproof.trend.snapshot import Judge
from tests.trend.conftest import KEY, TODAY
from tests.trend.story import Story, steps

BROKEN = {
    "an inventory with a slip",
    "and a mended port while nobody can look",
    "a word that the profile does not have",
    "a rule that does not import",
    "a register with a word that is none",
}
PLATFORM = "another platform than the text"
UNREAD = {"a text that was cut", PLATFORM, "a configuration is lost"}


@dataclass(frozen=True)
class CheckedOut:
    """A commit that was checked out and judged, or the sentence that said why not."""

    commit: Commit
    root: Path
    run: Run | None = None
    status: TrustStatus | None = None
    problem: str = ""


@pytest.fixture(scope="module")
def whole(told: Story, tmp_path_factory: pytest.TempPathFactory) -> list[CheckedOut]:
    """Each commit in a worktree of its own."""
    folder = tmp_path_factory.mktemp("out")
    found = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCHOOLPROOF_KEY", KEY)
        for commit in history(told.root):
            told.git("worktree", "add", "--quiet", "--detach", str(folder / commit.id), commit.id)
            found.append(_judged(commit, folder / commit.id))
    return found


def _judged(commit: Commit, root: Path) -> CheckedOut:
    project = Project(root)
    try:
        run = run_check(project, Scope(), today=commit.day, jobs=1)
    except SchoolproofError as error:
        return CheckedOut(commit, root, problem=str(error).replace(f"{root}/", ""))
    sites = sorted({host.site for host in project.hosts.values()})
    return CheckedOut(commit, root, run, status_of(run, project, sites))


def plain(verdict: Verdict, root: Path | None = None) -> dict[str, Any]:
    """Everything that a verdict says, with paths from the repository's root."""
    data = asdict(verdict)
    data["findings"] = [asdict(finding) for finding in verdict.findings]
    for finding in data["findings"]:
        finding["path"] = finding["path"].removeprefix(f"{root}/")
    return data | {"traceback": bool(data["traceback"])}


def test_the_history_is_what_it_should_be(whole: list[CheckedOut]) -> None:
    assert len(whole) == len(steps()) == 60
    assert {each.commit.subject for each in whole if each.run is None} == BROKEN
    outcomes = {v.outcome for each in whole if each.run for v in each.run.verdicts}
    assert outcomes == set(Outcome)
    assert any(v.waived for each in whole if each.run for v in each.run.verdicts)
    told = [each.run and [plain(v, each.root) for v in each.run.verdicts] for each in whole]
    assert sum(a != b for a, b in pairwise(told)) > 45


def test_every_verdict_is_the_same(told: Story, whole: list[CheckedOut]) -> None:
    with shelf(Project(told.root)) as past:
        judge = Judge(past, jobs=1)
        for each in whole:
            ours = judge.at(each.commit)
            assert ours.problem == each.problem
            if each.run is not None:
                assert ours.run is not None
                found = [plain(verdict) for verdict in ours.run.verdicts]
                assert found == [plain(v, each.root) for v in each.run.verdicts], each.commit
                assert ours.run.stale == each.run.stale
    assert judge.recalled > judge.judged


def test_every_number_is_the_same(trended: Trend, whole: list[CheckedOut]) -> None:
    assert [point.commit for point in trended.points] == [each.commit.id for each in whole]
    for point, each in zip(trended.points, whole, strict=True):
        assert (point.day, point.problem) == (each.commit.day, each.problem)
        if each.run is None or each.status is None:
            assert (point.passed, point.failed, point.unknown, point.waived) == (0, 0, 0, 0)
            assert point.compliance is None
            continue
        count = Counter(verdict.outcome for verdict in each.run.verdicts)
        numbers = (count[Outcome.PASS], count[Outcome.FAIL])
        assert (point.passed, point.failed) == numbers
        assert point.waived == sum(verdict.waived for verdict in each.run.verdicts)
        dark = count[Outcome.UNKNOWN] + count[Outcome.ERROR]
        if each.commit.subject in UNREAD:  # devices that are not judged lack no verdict
            assert point.unknown > dark
            continue
        assert point.unknown == dark
        assert point.other == count[Outcome.NOTAPPLICABLE] + count[Outcome.NOTCHECKED]
        assert dict(point.areas) == each.status.areas
        assert point.compliance == point.passed / (sum(numbers) + dark)


def test_a_device_that_cannot_be_read_is_not_left_out(trended: Trend) -> None:
    seen = set()
    for before, now in pairwise(trended.points):
        if now.subject not in UNREAD:
            continue
        seen.add(now.subject)
        assert now.unknown > before.unknown
        assert now.compliance is not None
        assert before.compliance is not None
        assert now.compliance < before.compliance
        if now.subject != PLATFORM:  # there the inventory has one firewall less
            judged = [point.passed + point.failed + point.unknown for point in (before, now)]
            assert judged[1] >= judged[0]
            assert now.clauses["not known"] > before.clauses["not known"]
            assert now.clauses["met"] <= before.clauses["met"]
    assert seen == UNREAD


def test_a_second_run_judges_nothing_that_was_whole(apart: Story, trended: Trend) -> None:
    again = trend_of(Project(apart.root), since=None, today=TODAY, every="commit", jobs=1)
    assert (again.points, again.moves) == (trended.points, trended.moves)
    assert again.judged == 8  # cut, of another platform, or a rule broke on it: never kept
    assert trended.judged > 30
    assert again.judged + again.recalled == trended.judged + trended.recalled


def test_what_was_judged_before_an_interruption_is_kept(story: Story, trended: Trend) -> None:
    def stop(done: int, whole: int) -> None:
        assert whole == 60
        if done == 30:
            raise KeyboardInterrupt

    project = Project(story.root)
    with pytest.raises(KeyboardInterrupt):
        trend_of(project, since=None, today=TODAY, every="commit", jobs=1, tell=stop)
    found = trend_of(project, since=None, today=TODAY, every="commit", jobs=1)
    assert (found.points, found.moves) == (trended.points, trended.moves)
    assert found.judged < trended.judged * 2 / 3
