"""Waivers: accepted risks end, are pinned to what was accepted, and are never silent."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from schoolproof.check.waivers import is_worse
from tests.conftest import Result

BPDU = "network_switching/bpdu_guard"
Run = Callable[..., Result]
ENTRY = {
    "control": BPDU,
    "site": "hill",
    "device": "hl-sw1",
    "subject": "GigabitEthernet1/0/2",
    "accepted": '"off"',
    "reason": "the interactive board restarts with BPDU guard",
    "owner": "IT manager",
    "granted": "2026-10-01",
    "expires": "2026-12-20",
}


RESTORE = "digital_leadership_and_governance/restore_tested"
OWNERS = "digital_leadership_and_governance/owners_are_roles"


def write(school: Path, **changes: str) -> None:
    entry = {**ENTRY, **changes}
    lines = [f"    {key}: {value}" for key, value in entry.items()]
    text = "waivers:\n  - " + "\n".join(lines).strip() + "\n"
    (school / "policies" / "waivers.yaml").write_text(text, encoding="utf-8")


def check(run: Run, day: str) -> tuple[int, dict[str, Any], list[str]]:
    result = run("check", "--format", "json", "--today", day)
    data = json.loads(result.stdout)
    (verdict,) = [v for v in data["verdicts"] if v["control"] == BPDU]
    return result.returncode, verdict, data["notes"]


def test_a_waived_failure_stays_a_failure_but_does_not_block(run: Run, school: Path) -> None:
    write(school)
    code, verdict, _ = check(run, "2026-11-01")
    assert (verdict["outcome"], verdict["waived"], verdict["blocking"]) == ("fail", True, False)
    assert code in {0, 1}
    assert "IT manager" in verdict["findings"][0]["waiver"]


@pytest.mark.parametrize(("day", "waived"), [("2026-12-20", True), ("2026-12-21", False)])
def test_the_last_day_is_included(run: Run, school: Path, day: str, *, waived: bool) -> None:
    write(school)
    _, verdict, notes = check(run, day)
    assert verdict["waived"] is waived
    assert any("ended on" in note for note in notes) is not waived


def test_thirty_days_before_the_end_it_warns(run: Run, school: Path) -> None:
    write(school)
    assert any("ends in 30 days" in note for note in check(run, "2026-11-20")[2])
    assert not any("ends in" in note for note in check(run, "2026-11-19")[2])


def test_a_useless_waiver_is_reported(run: Run, school: Path) -> None:
    write(school, subject="GigabitEthernet1/0/1")
    _, verdict, notes = check(run, "2026-11-01")
    assert not verdict["waived"]
    assert any("useless" in note for note in notes)


def test_a_worse_value_fires_again(run: Run, school: Path) -> None:
    write(school, accepted="something else")
    _, verdict, _ = check(run, "2026-11-01")
    assert not verdict["waived"]
    assert "accepted was something else, now it is off" in verdict["findings"][0]["waiver"]


def test_a_waiver_for_a_high_finding_runs_ninety_days_at_most(run: Run, school: Path) -> None:
    write(school, expires="2026-12-31")
    _, verdict, _ = check(run, "2026-11-01")
    assert not verdict["waived"]
    assert "90 days at most" in verdict["findings"][0]["waiver"]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"control": "network_switching/bpdu_gard"}, "did you mean network_switching/bpdu_guard?"),
        ({"device": "hl-sw9"}, "the inventory has no device 'hl-sw9'"),
        ({"site": "dale"}, "hl-sw1 stands in hill, not in dale"),
        ({"expires": "2026-09-01"}, "is before the beginning"),
        ({"expires": "soon"}, "waivers.0.expires"),
        ({"reason": "because"}, "at least 10 characters"),
        ({"device": "hl-sw1", "control": RESTORE}, "speaks of a whole site: leave the device out"),
        ({"site": "dale", "device": "''", "control": RESTORE}, "the inventory has no site 'dale'"),
        ({"site": "hill", "device": "''", "control": OWNERS}, "of the whole trust: leave the site"),
    ],
)
def test_bad_waivers_are_refused_at_their_line(
    run: Run, school: Path, changes: dict[str, str], sentence: str
) -> None:
    write(school, **changes)
    result = run("check", "--today", "2026-11-01")
    assert result.returncode == 2
    assert sentence in result.stderr
    line = list(ENTRY).index(next(iter(changes))) + 2
    assert f"waivers.yaml:{line}:" in result.stderr


@pytest.mark.parametrize(
    ("accepted", "actual", "expected", "worse"),
    [
        ("900", "900", "at most 600", False),
        ("900", "1200", "at most 600", True),
        ("900", "700", "at most 600", False),
        ("4", "2", "at least 12", True),
        ("4", "8", "at least 12", False),
        ("type5", "clear", "type8", True),
        ("1, 20, 30", "1, 20", "none", False),
        ("1, 20", "1, 20, 30", "none", True),
        ("telnet", "ssh", "none", True),
    ],
)
def test_worse_is_further_from_what_is_wanted(
    accepted: str, actual: str, expected: str, *, worse: bool
) -> None:
    assert is_worse(accepted, actual, expected) is worse
