"""From main to the devices: a plan in Git, its approval, the change, and what is left of it."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path

import pytest

from schoolproof.apply.approve import approval
from schoolproof.apply.run import Terms, clear
from schoolproof.errors import UserError
from schoolproof.inventory import Project
from tests.workflows.conftest import CONFIG, commit, edit
from tests.workflows.evenings import (
    FILE,
    SITE,
    apply,
    approve,
    asked,
    begin,
    choose,
    chosen,
    offer,
    origin,
    plan,
    record,
)
from tests.workflows.job import ROOT, World, git, jobs, run_job

OFFER = "Offer the plans as a pull request"
PLANS, RECORDS = "schoolproof/plans", "schoolproof/records"
CLOSED = "fatal: the change window of hill is closed: school hours; opens Mon 18:00\n"


@pytest.fixture
def evening(world: World) -> World:
    """The device has another VLAN than main accepts."""
    begin(world)
    return world


def test_a_push_plans_only_the_sites_that_it_changed(evening: World) -> None:
    evening.event["before"] = git(evening.clone, "rev-parse", "HEAD")
    commit(evening.clone, "Nothing for the devices")
    assert choose(evening) == {"plan": [], "apply": []}
    edit(evening.clone, " description Office\n", " description Head's office\n")
    commit(evening.clone, "Name the office")
    assert choose(evening) == {"plan": ["hill"], "apply": []}
    evening.event["before"] = "0" * 40
    assert choose(evening)["plan"] == []


def test_names_that_no_site_can_have_reach_no_matrix(evening: World) -> None:
    named = 'hill hill $(touch${IFS}owned) ../x "];[" vale-2'
    assert choose(evening, sites=named)["plan"] == ["hill", "vale-2"]
    assert choose(evening, sites=";;")["plan"] == []
    assert not list(evening.clone.rglob("owned"))


def test_only_the_main_branch_changes_devices(evening: World) -> None:
    evening.env["GITHUB_REF"] = "refs/heads/mine"
    done = run_job(evening, FILE, "choose")
    assert done.result == "failure"
    assert "merge first" in done["Only what the main branch accepts"].stdout


def test_a_plan_is_offered_with_what_its_approval_must_say(evening: World) -> None:
    assert plan(evening).result == "success"
    assert offer(evening).result == "success"
    assert git(origin(evening), "diff", "--name-only", "main", PLANS) == "plans/hill.json"
    assert "switchport access vlan 20" in git(origin(evening), "show", f"{PLANS}:plans/hill.json")
    digest = approve(evening)
    assert f"    plan: {digest}\n" in evening.calls[-1][-1]
    evening.reply("pr list", '[{"number": 6}]')
    git(evening.clone, "checkout", "--quiet", "--detach", "origin/main")
    assert "These plans are known" in offer(evening)[OFFER].stdout


def test_the_engine_takes_such_an_approval_and_no_other(evening: World) -> None:
    digest = _approved(evening)
    found = approval(evening.clone, evening.clone / "plans/hill.json", digest)
    assert (found.author, found.approver) == ("schoolproof@example.org", "second@example.org")
    with pytest.raises(UserError, match="this approves the plan"):
        approval(evening.clone, evening.clone / "plans/hill.json", "0" * 64)


def _approved(world: World) -> str:
    assert plan(world).result == "success"
    assert offer(world).result == "success"
    return approve(world)


def test_an_approved_plan_is_carried_once(evening: World) -> None:
    digest = _approved(evening)
    assert choose(evening) == {"plan": [], "apply": ["hill"]}
    assert apply(evening).result == "success"
    ((words, given, carried),) = asked(evening)
    assert words[:3] == ["--inventory", "inventory/ansible_inventory.py", "playbooks/apply.yaml"]
    assert given == {"plan": "plans/hill.json", "reason": "", "approver": ""}
    assert carried["hash"] == digest
    assert record(evening).result == "success"
    (name,) = git(origin(evening), "diff", "--name-only", "main", RECORDS).split()
    assert name == f"records/2026-11-25-{digest[:16]}.json"
    assert choose(evening) == {"plan": [], "apply": []}


def test_a_plan_without_approval_is_not_chosen(evening: World) -> None:
    _approved(evening)
    (evening.clone / "plans/hill.approved.yaml").unlink()
    assert choose(evening)["apply"] == []


def test_outside_the_window_the_plan_waits(evening: World) -> None:
    _approved(evening)
    evening.env |= {"FAKE_APPLY": "2", "FAKE_SAID": CLOSED, "FAKE_UNTOUCHED": "yes"}
    done = apply(evening)
    assert done.result == "success"
    assert "a later run carries this plan" in done["Apply and prove"].stdout
    assert "Nothing was changed" in record(evening)["Offer the records as a pull request"].stdout
    assert choose(evening)["apply"] == ["hill"]


def test_the_engine_says_that_in_the_words_that_the_workflow_knows(evening: World) -> None:
    _approved(evening)
    terms = Terms(evening.clone / "plans/hill.json")
    (script,) = [s["run"] for s in jobs(FILE)["apply"]["steps"] if s["name"] == "Apply and prove"]
    (known,) = re.findall(r"grep -q '(.*?)'", script)
    with pytest.raises(UserError, match=known):
        clear(Project(evening.clone), terms)


def test_the_real_playbook_takes_what_the_workflow_gives_it(evening: World) -> None:
    real = Path(sys.executable).with_name("ansible-playbook")
    if not real.exists():
        pytest.skip("ansible-playbook is not installed beside this Python")
    clone = evening.clone
    shutil.copytree(ROOT / "playbooks", clone / "playbooks", dirs_exist_ok=True)
    shutil.copy(ROOT / "inventory" / "ansible_inventory.py", clone / "inventory")
    commit(clone, "Add the playbooks")
    git(clone, "push", "--quiet", "origin", "HEAD:refs/heads/main")
    _approved(evening)
    (evening.temp / "bin" / "ansible-playbook").write_text(f'#!/bin/sh\nexec "{real}" "$@"\n')
    done = apply(evening)
    said = done["Apply and prove"].stdout
    assert "the change window of hill is closed: hill declares no change window" in said
    assert done.result == "success"


def test_a_device_cannot_pretend_that_the_window_was_closed(evening: World) -> None:
    _approved(evening)
    evening.env |= {"FAKE_APPLY": "2", "FAKE_SAID": f"::error::x\n{CLOSED}"}
    done = apply(evening)
    assert done.result == "failure"
    assert not done["Apply and prove"].stdout.startswith("::")
    assert record(evening, "failure").result == "success"
    assert git(origin(evening), "diff", "--name-only", "main", RECORDS).startswith("records/")


def test_break_glass_needs_a_site_and_another_person(evening: World) -> None:
    _approved(evening)
    words = {"reason": "$(touch owned)", "approver": "head of IT"}
    assert choose(evening, sites="hill", **words) == {"plan": [], "apply": ["hill"]}
    for inputs in (words, {"sites": "hill", "reason": "x", "approver": "Somebody"}):
        assert run_job(evening, FILE, "choose", inputs=inputs).result == "failure"
    apply(evening, **words)
    assert asked(evening)[0][1] == {"plan": "plans/hill.json", **words}
    assert not list(evening.clone.rglob("owned"))


def test_a_device_that_is_as_git_says_needs_no_plan(evening: World) -> None:
    seen = evening.temp / "observed/hill/hl-sw1.cfg"
    seen.write_bytes((evening.clone / CONFIG).read_bytes())
    assert "Nothing to do" in plan(evening)["Plan"].stdout
    assert "There is no plan" in offer(evening)[OFFER].stdout


def test_a_refused_plan_is_not_offered(evening: World) -> None:
    seen = evening.temp / "observed/hill/hl-sw1.cfg"
    seen.write_text("% Authorization failed\n", encoding="utf-8")
    assert plan(evening)["Plan"].code == 2
    assert "There is no plan" in offer(evening, "failure")[OFFER].stdout


def test_records_of_earlier_nights_stay_until_they_are_merged(evening: World) -> None:
    _approved(evening)
    apply(evening)
    record(evening)
    evening.env["FAKE_TODAY"] = "2026-11-26"
    apply(evening)
    evening.reply("pr list", '[{"number": 6}]')
    assert record(evening).result == "success"
    assert len(git(origin(evening), "diff", "--name-only", "main", RECORDS).split()) == 2
    assert [call[:2] for call in evening.calls].count(["pr", "create"]) == 2  # plans, then records


@pytest.mark.parametrize("job", ["plan", "apply"])
def test_without_a_key_nothing_is_done(evening: World, job: str) -> None:
    needs = chosen(**{job: '["hill"]'})
    done = run_job(evening, FILE, job, matrix=SITE, needs=needs)
    assert done.result == "failure"
    assert not asked(evening)


def test_without_names_nothing_starts(evening: World) -> None:
    for job in ("plan", "apply"):
        assert run_job(evening, FILE, job, matrix=SITE, needs=chosen()).result == "skipped"
    for job, before in (("offer", "plan"), ("record", "apply")):
        assert run_job(evening, FILE, job, needs={before: {"result": "skipped"}}).steps == {}
