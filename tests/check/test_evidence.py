"""Stale evidence shows by itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from schoolproof.errors import InventoryError
from schoolproof.evidence import collected_days, record, stale
from schoolproof.inventory import Project
from tests.conftest import Result

Run = Callable[..., Result]
TODAY = date(2026, 11, 25)


def _name(school: Path) -> tuple[str, str]:
    host = next(iter(Project(school).hosts.values()))
    return host.site, host.name


@pytest.mark.parametrize(
    ("collected", "budget", "old"),
    [
        (date(2026, 11, 18), None, False),
        (date(2026, 11, 17), None, True),
        (date(2026, 11, 17), 8, False),
        (date(2026, 11, 26), None, False),
        (date(2026, 12, 24), None, True),
    ],
)
def test_the_budget_is_seven_days_or_what_the_profile_says(
    school: Path, collected: date, budget: int | None, *, old: bool
) -> None:
    site, host = _name(school)
    record(school, site, host, collected)
    project = Project(school)
    found = stale(project, project.hosts.values(), TODAY, budget)
    assert bool(found) == old


def test_a_site_that_was_never_collected_claims_nothing_unless_a_budget_is_set(
    school: Path,
) -> None:
    project = Project(school)
    assert stale(project, project.hosts.values(), TODAY, None) == ()
    (one,) = stale(project, project.hosts.values(), TODAY, 7)
    assert "was never collected" in one.sentence


def test_check_says_so_and_machines_can_read_it(school: Path, run: Run) -> None:
    site, host = _name(school)
    record(school, site, host, date(2026, 10, 1))
    data = json.loads(run("check", "--today", str(TODAY), "--format", "json").stdout)
    assert data["summary"]["stale"] == [host]
    assert any("collected 55 days ago, 7 are allowed" in note for note in data["notes"])
    record(school, site, host, TODAY)
    data = json.loads(run("check", "--today", str(TODAY), "--format", "json").stdout)
    assert data["summary"]["stale"] == []


def test_noting_a_day_twice_changes_nothing_and_others_stay(school: Path) -> None:
    site, host = _name(school)
    record(school, site, "other", date(2026, 1, 1))
    record(school, site, host, TODAY)
    path = school / "configs" / site / "collected.json"
    before = path.read_bytes()
    record(school, site, host, TODAY)
    assert path.read_bytes() == before
    assert collected_days(school, site) == {"other": date(2026, 1, 1), host: TODAY}


def test_a_broken_file_is_an_error_not_a_pass(school: Path) -> None:
    site, _host = _name(school)
    path = school / "configs" / site / "collected.json"
    path.write_text('{"sw": {"collected": "soon"}}', encoding="utf-8")
    with pytest.raises(InventoryError, match="restore it from Git"):
        collected_days(school, site)
