"""Since when a rule is off, by histories of real Git repositories."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from schoolproof.check.firewalls.long_off import after
from schoolproof.check.result import Outcome
from tests.check.off_since.story import TODAY, Story, cases, told, words_of

CASES = cases()
# what settings of Git might change: moves, merges, names
TOUCHY = {n: c for n, c in CASES.items() if n.startswith(("off for", "its ", "merged", "files"))}


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
def test_git_tells_since_when(case: dict[str, Any], tmp_path: Path) -> None:
    story = told(tmp_path, case)
    today = date.fromisoformat(case.get("today", str(TODAY)))
    verdict = story.verdict(case.get("host", "hl-fw1"), today)
    said = words_of(verdict)
    assert verdict.outcome == case["outcome"], (said, verdict.traceback)
    assert [words for words in case["says"] if words not in said] == [], said
    if "commit" in case:
        assert story.named[case["commit"]][:12] in said
    if verdict.outcome is Outcome.UNKNOWN:
        assert "delete it if nobody needs it" in said


@pytest.mark.parametrize("case", TOUCHY.values(), ids=TOUCHY.keys())
def test_the_settings_of_who_runs_it_change_nothing(
    case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings = tmp_path / "gitconfig"
    settings.write_text(
        "[log]\n\tfollow = true\n\tshowSignature = true\n\tdiffMerges = off\n\tdate = relative\n"
        "[diff]\n\trenames = copies\n\trelative = true\n\tnoprefix = true\n\texternal = false\n"
        "[core]\n\tquotePath = true\n\tabbrev = 7\n[format]\n\tpretty = oneline\n"
        "[color]\n\tui = always\n",
        "utf-8",
    )
    story = told(tmp_path, case)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(settings))
    today = date.fromisoformat(case.get("today", str(TODAY)))
    verdict = story.verdict(case.get("host", "hl-fw1"), today)
    assert verdict.outcome == case["outcome"], words_of(verdict)


def test_the_repository_may_stand_below_another_folder(tmp_path: Path) -> None:
    story = Story(tmp_path / "trust" / "school").start(git=False)
    story.git("init", "--quiet", "--initial-branch=main", str(tmp_path / "trust"))
    case = CASES["off for two years"]
    story.tell(*case["steps"])
    verdict = story.verdict()
    assert verdict.outcome is Outcome.FAIL
    assert story.named["off"][:12] in words_of(verdict)


def test_the_finding_stands_at_the_line_and_its_commands_delete_the_rule(tmp_path: Path) -> None:
    story = told(tmp_path, CASES["off for two years"])
    (finding,) = story.verdict().findings
    assert finding.quote == "set status disable"
    assert [line.strip() for line in finding.fix] == ["config firewall policy", "delete 6", "end"]


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2024, 2, 29), 12, date(2025, 3, 1)),
        (date(2025, 2, 28), 12, date(2026, 2, 28)),
        (date(2025, 11, 30), 3, date(2026, 3, 1)),
        (date(2025, 12, 31), 12, date(2026, 12, 31)),
        (date(2025, 12, 31), 2, date(2026, 3, 1)),
        (date(2025, 8, 31), 1, date(2025, 10, 1)),
        (date(2025, 12, 1), 1, date(2026, 1, 1)),
    ],
)
def test_months_are_those_of_the_calendar(day: date, months: int, then: date) -> None:
    assert after(day, months) == then
