"""Moves, ages and periods."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from schoolproof.check.result import Outcome
from schoolproof.check.run import Scope, run_check
from schoolproof.inventory import Project
from schoolproof.trend.history import Commit
from schoolproof.trend.model import Move, Trend
from schoolproof.trend.periods import Every, points_of
from schoolproof.trend.run import trend_of
from tests.trend.conftest import TODAY
from tests.trend.story import Story, steps

SWITCH = "configs/hill/hl-sw1.cfg"
OFFICE = " description Office\n switchport access vlan 20\n switchport mode access\n"
GUARD = " spanning-tree portfast\n spanning-tree bpduguard enable\n"


def trend(story: Story, every: Every = "commit", today: date = TODAY) -> Trend:
    return trend_of(Project(story.root), since=None, today=today, every=every, jobs=1)


@pytest.fixture
def moves(trended: Trend) -> dict[str, Move]:
    """By subject."""
    return {move.subject: move for move in trended.moves}


@pytest.mark.parametrize(
    ("subject", "better", "worse", "unread"),
    [
        ("guard room 2", 1, 0, 0),
        ("the office loses its guard", 0, 1, 0),
        ("our own rule about consoles", 0, 1, 0),
        ("wait longer still", 0, 2, 0),  # ours and the built-in rule fail by more
        ("a rule that looks at the day", 0, 0, 0),  # not applicable is no move
        ("a port lent for a term", 1, 0, 0),
        ("consoles are not checked any more", 1, 0, 1),  # the other profile's limit goes as well
        ("consoles may wait twenty minutes", 1, 0, 0),
        ("no, ten", 0, 1, 0),
        ("a rule that breaks on the way", 0, 0, 1),
        ("mend the rule", 1, 0, 0),
        ("the slip is mended", 1, 0, 0),  # against the last commit that could be judged
    ],
)
def test_a_move_is_counted_once(
    moves: dict[str, Move], subject: str, better: int, worse: int, unread: int
) -> None:
    move = moves.get(subject)
    found = (move.better, move.worse, move.unread) if move else (0, 0, 0)
    assert found == (better, worse, unread)


def test_what_the_calendar_changed_is_no_commits_doing(moves: dict[str, Move]) -> None:
    pages = {str(step["say"]) for step in steps() if _only_a_page(step)}
    assert len(pages) > 5
    assert not pages & moves.keys()
    assert "the risk is accepted" not in moves  # an accepted risk is still a failure


def _only_a_page(step: dict[str, list[dict[str, str]]]) -> bool:
    return all(action.get("write") == "README.md" for action in step.get("do", []))


def test_what_cannot_be_judged_any_more_is_unread(moves: dict[str, Move]) -> None:
    for subject in ("an inventory with a slip", "a text that was cut", "a configuration is lost"):
        assert moves[subject].unread > 10, moves[subject]
        assert (moves[subject].better, moves[subject].worse) == (0, 0)
    assert moves["one switch less"].unread > 5


def test_what_can_be_read_again_is_no_new_failure(moves: dict[str, Move]) -> None:
    cut, again = moves["a text that was cut"], moves["collect it anew"]
    assert (again.better, again.worse, again.unread) == (cut.unread, 0, 0)
    assert "and a mended port while nobody can look" not in moves


def test_fewer_points_find_the_same_moves(told: Story, moves: dict[str, Move]) -> None:
    monthly = trend(told, "month")
    assert [point.day for point in monthly.points] == [
        date(2026, 1, 27),
        date(2026, 2, 25),
        date(2026, 3, 28),  # the commit of 23:30 UTC on 31 March is one of April, in London
        date(2026, 4, 28),
        date(2026, 5, 12),
        date(2026, 6, 30),
        date(2026, 7, 13),
    ]
    # What moved before the first point is not looked for.
    later = {name: move for name, move in moves.items() if move.day > date(2026, 1, 27)}
    assert {move.subject: move for move in monthly.moves} == later


def test_between_points_that_do_not_differ_nothing_is_judged(fresh: Story) -> None:
    first, *_ = steps()
    fresh.tell(first)
    guard = {"change": SWITCH, "old": OFFICE + GUARD, "new": OFFICE}
    fresh.tell({"at": "2026-02-02 09:00", "say": "broken", "do": [guard]})
    mended = {**guard, "old": OFFICE, "new": OFFICE + GUARD}
    fresh.tell({"at": "2026-02-03 09:00", "say": "mended", "do": [mended]})
    monthly = trend(fresh, "month")
    assert (len(monthly.points), monthly.moves, monthly.judged) == (2, (), 1)
    assert [move.subject for move in trend(fresh).moves] == ["broken", "mended"]


def failures(story: Story, day: date) -> int:
    run = run_check(Project(story.root), Scope(), today=day, jobs=1)
    return sum(
        not finding.is_remark
        for verdict in run.verdicts
        if verdict.outcome is Outcome.FAIL
        for finding in verdict.findings
    )


def test_findings_grow_old_until_they_are_mended(fresh: Story) -> None:
    first, *_ = steps()
    fresh.tell(first)  # 5 January
    old = failures(fresh, date(2026, 1, 5))
    cut = {"change": SWITCH, "old": "\nend", "new": "\n"}
    whole = {"change": SWITCH, "old": "mode trunk\n!\n", "new": "mode trunk\n!\nend"}
    broken = {"change": SWITCH, "old": OFFICE + GUARD, "new": OFFICE}
    mended = {**broken, "old": OFFICE, "new": OFFICE + GUARD}
    for at, action in (
        ("2026-01-15 09:00", broken),
        ("2026-01-25 09:00", cut),
        ("2026-02-04 09:00", whole),
        ("2026-02-14 09:00", mended),
        ("2026-02-24 09:00", broken),
    ):
        fresh.tell({"at": at, "say": "a change", "do": [action]})
    new = failures(fresh, date(2026, 2, 24)) - old
    assert new > 0
    ages = [point.mean_age for point in trend(fresh).points]
    assert ages[0] == 0
    assert ages[1] == pytest.approx(10 * old / (old + new))
    # While it cannot be read its findings are not seen; they are as old as before when it can.
    assert ages[3] == pytest.approx((30 * old + 20 * new) / (old + new))
    assert ages[4] == 40
    assert ages[5] == pytest.approx(50 * old / (old + new))


def commits(*days: str) -> list[Commit]:
    return [Commit(f"{number:040}", date.fromisoformat(day), "") for number, day in enumerate(days)]


@pytest.mark.parametrize(
    ("every", "days", "points"),
    [
        ("week", ("2026-01-04", "2026-01-05", "2026-01-11", "2026-01-12"), [0, 2, 3]),
        ("month", ("2025-12-31", "2026-01-01", "2026-01-31"), [0, 2]),
        ("month", ("2026-01-01", "2026-03-05", "2026-02-10", "2026-03-06"), [0, 2, 3]),
        ("month", ("2026-05-01", "2026-04-01"), [1]),  # the clock went back: the newest is one
        ("commit", ("2026-01-01", "2026-01-01"), [0, 1]),
        # the usual terms begin on 1 September, 4 January and 15 April
        (
            "term",
            ("2025-08-31", "2025-09-01", "2026-01-03", "2026-01-04", "2026-07-30"),
            [0, 2, 3, 4],
        ),
    ],
)
def test_a_point_is_the_last_commit_of_its_period(
    tmp_path: Path, every: Every, days: tuple[str, ...], points: list[int]
) -> None:
    assert points_of(commits(*days), every, tmp_path) == points


def test_terms_are_those_of_the_calendar(tmp_path: Path) -> None:
    calendar = tmp_path / "policies" / "calendar.yaml"
    calendar.parent.mkdir()
    calendar.write_text(
        "terms:\n"
        "  - {name: autumn, from: 2026-09-07, to: 2026-12-18}\n"
        "  - {name: autumn of the other school, from: 2026-09-09, to: 2026-12-16, sites: [vale]}\n",
        "utf-8",
    )
    days = ("2026-08-31", "2026-09-06", "2026-09-08", "2026-12-31", "2027-01-04")
    assert points_of(commits(*days), "term", tmp_path) == [1, 3, 4]
