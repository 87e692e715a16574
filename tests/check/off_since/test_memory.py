"""What Git says of a rule is asked seldom, and never comes stale out of the cache."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from schoolproof.check.baseline import configlog, gitobjects
from schoolproof.check.baseline.against import Against, check_against
from schoolproof.check.baseline.compare import State
from schoolproof.check.firewalls import rule_history
from schoolproof.check.result import Outcome
from schoolproof.check.run import Run, Scope
from schoolproof.inventory import Project
from schoolproof.trend.history import history
from schoolproof.trend.past import shelf
from schoolproof.trend.snapshot import Judge
from tests.check.off_since.story import CONTROL, TODAY, Story, cases, told, words_of

CASES = cases()
LATE = {"at": "2026-05-04 09:00 +0100", "put": {"hl-fw1.cfg": "on.cfg"}}
AGAIN = {"at": "2026-05-05 09:00 +0100", "put": {"hl-fw1.cfg": "off.cfg"}}
ROOT = Path(__file__).parents[3]


@pytest.fixture
def old(tmp_path: Path) -> Story:
    """Off for two years; every rule of the other firewall is on."""
    case = CASES["off for two years"]
    first = {"at": "2024-01-02 09:00 +0000", "put": {"hl-pa1.cfg": "pa_on.cfg"}}
    return told(tmp_path, {**case, "steps": [first, *case["steps"]]})


def against(story: Story, rev: str = "HEAD", today: date = TODAY) -> Run:
    scope = Scope(controls=(CONTROL,))
    return check_against(Project(story.root), scope, Against(rev), today=today, jobs=1)


def outcome(run: Run, host: str = "hl-fw1") -> Outcome:
    (found,) = [v.outcome for v in run.verdicts if v.device == host and v.control == CONTROL]
    return found


def judged(run: Run) -> list[tuple[str, str, str]]:
    assert run.base is not None
    return [(again.host, again.side, again.why) for again in run.base.again]


def test_nothing_is_judged_again_while_git_says_the_same(old: Story) -> None:
    first, second = against(old), against(old)
    assert outcome(first) is outcome(second) is Outcome.FAIL
    assert judged(second) == []
    assert second.base
    assert not second.base.changes
    old.tell({"at": "2026-11-20 09:00 +0000", "put": {"other.cfg": "on.cfg"}})
    assert judged(against(old)) == []


def test_the_same_text_with_another_past_is_judged_again(old: Story) -> None:
    against(old)
    old.tell(LATE, AGAIN)
    run = against(old, "HEAD~2")
    assert outcome(run) is Outcome.PASS
    assert run.base
    (mended,) = run.base.changes
    assert (mended.state, mended.control) == (State.MENDED, CONTROL)
    assert judged(run) == [("hl-fw1", "now", "its history in Git changed")]
    warm = against(old, "HEAD~2")
    assert judged(warm) == []
    assert warm.base
    assert warm.base.changes == run.base.changes


def test_a_base_that_lies_before_a_year_was_over_knows_no_more_than_it_could(old: Story) -> None:
    run = against(old, "HEAD~1")
    assert run.base
    (new,) = run.base.changes
    assert (new.state, new.control) == (State.NEW, CONTROL)


def test_another_day_is_judged_anew(old: Story) -> None:
    assert outcome(against(old, today=date(2025, 11, 1))) is Outcome.PASS
    assert outcome(against(old, today=date(2025, 11, 2))) is Outcome.FAIL
    assert outcome(against(old, today=date(2025, 11, 1))) is Outcome.PASS


def test_a_clone_that_becomes_whole_is_judged_again(tmp_path: Path) -> None:
    clone = told(tmp_path, CASES["the clone ends more than a year ago"])
    assert "or for longer" in words_of(against(clone).verdicts[0])
    clone.git("fetch", "--quiet", "--unshallow")
    run = against(clone)
    assert outcome(run) is Outcome.FAIL
    assert "or for longer" not in words_of(run.verdicts[0])


def test_a_broken_control_hides_no_other_past(old: Story) -> None:
    """Results with an error are not kept, and yet both sides must not count as the same."""
    local = old.root / "validators" / "local"
    local.mkdir(parents=True)
    shutil.copyfile(Path(__file__).parent / "broken_control.py", local / "broken_control.py")
    old.tell({"at": "2026-05-01 09:00 +0100"}, LATE, AGAIN)
    scope = Scope(controls=(CONTROL, "local/broken_control"))
    run = check_against(Project(old.root), scope, Against("HEAD~2"), today=TODAY, jobs=1)
    assert run.base
    assert [(c.state, c.control) for c in run.base.changes] == [(State.MENDED, CONTROL)]


def test_git_is_not_asked_while_every_rule_is_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    story = Story(tmp_path / "school").start()
    story.tell({"at": "2026-01-02 09:00 +0000", "put": {"hl-fw1.cfg": "on.cfg"}})

    def refuse(*args: Any, **_: Any) -> None:
        pytest.fail(f"Git was asked: {args}")

    for module in (configlog, rule_history):
        for name in ("run_git", "git_output", "blobs", "config_log", "head_commit"):
            monkeypatch.setattr(module, name, refuse, raising=False)
    assert story.verdict().outcome is Outcome.PASS


def test_few_questions_are_asked_of_git(old: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    """However long the history is, and for both firewalls together."""
    for month in range(1, 11):
        for text in ("moved.cfg", "off.cfg"):
            day = f"2026-{month:02}-{10 + (text == 'off.cfg')} 09:00 +0000"
            old.tell({"at": day, "put": {"hl-fw1.cfg": text, "hl-pa1.cfg": "pa_off.cfg"}})
    asked: list[tuple[str, ...]] = []
    real = gitobjects.run_git

    def count(root: Path, *args: str, **kwargs: Any) -> subprocess.CompletedProcess[bytes]:
        asked.append(args)
        return real(root, *args, **kwargs)

    for module in (configlog, gitobjects):
        monkeypatch.setattr(module, "run_git", count)
    run = old.run()
    assert (outcome(run), outcome(run, "hl-pa1")) == (Outcome.FAIL, Outcome.PASS)
    kinds = [args[0] for args in asked]
    assert kinds.count("log") == 1
    assert len(kinds) <= 9, asked


def test_an_object_that_is_missing_is_unknown_and_not_kept(old: Story) -> None:
    old.tell({"at": "2026-05-04 09:00 +0100", "put": {"hl-fw1.cfg": "moved.cfg"}})
    name = old.git("rev-parse", "HEAD~2:configs/hill/hl-fw1.cfg")
    place = old.root / ".git" / "objects" / name[:2] / name[2:]
    data = place.read_bytes()
    place.unlink()
    rule_history._known.clear()  # noqa: SLF001  as in another process
    run = against(old)
    assert outcome(run) is Outcome.UNKNOWN
    place.write_bytes(data)
    assert outcome(against(old)) is Outcome.FAIL


def test_the_trend_says_of_each_commit_what_was_known_then(old: Story) -> None:
    old.tell(
        {"at": "2025-10-01 09:00 +0100", "put": {"other.cfg": "on.cfg"}},
        {"at": "2025-11-03 09:00 +0000", "put": {"other.cfg": "off.cfg"}},
        LATE,
        AGAIN,
    )
    found = []
    with shelf(Project(old.root)) as past:
        judge = Judge(past, jobs=1)
        for commit in history(old.root)[1:]:
            now = judge.at(commit)
            (verdict,) = [v for v in now.verdicts if v.control == CONTROL and v.device == "hl-fw1"]
            found.append((str(commit.day), str(verdict.outcome)))
        again = Judge(past, jobs=1)
        for commit, (_, outcome) in zip(history(old.root)[1:], found, strict=True):
            (verdict,) = [
                v
                for v in again.at(commit).verdicts
                if v.control == CONTROL and v.device == "hl-fw1"
            ]
            assert verdict.outcome == outcome
    assert found == [
        ("2024-01-10", "pass"),
        ("2024-11-02", "pass"),
        ("2025-10-01", "pass"),
        ("2025-11-03", "fail"),
        ("2026-05-04", "pass"),
        ("2026-05-05", "pass"),
    ]
    assert again.judged == 0


def test_one_day_with_two_pasts(old: Story) -> None:
    day = "2026-05-05 {}:00 +0100"
    old.tell(
        {"at": day.format("09"), "put": {"other.cfg": "on.cfg"}},
        {"at": day.format("10"), "put": {"hl-fw1.cfg": "on.cfg"}},
        {"at": day.format("11"), "put": {"hl-fw1.cfg": "off.cfg"}},
    )
    with shelf(Project(old.root)) as past:
        judge = Judge(past, jobs=1)
        found = [
            str(verdict.outcome)
            for commit in history(old.root)[-3:]
            for verdict in judge.at(commit).verdicts
            if verdict.control == CONTROL and verdict.device == "hl-fw1"
        ]
    assert found == ["fail", "pass", "pass"]


def test_pytest_says_the_same(old: Story) -> None:
    folder = old.root / "validators" / "cyber_security"
    folder.mkdir(parents=True)
    shutil.copyfile(ROOT / "validators" / f"{CONTROL}.py", folder / "old_rules_removed.py")
    command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "validators"]
    done = subprocess.run(
        [*command, "--today", str(TODAY)],
        cwd=old.root,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1, done.stdout
    said = " ".join(done.stdout.split())
    assert f"off since 2024-11-02 (commit {old.named['off'][:12]})" in said
    assert "1 failed, 1 passed" in said
