"""Findings in the order in which a reviewer should read them: what blocks, then by severity."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from schoolproof.check.baseline.compare import State, key_of
from schoolproof.check.control import Control
from schoolproof.check.result import Finding, Outcome, Severity, Verdict
from schoolproof.check.run import Run
from schoolproof.check.standards import resolve, standards
from schoolproof.report.summary import Group, commands

FRESH = (State.NEW, State.WORSE)
PLACE = "inventory/hosts.yaml"  # of findings that stand in no file; forges want one


@dataclass(frozen=True, slots=True)
class Entry:
    """Findings of one verdict that say the same. `state` is None where there is no base."""

    verdict: Verdict
    control: Control | None
    group: Group
    state: State | None
    touched: bool  # at least one stands on a line that the change wrote
    blocking: bool

    @property
    def first(self) -> Finding:
        """The one whose place is shown."""
        return self.group.first

    @property
    def severity(self) -> Severity:
        """How bad it is."""
        return self.first.severity or self.verdict.severity

    @property
    def title(self) -> str:
        """`SWITCH-009 Edge ports are protected`."""
        name = self.control.title if self.control else self.verdict.control
        return f"{self.verdict.code} {name}"

    @property
    def sentence(self) -> str:
        """What is wrong, where, and what was wanted."""
        first, where = self.first, self.verdict.device or "all schools"
        values = f" Expected {first.expected}, is {first.actual}." if _has_values(first) else ""
        return f"{where}: {first.message}: {self.group.subjects}.{values}"

    @property
    def fix(self) -> list[str]:
        """The commands that mend all of them."""
        return commands(self.group.findings)


def _has_values(finding: Finding) -> bool:
    return bool(finding.expected or finding.actual)


def entries(run: Run, *, waived: bool = False, fresh: bool = False) -> list[Entry]:
    """All findings (not remarks; accepted ones only when asked for), worst first.

    `fresh`: only those that are new or worse than on the base, where there is one.
    """
    controls = {control.id: control for control in run.controls}
    found = [
        entry
        for verdict in (_changed(run) if fresh else run.verdicts)
        for entry in _of(run, verdict, controls.get(verdict.control))
        if waived or not entry.first.waived
    ]
    if fresh and run.base:
        found = [entry for entry in found if entry.state in FRESH]
    return sorted(found, key=_order)


def _changed(run: Run) -> Iterable[Verdict]:
    if run.base is None:
        return run.verdicts
    keys = {(c.control, c.site, c.device) for c in run.base.of(*FRESH)}
    return [verdict for verdict in run.verdicts if key_of(verdict) in keys]


def _order(entry: Entry) -> tuple[object, ...]:
    fresh = entry.state in FRESH
    verdict = entry.verdict
    return (
        *(not entry.blocking, -entry.severity.rank, not entry.touched, not fresh),
        *(verdict.site, verdict.device, verdict.control, entry.first.line or 0),
    )


def _of(run: Run, verdict: Verdict, control: Control | None) -> Iterator[Entry]:
    groups: dict[tuple[State | None, tuple[object, ...]], list[Finding]] = {}
    for index, finding in enumerate(verdict.findings):
        if finding.is_remark:
            continue
        state = run.base.state(verdict, index) if run.base else None
        groups.setdefault((state, _alike(finding)), []).append(finding)
    for (state, _), findings in groups.items():
        touched = [f for f in findings if run.base and run.base.touched(f)]
        rest = [f for f in findings if not (run.base and run.base.touched(f))]
        group = Group((*touched, *rest))
        blocking = _blocks(run, verdict, group.first, state)
        yield Entry(verdict, control, group, state, bool(touched), blocking)


def _alike(f: Finding) -> tuple[object, ...]:
    return f.message, f.expected, f.actual, f.severity, f.waived, f.waiver_note, f.path


def _blocks(run: Run, verdict: Verdict, finding: Finding, state: State | None) -> bool:
    severe = (finding.severity or verdict.severity).rank >= run.fail_on.rank
    if not (verdict.blocking and severe) or finding.waived:
        return False
    return run.base is None or run.base.strict or state in FRESH


def silent(run: Run, *, fresh: bool = False) -> list[Verdict]:
    """Verdicts that say only that something is not known or that the control is broken."""
    verdicts = _changed(run) if fresh else run.verdicts
    found = [v for v in verdicts if v.outcome in {Outcome.UNKNOWN, Outcome.ERROR}]
    return sorted(found, key=lambda v: (not v.blocking, -v.severity.rank, v.site, v.device))


def fingerprints(verdict: Verdict) -> list[str]:
    """One for each finding: the same when lines move or values change, never the same twice."""
    seen: Counter[tuple[str, ...]] = Counter()
    found = []
    for finding in verdict.findings:
        what = (verdict.control, verdict.site, verdict.device, finding.host)
        key = (*what, str(finding.subject), finding.message)
        text = "\0".join((*key, str(seen[key])))
        seen[key] += 1
        found.append(hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest())
    return found


def clause_lines(control: Control) -> list[str]:
    """The clauses that a control is evidence for, in the standard's words."""
    found = (clause for reference in control.clauses for clause in resolve(reference))
    return [f"{clause.id}: {clause.title}" for clause in found]


def standard_url(control: Control) -> str:
    """The page of the standard; empty for a provider's own controls."""
    standard = standards().get(control.standard)
    return standard.url if standard else ""
