"""What comes first follows from causes, devices and the table."""

from __future__ import annotations

from dataclasses import replace

from schoolproof.check.load import find_controls
from schoolproof.check.result import Severity
from schoolproof.check.standards import clauses
from schoolproof.roadmap.draft import Draft
from schoolproof.roadmap.model import Effort, Kind, Step
from schoolproof.roadmap.order import before
from schoolproof.roadmap.rules import rules

CONTROLS = {control.id: control for control in find_controls()}
THINGS = {"end_of_support", "firmware", "warranty_end", "contract"}
NAC = "network_switching/network_access_control"
AAA = "cyber_security/central_authentication"


def draft(key: str, *sites: str, **words: object) -> Draft:
    step = Step(key, key, "", Kind.DEVICE, "s", (), sites, (), Severity.LOW, Effort.SMALL, "")
    return replace(Draft(step, answers=frozenset({key})), **words)  # type: ignore[arg-type]


def test_the_table_names_what_exists() -> None:
    for row in rules().after:
        assert {row.step, *row.comes_after} <= {*CONTROLS, *THINGS}
    for out in rules().runs_out:
        assert out.control in CONTROLS
        assert set(out.clauses) <= set(clauses())
    assert {row.what for row in rules().runs_out if not row.kinds} == THINGS


def test_the_table_looks_as_far_ahead_as_the_controls() -> None:
    ends = CONTROLS["digital_leadership_and_governance/end_of_support_dates"]
    contracts = CONTROLS["digital_leadership_and_governance/contracts_replaced_in_time"]
    for row in rules().runs_out:
        if row.what == "end_of_support":
            assert row.lead_days // 30 == ends.params["warn_months"]
        else:
            assert row.lead_days == contracts.params["warn_days"]


def test_the_server_comes_before_the_sockets_of_the_same_school() -> None:
    found = before([draft(NAC, "hill"), draft(AAA, "hill", "dale")])
    assert found == {NAC: (AAA,), AAA: ()}
    assert before([draft(NAC, "hill"), draft(AAA, "dale")])[NAC] == ()


def test_a_cause_comes_before_what_it_causes() -> None:
    effect = draft("network_switching/bpdu_guard", "hill", causes=frozenset({"mode"}))
    assert before([effect, draft("mode", "hill")])[effect.step.key] == ("mode",)


def test_a_new_switch_comes_before_what_the_old_one_cannot_do() -> None:
    new = draft("end_of_support/old", "hill", replaces=frozenset({"old"}))
    stuck = draft("network_switching/storm_control", "hill", stuck=frozenset({"old", "x"}))
    able = draft("cyber_security/time", "hill", stuck=frozenset({"other"}))
    found = before([new, stuck, able])
    assert found[stuck.step.key] == (new.step.key,)
    assert found[able.step.key] == ()


def test_a_ring_is_cut() -> None:
    one = draft("one", "hill", causes=frozenset({"two"}))
    two = draft("two", "hill", causes=frozenset({"one"}))
    found = before([one, two])
    assert sorted(map(len, found.values())) == [0, 1]
