"""Standards as data: every clause has a control, or says why none can show it."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from schoolproof.check.load import find_controls
from schoolproof.check.standards import Clause, clauses, load_standard, resolve, standards
from schoolproof.errors import InventoryError

CORE = {
    "broadband_internet",
    "cyber_security",
    "digital_leadership_and_governance",
    "filtering_and_monitoring",
    "network_switching",
    "wireless_network",
}
CONTROLS = find_controls()
BAD = Path(__file__).parent / "bad"
ROOT = Path(__file__).parents[2]
FACTS = Path(os.environ.get("SCHOOLPROOF_FACTS", ROOT.parent / "shared/standards/dfe-standards.md"))
ROW = re.compile(r"^\| ([A-Z]{2}-(?:\d+|P)) \| (.*)$", re.MULTILINE)
DEMAND = re.compile(r"(?<![\w(])([a-z])\) ")


def shown() -> Iterator[Clause]:
    """Clauses that some control is evidence for."""
    for control in CONTROLS:
        for reference in control.clauses:
            yield from resolve(reference)


def test_all_twelve_areas_are_there_and_six_are_core() -> None:
    assert len(standards()) == 12
    assert {name for name, found in standards().items() if found.core} == CORE


def test_every_clause_has_a_control_or_says_why_not() -> None:
    with_control = {clause.id for clause in shown()}
    bare = [c.id for c in clauses().values() if not c.manual and c.id not in with_control]
    assert bare == []


@pytest.mark.parametrize("control", CONTROLS, ids=lambda control: control.id)
def test_every_clause_that_a_control_names_exists(control: object) -> None:
    for reference in control.clauses:  # type: ignore[attr-defined]  # a Control
        assert resolve(reference), reference


@pytest.mark.skipif(not FACTS.is_file(), reason="no list of facts; SCHOOLPROOF_FACTS names one")
def test_every_demand_on_the_list_of_facts_is_a_clause() -> None:
    """Each row of the list is a standard with demands a), b) …"""
    rows = ROW.findall(FACTS.read_text(encoding="utf-8"))
    assert len(rows) > 30
    known = set(clauses())
    for group, text in rows:
        wanted = {f"{group}{letter}" for letter in DEMAND.findall(text)}
        assert wanted <= known, (group, sorted(wanted - known))
        assert any(clause.group == group for clause in clauses().values()), group


def test_clause_ids_are_unique_over_all_standards() -> None:
    ids = [clause.id for found in standards().values() for clause in found.clauses]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", sorted(BAD.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_bad_standard_is_refused_in_one_sentence(path: Path) -> None:
    first, *_ = path.read_text(encoding="utf-8").splitlines()
    with pytest.raises(InventoryError) as error:
        load_standard(path)
    assert first.removeprefix("# expect: ") in str(error.value)
    assert "\n" not in str(error.value)
