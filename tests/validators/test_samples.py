"""Every control's proof: its samples have their outcomes, their lines, and fixes that mend them."""

from __future__ import annotations

from pathlib import Path

import pytest

from schoolproof.check import Control, Finding, Outcome, Verdict
from schoolproof.check.load import find_controls
from schoolproof.testing import Sample, judge_sample, prepare, samples
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


@pytest.mark.parametrize(("control", "sample"), FAILING)
def test_applying_the_fixes_makes_the_control_pass(control: Control, sample: Sample) -> None:
    verdict = judge_sample(control, sample)
    with_fix = [finding for finding in failures(verdict) if finding.fix]
    if not with_fix:
        pytest.skip("no finding of this sample has commands that mend it")
    read, platform, _ = prepare(sample)
    tree = read.tree
    for finding in with_fix:
        tree = tree.apply(finding.fix)
    mended = judge_sample(control, sample, tree.text())
    left = {(f.subject, f.message) for f in failures(mended)}
    assert not left & {(f.subject, f.message) for f in with_fix}, (platform.name, tree.text())
    if len(with_fix) == len(failures(verdict)) and not verdict.reasons:
        assert mended.outcome in {Outcome.PASS, Outcome.NOTAPPLICABLE}, (left, mended.reasons)


@pytest.mark.parametrize(("control", "sample"), FAILING)
def test_applying_the_fixes_makes_no_other_control_worse(control: Control, sample: Sample) -> None:
    verdict = judge_sample(control, sample)
    read, _, _ = prepare(sample)
    tree = read.tree
    for finding in failures(verdict):
        tree = tree.apply(finding.fix) if finding.fix else tree
    mended = tree.text()
    if mended == read.tree.text():
        pytest.skip("no finding of this sample has commands that mend it")
    for other in CONTROLS.values():
        if other.scope != "device" or other.id == control.id:
            continue
        params = Sample(sample.path, sample.platform, sample.case, sample.outcome, sample.text)
        before = {(f.subject, f.message) for f in failures(judge_other(other, params, None))}
        after = {(f.subject, f.message) for f in failures(judge_other(other, params, mended))}
        assert after <= before, (other.id, after - before)


def judge_other(control: Control, sample: Sample, text: str | None) -> Verdict:
    """Another control on this sample, with its own parameters."""
    from schoolproof.check.judge import Place, judge  # noqa: PLC0415  used here alone

    read, platform, _ = prepare(sample, text)
    place = Place("sample", "sample", sample.path.name, read, platform)
    inputs = {"device": read.device, "site": read.device.site, "params": dict(control.params)}
    return judge(control, inputs, place)


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
