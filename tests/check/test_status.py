"""The rules of docs/status.md: unknown never becomes met, old evidence counts as not known."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from schoolproof.check import Finding, Outcome, Severity, Verdict
from schoolproof.check.load import find_controls
from schoolproof.check.run import Run
from schoolproof.check.status import ClauseStatus, GroupStatus, State, roll_up, status_of
from schoolproof.inventory import Project
from schoolproof.inventory.registers import FOLDER
from schoolproof.report.status_view import as_console, as_json, as_markdown, clauses

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 25)
MET, PARTLY, NOT_MET = State.MET, State.PARTLY, State.NOT_MET
NOT_KNOWN, MANUAL, NOTHING = State.NOT_KNOWN, State.MANUAL, State.NOT_APPLICABLE
CONTROLS = {control.id: control for control in find_controls()}
GUARD = "network_switching/bpdu_guard"
RESTORE = "digital_leadership_and_governance/restore_tested"


@pytest.mark.parametrize(
    ("states", "whole"),
    [
        ((MET, MET), MET),
        ((MET, NOTHING), MET),
        ((NOTHING,), NOTHING),
        ((MET, MANUAL), MANUAL),
        ((MET, NOT_KNOWN), NOT_KNOWN),
        ((MANUAL, NOT_KNOWN), NOT_KNOWN),
        ((MET, NOT_MET), PARTLY),
        ((PARTLY, MET), PARTLY),
        ((PARTLY, NOT_KNOWN), PARTLY),
        ((NOT_MET, NOT_KNOWN), NOT_MET),
        ((NOT_MET, MANUAL), NOT_MET),
    ],
)
def test_several_states_make_one(states: tuple[State, ...], whole: State) -> None:
    assert roll_up(states) is whole


def test_nothing_but_met_and_inapplicable_rolls_up_to_met() -> None:
    for state in State:
        if state not in {MET, NOTHING}:
            assert roll_up([MET, state, MET]) is not MET


def verdict(control: str, outcome: Outcome, *, device: str = "hl-sw1") -> Verdict:
    found = CONTROLS[control]
    failing = outcome is Outcome.FAIL
    return Verdict(
        control=control,
        code=found.code,
        standard=found.standard,
        clauses=found.clauses,
        site="hill",
        device=device,
        outcome=outcome,
        severity=Severity.HIGH,
        findings=(Finding("port", "wrong", severity=Severity.HIGH),) if failing else (),
        reasons=("not read",) if outcome is Outcome.UNKNOWN else (),
    )


def stand(school: Path, *verdicts: Verdict, stale: tuple[str, ...] = ()) -> dict[str, ClauseStatus]:
    groups = stand_groups(school, *verdicts, stale=stale)
    return {c.clause.id: c for group in groups.values() for c in group.clauses}


def stand_groups(
    school: Path, *verdicts: Verdict, stale: tuple[str, ...] = ()
) -> dict[str, GroupStatus]:
    run = Run(
        verdicts=verdicts,
        results=(),
        problems=(),
        notes=(),
        stale=stale,
        controls=tuple(CONTROLS.values()),
        fail_on=Severity.HIGH,
        today=TODAY,
    )
    (site,) = status_of(run, Project(school), ["hill"]).sites
    return {group.group.id: group for area in site.areas for group in area.groups}


@pytest.mark.parametrize(
    ("outcomes", "state"),
    [
        ([Outcome.PASS], MET),
        ([Outcome.PASS, Outcome.NOTAPPLICABLE], MET),
        ([Outcome.PASS, Outcome.UNKNOWN], NOT_KNOWN),
        ([Outcome.PASS, Outcome.ERROR], NOT_KNOWN),
        ([Outcome.PASS, Outcome.NOTCHECKED], NOT_KNOWN),
        ([Outcome.NOTAPPLICABLE], NOT_KNOWN),
        ([], NOT_KNOWN),
        ([Outcome.FAIL], NOT_MET),
        ([Outcome.FAIL, Outcome.UNKNOWN], NOT_MET),
        ([Outcome.PASS, Outcome.FAIL], PARTLY),
    ],
)
def test_a_clause_follows_from_its_verdicts(
    school: Path, outcomes: list[Outcome], state: State
) -> None:
    found = [verdict(GUARD, outcome, device=f"sw{n}") for n, outcome in enumerate(outcomes)]
    assert stand(school, *found)["NS-1h"].state is state


def test_an_accepted_failure_is_not_met(school: Path) -> None:
    waived = replace(verdict(GUARD, Outcome.FAIL), waived=True)
    assert stand(school, waived)["NS-1h"].state is NOT_MET


def test_a_text_that_is_too_old_is_not_known(school: Path) -> None:
    found = stand(school, verdict(GUARD, Outcome.PASS), stale=("hl-sw1",))["NS-1h"]
    assert found.state is NOT_KNOWN
    assert "too old" in found.reasons[0]


@pytest.mark.parametrize(
    ("reviewed", "state"),
    [
        ("2026-10-01", MET),
        ("2025-11-24", MET),
        ("2025-11-23", NOT_KNOWN),
        ("2027-01-01", NOT_KNOWN),
        (None, NOT_KNOWN),
    ],
)
def test_a_register_counts_while_its_review_is_young(
    school: Path, reviewed: str | None, state: State
) -> None:
    folder = school / FOLDER
    folder.mkdir()
    text = f"reviewed: {reviewed}\n" if reviewed else "backups: []\n"
    (folder / "backups.yaml").write_text(text, encoding="utf-8")
    passed = replace(verdict(RESTORE, Outcome.PASS, device=""), sources=("backups",))
    assert stand(school, passed)["CS-6c"].state is state


def test_what_is_left_to_people_makes_it_partly(school: Path) -> None:
    control = "digital_leadership_and_governance/asset_register_complete"
    found = stand(school, verdict(control, Outcome.PASS, device=""))["DL-2b"]
    assert found.state is PARTLY
    assert found.reasons[-1].startswith("left to people: ")


def test_a_clause_without_a_control_is_manual_with_its_reason(school: Path) -> None:
    found = stand(school)["NC-1"]
    assert (found.state, found.reasons) == (MANUAL, (found.clause.manual,))


def test_a_finding_spoils_only_the_clauses_that_it_names(school: Path) -> None:
    control = "network_switching/core_resilience"
    failed = verdict(control, Outcome.FAIL, device="")
    findings = (replace(failed.findings[0], clauses=("NS-4c",)),)
    found = stand(school, replace(failed, findings=findings))
    assert found["NS-4c"].state is NOT_MET
    assert found["NS-4a"].state is MET


def test_a_control_of_a_whole_standard_shows_no_clause_but_can_spoil_it(school: Path) -> None:
    control = "network_switching/storm_control"
    assert CONTROLS[control].clauses == ("NS-1",)
    group = stand_groups(school, verdict(control, Outcome.PASS))["NS-1"]
    assert {c.state for c in group.clauses} == {NOT_KNOWN}
    group = stand_groups(school, verdict(control, Outcome.FAIL))["NS-1"]
    assert {c.state for c in group.clauses} == {NOT_KNOWN}
    assert group.state is NOT_MET


def test_a_clause_for_another_phase_does_not_apply(school: Path) -> None:
    control = "broadband_internet/line_speed"
    found = stand(school, verdict(control, Outcome.PASS, device=""))
    assert {found["BB-1b"].state, found["BB-1c"].state} == {MET, NOTHING}


def test_the_example_in_every_format() -> None:
    from schoolproof.check.run import Scope, run_check  # noqa: PLC0415  slow to import

    project = Project(ROOT)
    run = run_check(project, Scope(), today=TODAY)
    status = status_of(run, project, ["harbourside", "millbrook", "quarry-lane"])
    data = json.loads(as_json(status))
    schema = json.loads((ROOT / "docs/schemas/status-1.json").read_text("utf-8"))
    Draft202012Validator(schema).validate(data)
    clauses = {
        (site["site"], clause["id"]): clause
        for site in data["sites"]
        for area in site["areas"]
        for group in area["groups"]
        for clause in group["clauses"]
    }
    assert clauses["harbourside", "CS-6c"]["state"] == "not met"
    assert clauses["quarry-lane", "IT-3d"]["state"] != "met"
    assert clauses["millbrook", "CS-6c"]["as_of"] == "2026-10-19"
    assert "NOT MET   CS-6c" in as_console(status)
    assert "| CS-6c | Restore tried every term | not met |" in as_markdown(status)


@pytest.mark.parametrize("gone", ["cut", "removed"])
def test_a_device_that_was_not_read_leaves_no_clause_met(tmp_path: Path, gone: str) -> None:
    """A clause that only other devices now show is not known, whoever wrote its controls."""
    from schoolproof.check.standing import judged_status  # noqa: PLC0415  slow to import

    for name in ("inventory", "policies", "configs"):
        shutil.copytree(ROOT / name, tmp_path / name)
    core = tmp_path / "configs/quarry-lane/ql-core.cfg"
    run, whole = judged_status(Project(tmp_path), ("quarry-lane",), TODAY)
    assert run.exit_code == 0
    spoken = {
        clause
        for verdict in run.verdicts
        if verdict.device == "ql-core"
        for clause in verdict.clauses
    }
    before = {c.clause.id: c.state for c in clauses(whole.sites[0])}
    met = {clause for clause in spoken if before.get(clause) is MET}
    assert len(met) > 5
    if gone == "cut":
        core.write_text(core.read_text("utf-8")[:3000], "utf-8")
    else:
        core.unlink()
    run, rest = judged_status(Project(tmp_path), ("quarry-lane",), TODAY)
    after = {c.clause.id: c.state for c in clauses(rest.sites[0])}
    assert {clause: after[clause] for clause in met} == dict.fromkeys(met, NOT_KNOWN)
    assert [c for c, state in after.items() if state is MET and before[c] is not MET] == []
    outcomes = {v.outcome for v in run.verdicts if v.device == "ql-core"}
    assert outcomes == {Outcome.UNKNOWN}
