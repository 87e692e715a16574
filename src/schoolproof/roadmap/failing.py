"""What fails: one step for a control, over all schools and devices where it does."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from datetime import date

from schoolproof.check.control import Control
from schoolproof.check.result import Finding, Outcome, Severity, Verdict
from schoolproof.inventory.registers import FOLDER, Entry, Register
from schoolproof.roadmap.draft import (
    Draft,
    Found,
    Material,
    Place,
    accountable,
    clauses_of,
    deadline,
    is_pressing,
)
from schoolproof.roadmap.model import Effort, Kind, Step
from schoolproof.roadmap.words import at_sites, devices, full, number, sentence_start

MANY = 5  # devices: more of them are no small step
NOTHING = frozenset({"", "none", "not given"})  # what a finding says of a field that is empty
ASSETS = f"{FOLDER}/assets.yaml"


def failing(material: Material, taken: Collection[Place]) -> Iterator[Draft]:
    """Steps for findings, but for those `taken` by steps of assets and contracts."""
    found: dict[str, list[Found]] = {}
    for verdict in material.run.verdicts:
        if verdict.outcome is Outcome.FAIL:
            for finding in verdict.findings:
                if not finding.is_remark and (finding.path, finding.line) not in taken:
                    found.setdefault(verdict.control, []).append((verdict, finding))
    for control in sorted(found):
        yield _draft(material, material.controls[control], found[control])


def _draft(material: Material, control: Control, found: list[Found]) -> Draft:
    found = sorted(found, key=lambda pair: (-_severity(pair).rank, pair[1].path, pair[1].line or 0))
    names = tuple(sorted({v.device or f.host for v, f in found} - {""}))
    sites = material.places(v.site for v, _ in found)
    clauses = clauses_of(found)
    lacking = frozenset(v.device for v, f in found if v.device and not f.fix)
    effort, effort_why = _effort(material, found, names)
    where = (f": {devices(material, names)}" if names else "") + at_sites(material, sites)
    path, line = found[0][1].path, found[0][1].line
    step = Step(
        key=control.id,
        title=f"Make sure that {sentence_start(control.title)}{where}",
        why=_why(control, found),
        kind=_kind(control, found),
        standard=control.standard,
        clauses=clauses,
        sites=sites,
        subjects=names or tuple(dict.fromkeys(str(f.subject) for _, f in found)),
        risk=max((_severity(pair) for pair in found), key=lambda s: s.rank),
        effort=effort,
        effort_why=effort_why,
        who=_owner(material, found) or accountable(clauses),
        due=due_of(material, found),
        source=f"{path}:{line}" if line else path,
        fix=_fix(found),
    )
    return Draft(
        step,
        pressing=is_pressing(clauses) and not all(f.waived for _, f in found),
        change=bool(control.scope == "device"),
        answers=frozenset({control.id}),
        causes=frozenset(f.because_of for _, f in found) - {"", control.id},
        stuck=lacking,
    )


def _severity(pair: Found) -> Severity:
    return pair[1].severity or pair[0].severity


def _why(control: Control, found: list[Found]) -> str:
    """Why it matters, what was found first, and whether it is accepted for now."""
    finding = found[0][1]
    parts = [full(control.section("Why it matters:").replace("\n", " "))]
    more = f" (and {number(len(found) - 1)} more)" if len(found) > 1 else ""
    parts.append(f"Found: {full(finding.message + more)}")
    if all(f.waived for _, f in found):
        parts.append("The risk is accepted for now; the step is due when that ends.")
    return " ".join(part[:1].upper() + part[1:] for part in parts)


def due_of(material: Material, found: Iterable[Found]) -> date | None:
    """The first day on which something ends: an acceptance, a warning time, the DfE's time."""
    days: list[date | None] = []
    for verdict, finding in found:
        if finding.waived:
            days.append(material.accepted_until(verdict, finding))
            continue
        days.append(deadline(finding.clauses or verdict.clauses))
        days.append(date.fromisoformat(verdict.warn_until) if verdict.warn_until else None)
    return min((day for day in days if day), default=None)


def _kind(control: Control, found: list[Found]) -> Kind:
    if control.scope == "device":
        return Kind.DEVICE
    return Kind.REGISTER if any(v.sources for v, _ in found) else Kind.CLAUSE


def _effort(material: Material, found: list[Found], names: tuple[str, ...]) -> tuple[Effort, str]:
    """The rule of docs/roadmap.md."""
    if any(v.device for v, _ in found):
        lacking = {v.device for v, f in found if not f.fix}
        if lacking:
            some = devices(material, tuple(sorted(lacking)))
            return Effort.MEDIUM, f"the commands for {some} are still to be worked out"
        if len(names) > MANY:
            return Effort.MEDIUM, f"the commands are known, but {len(names)} devices are changed"
        return Effort.SMALL, "the commands are known"
    efforts = [_of_record(material, verdict, finding) for verdict, finding in found]
    return max(efforts, key=lambda pair: pair[0].rank)


def _of_record(material: Material, verdict: Verdict, finding: Finding) -> tuple[Effort, str]:
    register, line = _register(material, finding.path), finding.line
    if register is None:
        what = "people agree it and write it down" if verdict.sources else "people look and decide"
        return Effort.MEDIUM, what
    if finding.actual in NOTHING and line in material.starts[register.name]:
        return Effort.SMALL, "something is missing in a record: find it out and write it down"
    if finding.path == ASSETS and line != register.line_of(register.name):
        return Effort.LARGE, "the thing itself falls short: it is bought or built"
    return Effort.MEDIUM, "people do it and write it down"


def _register(material: Material, path: str) -> Register | None:
    return next((r for r in material.registers.values() if r.file == path), None)


def _owner(material: Material, found: list[Found]) -> str:
    """The one owner of the rows that the findings are about; empty when there are several."""
    owners = set()
    for _, finding in found:
        register = _register(material, finding.path)
        row = _row(register, finding.line) if register else None
        owners.add(str(getattr(row, "owner", None) or ""))
    return owners.pop() if len(owners) == 1 else ""


def _row(register: Register, line: int | None) -> Entry | None:
    above = [row for row in register.rows if line is not None and row.at <= line]
    return max(above, key=lambda row: int(row.at), default=None)


def _fix(found: list[Found]) -> tuple[str, ...]:
    """The commands by device, below a line with its name; equal ones of a device once."""
    by_device: dict[str, dict[tuple[str, ...], None]] = {}
    for verdict, finding in sorted(found, key=lambda pair: (pair[0].device, pair[1].line or 0)):
        if finding.fix:
            by_device.setdefault(verdict.device, {}).setdefault(finding.fix)
    lines: list[str] = []
    for device, fixes in by_device.items():
        lines.append(f"# {device}")
        lines += [command for fix in fixes for command in fix]
    return tuple(lines)
