"""From main to the devices: which sites, one plan each, and what is left of it in Git."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.workflows.conftest import CONFIG, commit, edit
from tests.workflows.evenings import CHOSEN, FILE, SITE, apply, begin, record, sites
from tests.workflows.job import World, git, run_job

BRANCH = "schoolproof/records"


@pytest.fixture
def evening(world: World) -> World:
    """The device has another VLAN than main accepts."""
    begin(world)
    return world


def asked(world: World) -> list[tuple[list[str], dict[str, object]]]:
    log = world.temp / "ansible.jsonl"
    return (
        [tuple(json.loads(line)) for line in log.read_text().splitlines()] if log.exists() else []
    )


def origin(world: World) -> Path:
    return world.clone.parent / "origin.git"


def test_a_push_changes_only_the_sites_that_it_names(evening: World) -> None:
    evening.event["before"] = git(evening.clone, "rev-parse", "HEAD")
    commit(evening.clone, "Nothing for the devices")
    assert sites(evening) == []
    edit(evening.clone, " description Office\n", " description Head's office\n")
    commit(evening.clone, "Name the office")
    assert sites(evening) == ["hill"]
    evening.event["before"] = "0" * 40
    assert sites(evening) == ["hill"]


def test_names_that_no_site_can_have_reach_no_matrix(evening: World) -> None:
    named = 'hill hill $(touch${IFS}owned) ../x "];[" vale-2'
    assert sites(evening, sites=named) == ["hill", "vale-2"]
    assert sites(evening, sites=";;") == []


def test_only_the_main_branch_changes_devices(evening: World) -> None:
    evening.env["GITHUB_REF"] = "refs/heads/mine"
    done = run_job(evening, FILE, "sites")
    assert done.result == "failure"
    assert "merge first" in done["Only what the main branch accepts"].stdout


def test_the_plan_of_the_site_is_carried_and_recorded(evening: World) -> None:
    done = apply(evening)
    assert done.result == "success"
    ((call, plan),) = asked(evening)
    assert call[:3] == ["--inventory", "inventory/ansible_inventory.py", "playbooks/apply.yaml"]
    (device,) = plan["devices"]
    assert [c for s in device["steps"] for c in s["commands"] if "access vlan 20" in c]
    assert record(evening).result == "success"
    (name,) = git(origin(evening), "diff", "--name-only", "main", BRANCH).split()
    assert name.startswith("records/2026-11-25-")
    assert [call[:2] for call in evening.calls][-1] == ["pr", "create"]


def test_records_of_earlier_nights_stay_until_they_are_merged(evening: World) -> None:
    apply(evening)
    record(evening)
    evening.env["FAKE_TODAY"] = "2026-11-26"
    apply(evening)
    evening.reply("pr list", '[{"number": 6}]')
    assert record(evening).result == "success"
    assert len(git(origin(evening), "diff", "--name-only", "main", BRANCH).split()) == 2
    assert sum(call[:2] == ["pr", "create"] for call in evening.calls) == 1


def test_a_device_that_is_as_git_says_is_left_alone(evening: World) -> None:
    seen = evening.temp / "observed/hill/hl-sw1.cfg"
    seen.write_bytes((evening.clone / CONFIG).read_bytes())
    assert apply(evening).result == "success"
    assert not asked(evening)
    assert "Nothing was changed" in record(evening)["Offer the records as a pull request"].stdout


def test_a_refused_plan_is_not_carried(evening: World) -> None:
    seen = evening.temp / "observed/hill/hl-sw1.cfg"
    seen.write_text("% Authorization failed\n", encoding="utf-8")
    done = apply(evening)
    assert done["Plan"].code == 2
    assert not asked(evening)


def test_a_change_that_failed_is_recorded_too(evening: World) -> None:
    evening.env["FAKE_APPLY"] = "2"
    assert apply(evening).result == "failure"
    assert record(evening, "failure").result == "success"
    assert git(origin(evening), "diff", "--name-only", "main", BRANCH).startswith("records/")


def test_without_a_key_nothing_is_planned(evening: World) -> None:
    done = run_job(evening, FILE, "apply", matrix=SITE, needs=CHOSEN)
    assert done["Plan"].code == 2
    assert not asked(evening)


def test_without_sites_nothing_starts(evening: World) -> None:
    needs = {"sites": {"result": "success", "outputs": {"sites": "[]"}}}
    assert run_job(evening, FILE, "apply", matrix=SITE, needs=needs).result == "skipped"
    assert run_job(evening, FILE, "record", needs={"apply": {"result": "skipped"}}).steps == {}
