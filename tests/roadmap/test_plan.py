"""The roadmap of the example trust, and of small schools made for one rule each."""

from __future__ import annotations

import csv
import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from io import StringIO
from pathlib import Path
from subprocess import CompletedProcess

import pytest
from jsonschema import Draft202012Validator

from schoolproof.check.result import Outcome, Severity
from schoolproof.check.run import Run, Scope, run_check
from schoolproof.check.status import State, status_of
from schoolproof.inventory import Project
from schoolproof.inventory.registers import load_registers
from schoolproof.report.roadmap_view import as_console, as_csv, as_json, as_markdown
from schoolproof.roadmap.model import Effort, Kind, Roadmap, Step
from schoolproof.roadmap.plan import UNTIL, roadmap_of

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 25)
Result = CompletedProcess[str]


@dataclass(frozen=True)
class Made:
    """A plan and what it was made from."""

    run: Run
    plan: Roadmap
    states: dict[tuple[str, str], State]

    @property
    def steps(self) -> dict[str, Step]:
        return {step.key: step for step in self.plan.steps}


def make(root: Path, *sites: str, today: date = TODAY, until: date = UNTIL) -> Made:
    project = Project(root)
    run = run_check(project, Scope(sites=sites), today=today)
    status = status_of(run, project, sites or sorted(project.sites))
    states = {
        (site.slug, clause.clause.id): clause.state
        for site in status.sites
        for area in site.areas
        for group in area.groups
        for clause in group.clauses
    }
    return Made(run, roadmap_of(run, status, project, today, until), states)


@pytest.fixture(scope="module")
def example() -> Made:
    return make(ROOT)


