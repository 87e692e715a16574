"""The nightly comparison: devices are files here, everything else is real Git and our commands."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.workflows.conftest import CONFIG, commit, edit
from tests.workflows.job import Done, World, git, jobs, run_job
from tests.workflows.nights import BRANCH, FILE, answering, drifted, observe, tell

OFFER = "Offer what was observed as a pull request"


@pytest.fixture
def night(world: World) -> World:
    """The device answers, with what Git accepts."""
    answering(world)
    return world


def origin(world: World) -> Path:
    return world.clone.parent / "origin.git"


def called(world: World, *words: str) -> list[list[str]]:
    return [call for call in world.calls if call[: len(words)] == list(words)]


def test_drift_becomes_one_issue_and_one_pull_request(night: World) -> None:
    drifted(night)
    seen = observe(night)
    assert seen.result == "success"
    assert seen.outputs == {"drift": "1"}
    assert "access VLAN" in seen.summary
    done = tell(night, seen)
    assert done.result == "success"
    (issue,) = called(night, "issue", "create")
    assert "access VLAN" in issue[-1]
    assert "actions/runs/4711" in issue[-1]
    (pull,) = called(night, "pr", "create")
    assert pull[2:6] == ["--head", BRANCH, "--base", "main"]
    assert "- Adopt hl-sw1 as observed" in pull[-1]
    files = git(origin(night), "diff", "--name-only", "main", BRANCH).split()
    assert files == ["configs/hill/collected.json", CONFIG]
    assert "access vlan 60" in git(origin(night), "show", f"{BRANCH}:{CONFIG}")


def test_the_next_night_updates_both(night: World) -> None:
    drifted(night)
    seen = observe(night)
    night.reply("issue list", '[{"number": 5}]')
    night.reply("pr list", '[{"number": 6}]')
    assert tell(night, seen).result == "success"
    assert called(night, "issue", "edit")[0][2] == "5"
    assert called(night, "pr", "edit")[0][2] == "6"
    assert not called(night, "issue", "create")
    assert not called(night, "pr", "create")


def test_a_quiet_night_records_the_day_and_closes_the_issue(night: World) -> None:
    seen = observe(night)
    assert seen.outputs == {"drift": "0"}
    night.reply("issue list", '[{"number": 5}]')
    assert tell(night, seen).result == "success"
    assert called(night, "issue", "close")[0][2] == "5"
    days = json.loads(git(origin(night), "show", f"{BRANCH}:configs/hill/collected.json"))
    assert days == {"hl-sw1": {"collected": "2026-11-25"}}


def test_a_device_that_did_not_answer_is_not_unchanged(night: World) -> None:
    (night.temp / "observed/hill/hl-sw1.cfg").unlink()
    seen = observe(night)
    assert seen.outputs == {"drift": "2"}
    done = tell(night, seen)
    (issue,) = called(night, "issue", "create")
    assert "nobody knows whether the network is as accepted" in issue[-1]
    assert "- hl-sw1: timeout. Try: see whether it answers a ping" in issue[-1]
    assert "Nothing new was observed" in done[OFFER].stdout


def test_one_silent_device_keeps_the_issue_open(night: World) -> None:
    hosts = night.clone / "inventory" / "hosts.yaml"
    text = hosts.read_text(encoding="utf-8")
    other = text.replace("hl-sw1", "hl-sw2").replace("192.0.2.11", "192.0.2.12")
    hosts.write_text(text + other, encoding="utf-8")
    config = (night.clone / CONFIG).read_text(encoding="utf-8")
    second = night.clone / "configs" / "hill" / "hl-sw2.cfg"
    second.write_text(config.replace("hl-sw1", "hl-sw2"), encoding="utf-8")
    commit(night.clone, "A second switch")
    seen = observe(night)
    assert seen.result == "success", seen.steps
    night.reply("issue list", '[{"number": 5}]')
    tell(night, seen)
    assert not called(night, "issue", "close")
    issue = called(night, "issue", "edit")[0][-1]
    assert "nobody knows whether the network is as accepted" in issue
    assert "- hl-sw2: timeout" in issue
    days = json.loads(git(origin(night), "show", f"{BRANCH}:configs/hill/collected.json"))
    assert set(days) == {"hl-sw1"}


def test_without_a_key_nothing_is_compared(night: World) -> None:
    done = run_job(night, FILE, "observe")
    assert done["Collect"].code == 2
    assert "SCHOOLPROOF_KEY is missing" in done["Collect"].stdout


def test_a_collector_that_never_started_is_told(night: World) -> None:
    done = tell(night, Done("failure", {}, {"drift": ""}, ""))
    assert done.result == "success"
    assert (
        "nobody knows whether the network is as accepted" in called(night, "issue", "create")[0][-1]
    )


def test_only_configurations_are_taken_from_the_runner_at_the_school(night: World) -> None:
    drifted(night)
    seen = observe(night)
    bundle = night.temp / "artifacts" / "drift" / "observed.bundle"
    git(night.clone, "stash", "--quiet", "--all")
    git(night.clone, "checkout", "--quiet", BRANCH)
    edit(night.clone, "schoolproof", "another-engine", "requirements.txt")
    commit(night.clone, "An engine that passes everything")
    git(night.clone, "bundle", "create", "--quiet", str(bundle), "^origin/main", BRANCH)
    git(night.clone, "checkout", "--quiet", "--detach", "origin/main")
    done = tell(night, seen)
    assert done[OFFER].code == 1
    assert "changes more than configs/" in done[OFFER].stdout
    assert not called(night, "pr", "create")
    assert BRANCH not in git(origin(night), "branch", "--list")


def test_a_long_report_fits_into_an_issue(night: World) -> None:
    drifted(night)
    seen = observe(night)
    report = night.temp / "artifacts" / "drift" / "drift.md"
    report.write_text("é" * 99 + "\n" + "x\n" * 80_000, encoding="utf-8")
    tell(night, seen)
    assert 50_000 < len(called(night, "issue", "create")[0][-1]) < 65_536


def test_hostile_inputs_stay_text(night: World) -> None:
    words = "hill;touch$IFS$9owned $(touch owned) `touch owned`"
    seen = observe(night, sites=words)
    asked = [json.loads(line) for line in (night.temp / "collected.jsonl").read_text().splitlines()]
    assert asked[0][:3] == ["--site=hill;touch$IFS$9owned", "--site=$(touch", "--site=owned)"]
    assert seen.result == "failure"
    tell(night, seen, label=words, branch="x;touch owned")
    assert called(night, "label", "create")[0][2] == words
    assert not list(night.clone.rglob("owned"))


def test_no_secret_of_the_devices_reaches_the_job_that_writes() -> None:
    writes, reads = (json.dumps(jobs(FILE)[name]) for name in ("tell", "observe"))
    assert "secrets.SCHOOLPROOF_PASSWORD" in reads
    assert "secrets.SCHOOLPROOF_PASSWORD" not in writes
    assert "secrets.SCHOOLPROOF_KEY" not in writes
