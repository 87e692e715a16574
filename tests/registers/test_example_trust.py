"""The example trust's registers are lifelike: what is wrong in them on purpose is found."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from schoolproof.check import Finding, Outcome
from schoolproof.check.run import Run, Scope, run_check
from schoolproof.check.status import ClauseStatus, State, TrustStatus, status_of
from schoolproof.evidence import stale
from schoolproof.inventory import Project
from schoolproof.inventory.registers import FOLDER
from schoolproof.inventory.yaml import load_yaml

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 25)
YEARS_LATER = date(2028, 11, 25)
WRONG: list[dict[str, str]] = load_yaml(Path(__file__).parent / "imperfections.yaml")
SITES = ("quarry-lane", "millbrook", "harbourside")
each = pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong["why"])


@pytest.fixture(scope="module")
def project() -> Project:
    return Project(ROOT)


@pytest.fixture(scope="module")
def run(project: Project) -> Run:
    return run_check(project, Scope(controls=tuple(w["control"] for w in WRONG)), today=TODAY)


@pytest.fixture(scope="module")
def status(run: Run, project: Project) -> TrustStatus:
    return status_of(run, project, SITES)


def failures(run: Run, control: str) -> dict[tuple[str, str], Finding]:
    """By site and subject."""
    return {
        (verdict.site, str(finding.subject)): finding
        for verdict in run.verdicts
        if verdict.control == control and verdict.outcome is Outcome.FAIL
        for finding in verdict.findings
        if not finding.is_remark
    }


def clause_at(status: TrustStatus, site: str, clause: str) -> ClauseStatus:
    (found,) = (
        held
        for place in status.sites
        if place.slug == site
        for area in place.areas
        for group in area.groups
        for held in group.clauses
        if held.clause.id == clause
    )
    return found


@each
def test_what_is_wrong_on_purpose_is_found_at_its_line(run: Run, wrong: dict[str, str]) -> None:
    found = failures(run, wrong["control"])
    assert set(found) == {(wrong["site"], wrong["subject"])}
    finding = found[wrong["site"], wrong["subject"]]
    assert finding.path == f"{FOLDER}/{wrong['register']}"
    lines = (ROOT / finding.path).read_text("utf-8").splitlines()
    assert wrong["line"] in lines[(finding.line or 0) - 1]


@each
def test_its_clause_is_not_met_at_that_school_alone(
    status: TrustStatus, wrong: dict[str, str]
) -> None:
    spoilt = {State.NOT_MET, State.PARTLY}
    for site in SITES:
        held = clause_at(status, site, wrong["clause"])
        assert (held.state in spoilt) == (site == wrong["site"]), (site, held.reasons)


def test_each_school_has_one_and_the_reason_names_it(status: TrustStatus) -> None:
    assert {wrong["site"] for wrong in WRONG} == set(SITES)
    for wrong in WRONG:
        said = " ".join(clause_at(status, wrong["site"], wrong["clause"]).reasons)
        assert wrong["says"] in said


def test_the_age_of_the_example_shows_by_itself(project: Project) -> None:
    hosts = list(project.hosts.values())
    assert stale(project, hosts, TODAY, None) == ()
    assert len(stale(project, hosts, YEARS_LATER, None)) == len(hosts)