@pytest.fixture
def trust(tmp_path: Path) -> Path:
    """A copy of the example trust, to be changed."""
    for name in ("inventory", "configs", "policies"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.fixture
def uncollected(trust: Path) -> Path:
    """The same, with no word on when its devices were collected."""
    for path in (trust / "configs").glob("*/collected.json"):
        path.unlink()
    return trust


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_whatever_fails_or_is_unknown_is_in_a_step(example: Made) -> None:
    for verdict in example.run.verdicts:
        if verdict.outcome not in {Outcome.FAIL, Outcome.UNKNOWN}:
            continue
        told = [
            step
            for step in example.plan.steps
            if (not verdict.site or verdict.site in step.sites)
            and (not verdict.device or verdict.device in step.subjects)
        ]
        for finding in (f for f in verdict.findings if not f.is_remark):
            wanted = set(finding.clauses or verdict.clauses)
            assert any(wanted <= set(step.clauses) for step in told), finding
        if verdict.outcome is Outcome.UNKNOWN:
            found = [s for s in told if s.kind is Kind.EVIDENCE]
            assert any(set(verdict.clauses) <= set(step.clauses) for step in found), verdict


def test_every_clause_that_is_open_is_in_a_step_of_its_school(example: Made) -> None:
    for (site, clause), state in example.states.items():
        left = state is State.PARTLY and not any(
            clause in (f.clauses or v.clauses)
            for v in example.run.verdicts
            if v.site in {site, ""} and v.outcome is Outcome.FAIL
            for f in v.findings
        )
        if state in {State.NOT_MET, State.NOT_KNOWN, State.PARTLY} and not left:
            held = [s for s in example.plan.steps if site in s.sites and clause in s.clauses]
            assert held, (site, clause, state)


def test_a_step_is_what_a_person_does_not_one_line_for_each_port(example: Made) -> None:
    step = example.steps["network_switching/storm_control"]
    assert step.title == (
        "Make sure that floods from one socket stay small: two switches "
        "at Millbrook Primary School and Quarry Lane School"
    )
    assert step.subjects == ("mb-sw1", "ql-eng-sw1")
    assert step.sites == ("millbrook", "quarry-lane")
    assert (step.effort, step.kind) == (Effort.SMALL, Kind.DEVICE)
    assert [line for line in step.fix if line.startswith("# ")] == ["# mb-sw1", "# ql-eng-sw1"]
    assert step.source.startswith("configs/millbrook/mb-sw1.cfg:")


def test_the_old_switch_is_one_step_with_everything_that_speaks_of_it(example: Made) -> None:
    step = example.steps["end_of_support/mb-core"]
    assert "cyber_security/firmware_supported" not in example.steps
    assert "digital_leadership_and_governance/end_of_support_dates" not in example.steps
    assert {"CS-5a", "CS-5b", "NS-2c"} <= set(step.clauses)
    assert (step.risk, step.effort) == (Severity.CRITICAL, Effort.LARGE)
    assert (step.cost, step.who) == (Decimal(9500), "network manager")
    assert step.due == date(2027, 2, 12)  # the acceptance ends
    assert step.term == "spring term 2027"
    assert "stopped giving security updates on 2026-07-31" in step.why
    assert "2027-08-20, which is after that" in step.why


def test_an_old_switch_that_nobody_accepted_is_overdue(trust: Path) -> None:
    (trust / "policies" / "waivers.yaml").write_text("waivers: []\n", encoding="utf-8")
    made = make(trust, "millbrook")
    step = made.steps["end_of_support/mb-core"]
    assert (step.due, step.overdue, step.term) == (date(2026, 7, 31), True, made.plan.terms[0].name)
    assert made.plan.steps[0] == step


def test_each_contract_and_each_end_of_support_stands_once(example: Made) -> None:
    registers = load_registers(ROOT, Project(ROOT).sites) or {}
    steps = example.plan.steps
    for row in registers["contracts"].rows:
        if TODAY <= row.end <= UNTIL:
            assert [s.kind for s in steps if row.name in s.subjects] == [Kind.CONTRACT], row.name
    for row in registers["assets"].rows:
        ends = [s for s in steps if row.name in s.subjects and s.key.startswith("end_of_support/")]
        planned = row.plan is not None and "warranty" not in row.plan.what
        wanted = planned or (row.end_of_support and row.end_of_support <= UNTIL)
        assert len(ends) == bool(wanted), row.name


def test_equal_switches_that_end_on_one_day_are_bought_together(trust: Path) -> None:
    assets = trust / "inventory" / "registers" / "assets.yaml"
    lines = assets.read_text("utf-8").splitlines(keepends=True)
    start = next(i for i, line in enumerate(lines) if "name: hs-sci-sw1" in line)
    end = next(i for i in range(start + 1, len(lines)) if lines[i].startswith("  - "))
    twin = "".join(lines[start:end]).replace("hs-sci-sw1", "spare switch")
    assets.write_text("".join([*lines[:end], twin, *lines[end:]]), encoding="utf-8")
    step = make(trust, "harbourside").steps["end_of_support/hs-sci-sw1"]
    assert step.subjects == ("hs-sci-sw1", "spare switch")


def test_a_release_that_is_mended_no_more_is_replaced_on_all_its_devices(example: Made) -> None:
    step = example.steps["firmware/hs-core"]
    assert step.subjects == ("hs-core", "hs-sci-sw1")
    assert (step.due, step.effort) == (date(2027, 9, 30), Effort.MEDIUM)
    assert {"CS-5a", "NS-3c"} <= set(step.clauses)
    assert not any("mb-core" in s.subjects for k, s in example.steps.items() if "firmware/" in k)


def test_a_contract_is_due_when_notice_must_be_given(example: Made) -> None:
    step = example.steps["contract/mobile-backup-of-millbrook"]
    assert (step.due, step.cost) == (date(2027, 1, 1), Decimal(420))
    assert "BB-P1" in step.clauses  # of the finding that it stands for
    assert step.source == "inventory/registers/contracts.yaml:52"


def test_terms_are_known_as_far_as_the_calendar_goes(example: Made) -> None:
    known = [term.name for term in example.plan.terms if term.known]
    assert known == ["autumn term 2026", "spring term 2027", "summer term 2027"]
    assert example.plan.terms[-1].name == "summer term 2030"
    assert {step.term for step in example.plan.steps} <= {t.name for t in example.plan.terms}


def test_the_effort_of_a_record_follows_from_where_the_finding_points(example: Made) -> None:
    steps = example.steps
    restore = steps["digital_leadership_and_governance/restore_tested"]
    rooms = steps["network_switching/switch_rooms"]
    assert (restore.effort, rooms.effort) == (Effort.MEDIUM, Effort.LARGE)
    assert restore.effort_why == "people do it and write it down"
    assert restore.who == "network manager"


def test_a_field_that_is_missing_is_small_work(trust: Path) -> None:
    edit(trust / "inventory" / "registers" / "assets.yaml", "    serial: EX-MB-0021\n", "")
    step = make(trust, "millbrook").steps[
        "digital_leadership_and_governance/asset_register_complete"
    ]
    assert (step.effort, step.subjects) == (Effort.SMALL, ("mb-fw1",))


def test_the_whole_list_of_assets_comes_before_what_is_bought(trust: Path) -> None:
    edit(trust / "inventory" / "registers" / "assets.yaml", "    serial: EX-MB-0021\n", "")
    made = make(trust)
    first = "digital_leadership_and_governance/asset_register_complete"
    keys = [step.key for step in made.plan.steps]
    assert made.steps["end_of_support/mb-core"].after == (first,)
    assert keys.index(first) < keys.index("end_of_support/mb-core")
    assert made.steps["end_of_support/hs-fw1"].after == ()  # another school


def test_one_thing_to_find_out_is_one_step(example: Made, uncollected: Path) -> None:
    (step,) = [
        s for s in make(uncollected).plan.steps if "last collected is not written" in s.title
    ]
    assert {"NS-2a", "IT-2b", "WN-3a"} <= set(step.clauses)
    (step,) = [s for s in example.plan.steps if "cannot be read from hp_procurve" in s.title]
    assert step.subjects == ("hs-lib-sw1", "mb-core", "mb-sw1")


def test_exams_keep_devices_as_they_are(trust: Path, example: Made) -> None:
    calendar = trust / "policies" / "calendar.yaml"
    edit(calendar, "exams:\n", "exams:\n  - {name: all, from: 2026-11-20, to: 2027-01-04}\n")
    changes = {s.key for s in example.plan.steps if s.kind is Kind.DEVICE and s.fix}
    now = example.plan.terms[0].name
    assert any(example.steps[key].term == now for key in changes)
    steps = make(trust).steps
    assert not any(steps[key].term == now for key in changes)


def test_a_school_without_windows_is_said(school: Path) -> None:
    problems = make(school).plan.problems
    assert "hill has no change window: the plan cannot say when to change its devices" in problems


def test_the_profile_says_how_much_a_term_holds(trust: Path) -> None:
    profile = trust / "policies" / "profile.yaml"
    profile.write_text("roadmap: {steps_per_term: 3}\n", encoding="utf-8")
    plan = make(trust, "harbourside").plan
    assert sum(1 for step in plan.steps if step.term == plan.terms[0].name) == 3
    assert any("is what a term should hold" in problem for problem in plan.problems)


def test_an_old_review_is_a_step(trust: Path) -> None:
    folder = trust / "inventory" / "registers"
    edit(folder / "support.yaml", "reviewed: 2026", "reviewed: 2024")
    edit(folder / "roles.yaml", "reviewed: 2026", "reviewed: 2025")
    steps = make(trust, "millbrook").steps
    review = steps["digital_leadership_and_governance/registers_reviewed"]
    assert set(review.subjects) == {"support.yaml", "roles.yaml"}
    assert not any(key.startswith("review/") for key in steps)  # said once
    (trust / "policies" / "profile.yaml").write_text(
        "controls: {digital_leadership_and_governance/registers_reviewed: "
        "{not_checked: each school does it its own way}}\n",
        encoding="utf-8",
    )
    steps = make(trust, "millbrook").steps
    step = steps["review/inventory/registers/support.yaml"]
    assert (step.kind, step.effort) == (Kind.REGISTER, Effort.SMALL)
    assert {"IT-2d", "IT-3a"} & set(step.clauses)
    (step,) = [s for s in steps.values() if "each school does it its own way" in s.title]
    assert step.title.startswith("Find out: whether it may stay switched off: ")


def test_a_text_that_is_too_old_is_collected_again(uncollected: Path) -> None:
    trust = uncollected
    edit(trust / "policies" / "profile.yaml", "fail_on: high", "fail_on: high\nevidence_days: 7")
    (step,) = [s for s in make(trust).plan.steps if s.key == "collect"]
    count = len(Project(trust).hosts)
    assert step.title == f"Collect the configuration of {count} devices again at all schools"


def test_one_school_alone(example: Made) -> None:
    plan = make(ROOT, "millbrook").plan
    assert all(step.sites == ("millbrook",) for step in plan.steps)
    assert 0 < len(plan.steps) < len(example.plan.steps)


def test_a_short_plan_ends_early() -> None:
    made = make(ROOT, until=date(2027, 7, 31))
    assert [term.name for term in made.plan.terms][-1] == "summer term 2027"
    assert "end_of_support/hs-fw1" not in made.steps


def test_a_school_without_registers_hears_what_is_left_out(school: Path) -> None:
    made = make(school)
    assert any(
        "ends of support and contracts are not in this plan" in p for p in made.plan.problems
    )
    assert "network_switching/bpdu_guard" in made.steps


def test_json_is_what_the_schema_says(example: Made) -> None:
    schema = json.loads((ROOT / "docs/schemas/roadmap-1.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    data = json.loads(as_json(example.plan))
    Draft202012Validator(schema).validate(data)
    assert len(data["steps"]) == len(example.plan.steps)


def test_the_terminal_gets_eighty_columns(example: Made) -> None:
    text = as_console(example.plan)
    assert max(map(len, text.splitlines())) <= 80
    assert all(f"{number:>4}. " in text for number in range(1, len(example.plan.steps) + 1))


def test_hostile_names_come_out_inert(trust: Path) -> None:
    edit(
        trust / "inventory" / "registers" / "contracts.yaml",
        "name: mobile backup of Millbrook",
        'name: "=cmd|<script> ##vso[x]\\e[31m\\u202Ey"',
    )
    plan = make(trust, "millbrook").plan
    rows = list(csv.DictReader(StringIO(as_csv(plan))))
    assert len(rows) == len(plan.steps)
    (cell,) = [row["subjects"] for row in rows if "=cmd" in row["subjects"]]
    assert cell == "'=cmd|<script> ##vso[x]\\x1b[31m\\u202ey"
    assert "<script>" not in as_markdown(plan)
    assert "##vso" not in as_json(plan)
    for text in (as_console(plan), as_markdown(plan)):
        assert "\x1b" not in text
        assert "\u202e" not in text


@pytest.mark.parametrize("fmt", ["console", "json", "markdown", "csv"])
def test_the_command(run: Callable[..., Result], fmt: str) -> None:
    done = run("roadmap", "--today", "2026-11-25", "--format", fmt)
    assert done.returncode == 0, done.stderr
    assert "rogue switches" in done.stdout


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--until", "soon"], "'soon' is no date"),
        (["--until", "2026-11-24"], "--until 2026-11-24 is before 2026-11-25"),
        (["--format", "pdf"], "there is no format 'pdf'"),
        (["--site", "moor"], "the inventory has no site 'moor'"),
    ],
)
def test_wrong_words(run: Callable[..., Result], words: list[str], says: str) -> None:
    done = run("roadmap", "--today", "2026-11-25", *words)
    assert done.returncode == 2
    assert says in done.stderr
