"""The proof of controls over registers: outcomes, lines, and that every one of them can fail."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from schoolproof.check import Control, Outcome
from schoolproof.check.load import find_controls
from schoolproof.errors import InventoryError
from schoolproof.inventory.registers import registers
from schoolproof.testing_registers import (
    RegisterSample,
    judge_registers,
    register_samples,
    sample_data,
)

HERE = Path(__file__).parent
CONTROLS = [c for c in find_controls() if c.scope != "device" and "registers" in c.inputs]
CASES = [
    pytest.param(control, sample, id=f"{control.id}-{sample.folder.name}")
    for control in CONTROLS
    for sample in register_samples(HERE / control.id)
]
PASSING = [p for p in CASES if p.values[1].outcome == "pass"]  # type: ignore[union-attr]  # made above
LONG_AGO = date(2001, 1, 1)
SCALE = 1000  # a number that was too big or too small for its purpose


@pytest.mark.parametrize(("control", "sample"), CASES)
def test_a_case_has_its_outcome_and_its_lines(control: Control, sample: RegisterSample) -> None:
    verdict = judge_registers(control, sample)
    assert verdict.outcome == sample.outcome, (verdict.findings, verdict.reasons, verdict.traceback)
    assert {c for f in verdict.findings for c in f.clauses} <= set(control.clauses)
    found: dict[tuple[str, int | None], str] = {}
    for finding in verdict.findings:
        name = Path(finding.path).stem
        assert not finding.path.endswith("/site.yaml"), "a path of this machine; leave it out"
        if not finding.is_remark and sample.file(name).is_file() and name in registers():
            key = (name, finding.line)
            found[key] = f"{found.get(key, '')} / {finding.message}"
    assert set(found) == set(sample.expected), found
    for key, words in sample.expected.items():
        assert all(word in found[key] for word in words), (words, found[key])


@pytest.mark.parametrize("control", CONTROLS, ids=lambda control: control.id)
def test_every_control_has_cases_for_pass_and_fail(control: Control) -> None:
    outcomes = {sample.outcome for sample in register_samples(HERE / control.id)}
    assert {"pass", "fail"} <= outcomes


@pytest.mark.parametrize(("control", "sample"), PASSING)
def test_some_change_of_a_passing_case_makes_it_fail(
    control: Control, sample: RegisterSample
) -> None:
    assert any(fails(control, sample, changed) for changed in mutations(sample_data(sample)))


def fails(control: Control, sample: RegisterSample, changed: dict[str, Any]) -> bool:
    try:
        return judge_registers(control, sample, changed).outcome is Outcome.FAIL
    except (ValidationError, InventoryError):
        return False


def mutations(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """One row or field away, one day long ago, one number or word changed."""
    for name, content in data.items():
        for path in places(content):
            for change in ("remove", "change"):
                other = copy.deepcopy(content)
                parent = other
                for part in path[:-1]:
                    parent = parent[part]
                if change == "remove":
                    del parent[path[-1]]
                else:
                    parent[path[-1]] = changed(parent[path[-1]])
                yield {name: other}


def places(content: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    pairs = (
        content.items()
        if isinstance(content, dict)
        else enumerate(content)
        if isinstance(content, list)
        else ()
    )
    for key, value in pairs:
        yield (*path, key)
        yield from places(value, (*path, key))


def changed(value: Any) -> Any:
    if isinstance(value, bool):
        return not value
    if isinstance(value, date):
        return LONG_AGO
    if isinstance(value, int | float):
        return 0 if value else SCALE
    return f"not {value}" if isinstance(value, str) else value
