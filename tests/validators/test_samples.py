"""Every control's proof: its samples have their outcomes, their lines, and fixes that mend them."""

from __future__ import annotations

from pathlib import Path

import pytest

from schoolproof.check import Control, Finding, Outcome, Verdict
from schoolproof.check.judge import Place, judge
from schoolproof.check.load import find_controls
from schoolproof.testing import Sample, judge_sample, prepare, samples, wider_inputs
from tests.validators.mutate import mutations

HERE = Path(__file__).parent
CONTROLS = {control.id: control for control in find_controls()}
SAMPLES = [
    pytest.param(CONTROLS[name], sample, id=f"{name}-{sample.path.stem}")
    for name in CONTROLS
    for sample in samples(HERE / name)
]
# Texts of these platforms can never prove the control: their best outcome is unknown.
NEVER_PROVEN = {("cyber_security/ssh_strong", "hp_procurve")}  # host key, key exchange: not printed
PASSING = [p for p in SAMPLES if p.values[1].outcome == "pass"]  # type: ignore[union-attr]  # made above
FAILING = [p for p in SAMPLES if p.values[1].outcome == "fail"]  # type: ignore[union-attr]  # made above


def failures(verdict: Verdict) -> list[Finding]:
    return [finding for finding in verdict.findings if not finding.is_remark]


@pytest.mark.parametrize(("control", "sample"), SAMPLES)
def test_a_sample_has_the_outcome_in_its_name(control: Control, sample: Sample) -> None:
    verdict = judge_sample(control, sample)
    assert verdict.outcome == sample.outcome, (verdict.findings, verdict.reasons, verdict.traceback)


@pytest.mark.parametrize(("control", "sample"), FAILING)
def test_findings_point_at_the_expected_lines_and_at_no_others(
    control: Control, sample: Sample
) -> None:
    found = {(f.line, f.message) for f in failures(judge_sample(control, sample)) if f.line}
    expected = sample.expected
    assert {line for line, _ in found} == {e.line for e in expected}
    for e in expected:
        said = " / ".join(message for line, message in found if line == e.line)
        assert e.words in said


def apply_fixes(sample: Sample, findings: list[Finding]) -> str:
    tree = prepare(sample)[0].tree
    for finding in findings:
        tree = tree.apply(finding.fix)
    return tree.text()


@pytest.mark.parametrize(("control", "sample"), FAILING)
def test_the_fixes_make_it_pass_and_nothing_else_worse(control: Control, sample: Sample) -> None:
    verdict = judge_sample(control, sample)
    with_fix = [finding for finding in failures(verdict) if finding.fix]
    if not with_fix:
        pytest.skip("no finding of this sample has commands that mend it")
    text = apply_fixes(sample, with_fix)
    mended = judge_sample(control, sample, text)
    left = {(f.subject, f.message) for f in failures(mended)}
    assert not left & {(f.subject, f.message) for f in with_fix}, text
    if len(with_fix) == len(failures(verdict)) and not verdict.reasons:
        assert mended.outcome in {Outcome.PASS, Outcome.NOTAPPLICABLE}, (left, mended.reasons)
    before, after = others(control, sample, None), others(control, sample, text)
    assert after <= before, after - before


def others(control: Control, sample: Sample, text: str | None) -> set[tuple[str, str, str]]:
    """What all other controls find in this sample, with their own parameters."""
    read, platform, _ = prepare(sample, text)
    place = Place("sample", "sample", sample.path.name, read, platform)
    found = set()
    for other in CONTROLS.values():
        if other.scope == "device" and other.id != control.id:
            inputs = {"device": read.device, "site": read.device.site, "params": other.params}
            inputs |= wider_inputs(sample)
            for finding in failures(judge(other, inputs, place)):
                found.add((other.id, str(finding.subject), finding.message))
    return found


@pytest.mark.parametrize(("control", "sample"), PASSING)
def test_some_mutation_of_a_passing_sample_makes_it_fail(control: Control, sample: Sample) -> None:
    flipped = (
        judge_sample(control, sample, text).outcome is Outcome.FAIL
        for text in mutations(sample.text, sample.platform, sample.path.parent)
    )
    assert any(flipped), "no line of this sample matters: the control cannot fail here"


@pytest.mark.parametrize(
    "control",
    [control for control in CONTROLS.values() if control.scope == "device"],
    ids=lambda control: control.id,
)
def test_every_control_has_samples_for_pass_and_fail(control: Control) -> None:
    by_platform: dict[str, set[str]] = {}
    for sample in samples(HERE / control.id):
        by_platform.setdefault(sample.platform, set()).add(sample.outcome)
    assert by_platform, f"tests/validators/{control.id}/ has no sample"
    for platform, outcomes in by_platform.items():
        best = "unknown" if (control.id, platform) in NEVER_PROVEN else "pass"
        assert {best, "fail"} <= outcomes, (platform, outcomes)


def test_every_folder_of_samples_belongs_to_a_control() -> None:
    folders = {p.parent.relative_to(HERE).as_posix() for p in HERE.glob("*/*/*.cfg")}
    assert folders <= set(CONTROLS)
