"""One control on one subject becomes one verdict."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from schoolproof.check.control import Control
from schoolproof.check.read import ReadConfig
from schoolproof.check.result import Finding, Gap, Item, Outcome, Severity, Verdict
from schoolproof.errors import UnknownFact
from schoolproof.model import Device, Facts
from schoolproof.platforms import Platform


@dataclass(frozen=True, slots=True)
class Place:
    """Where a verdict belongs, and how its findings find their lines and fixes."""

    site: str
    device: str
    path: str
    read: ReadConfig | None = None
    platform: Platform | None = None


def unjudged(control: Control, place: Place, outcome: Outcome, why: str) -> Verdict:
    """The verdict of a control that was not run."""
    return _verdict(control, place, outcome, severity=control.severity, reasons=(why,))


def _verdict(control: Control, place: Place, outcome: Outcome, **more: Any) -> Verdict:
    return Verdict(
        control=control.id,
        code=control.code,
        standard=control.standard,
        clauses=control.clauses,
        site=place.site,
        device=place.device,
        outcome=outcome,
        certainty=control.certainty,
        **more,
    )


def judge(
    control: Control,
    inputs: Mapping[str, Any],
    place: Place,
    *,
    severity: Severity | None = None,
) -> Verdict:
    """Run a control. Whatever it does, exactly one verdict comes back."""
    items, gaps, error = _run(control, inputs)
    level = severity or control.severity
    findings = tuple(_locate(f, place, level) for f in items if isinstance(f, Finding))
    failed = [f for f in findings if not f.is_remark]
    reasons = tuple(dict.fromkeys(_sentence(gap, place) for gap in gaps))
    if failed:
        level = max((f.severity or level for f in failed), key=lambda s: s.rank)
    checked = sum(1 for item in items if not isinstance(item, Finding) or not item.is_remark)
    outcome = _outcome(failed=bool(failed), gaps=bool(gaps), error=bool(error), checked=checked)
    if outcome is Outcome.NOTAPPLICABLE:
        reasons = (control.section("notapplicable:") or "nothing here that this control speaks of",)
    return _verdict(
        control,
        place,
        outcome,
        severity=level,
        findings=findings,
        reasons=(error.splitlines()[-1],) if error else reasons,
        checked=checked,
        traceback=error,
    )


def _run(control: Control, inputs: Mapping[str, Any]) -> tuple[list[Item], list[Gap], str]:
    items: list[Item] = []
    gaps: list[Gap] = []
    try:
        for item in control.check(**{name: inputs[name] for name in control.inputs}):
            if isinstance(item, Gap):
                gaps.append(item)
            else:
                items.append(item)
    except UnknownFact as gap:
        gaps.append(Gap(inputs.get("device", ""), str(gap)))
    except Exception:  # noqa: BLE001  a control is people's code: any fault of it is a verdict
        return items, gaps, traceback.format_exc(limit=-8)
    return items, gaps, ""


def _outcome(*, failed: bool, gaps: bool, error: bool, checked: int) -> Outcome:
    if error:
        return Outcome.ERROR
    if failed:
        return Outcome.FAIL
    if gaps:
        return Outcome.UNKNOWN
    return Outcome.PASS if checked else Outcome.NOTAPPLICABLE


def _sentence(gap: Gap, place: Place) -> str:
    if " " in gap.reason:  # a control's own sentence, or one of the site file
        return gap.reason
    name = place.platform.name if place.platform else "the inventory"
    return f"{name} does not read {gap.reason}"


def _locate(finding: Finding, place: Place, level: Severity) -> Finding:
    """Give a finding its place, the line's text and the commands that mend it."""
    subject = finding.subject
    label = subject.label if isinstance(subject, Facts) else subject
    read, platform = place.read, place.platform
    fix = finding.fix
    if not fix and finding.fact and read and platform and isinstance(subject, Facts):
        fix = _fix(platform, read.device, finding)
    return replace(
        finding,
        subject=label,
        path=finding.path or place.path,
        quote=read.line_text(finding.line) if read and not finding.path else finding.quote,
        severity=finding.severity or level,
        fix=fix,
        want=None,
    )


def _fix(platform: Platform, device: Device, finding: Finding) -> tuple[str, ...]:
    commands: Callable[..., tuple[str, ...]] = platform.fixes.commands
    try:
        return commands(device, finding.subject, finding.fact, finding.want)
    except UnknownFact:
        return ()  # a fix that needs a fact nobody read is no fix
