"""`schoolproof/check/1`: a run for machines. The schema stands beside the docs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from schoolproof.check.baseline.compare import Change, Comparison, State
from schoolproof.check.baseline.reached import Reach
from schoolproof.check.result import Finding, Verdict
from schoolproof.check.run import Run
from schoolproof.report import Options
from schoolproof.report.inert import inert_json
from schoolproof.report.summary import counts

SCHEMA = "schoolproof/check/1"
CHANGED = (State.NEW, State.WORSE, State.MENDED)


def render(run: Run, _options: Options) -> str:
    """The run as JSON text."""
    data: dict[str, Any] = {
        "schema": SCHEMA,
        "summary": _summary(run),
        "verdicts": [_verdict(verdict) for verdict in _told(run)],
        "problems": list(run.problems),
        "notes": list(run.notes),
    }
    if run.base:
        data["base"] = _base(run.base)
    return inert_json(json.dumps(data, indent=2, ensure_ascii=True)) + "\n"


def _left_out(base: Comparison | None) -> frozenset[str]:
    """Devices whose verdicts are those of the base and block nothing: they are only counted."""
    return frozenset() if base is None or base.strict else base.same


def _told(run: Run) -> Iterator[Verdict]:
    left_out = _left_out(run.base)
    return (verdict for verdict in run.verdicts if verdict.device not in left_out)


def _base(base: Comparison) -> dict[str, Any]:
    return {
        "rev": base.rev,
        "commit": base.commit,
        "strict": base.strict,
        **{state: [_change(c) for c in base.of(state)] for state in CHANGED},
        "unchanged": base.unchanged,
        "fewer": list(base.fewer),
        "judged": [{"host": a.host, "side": a.side, "why": a.why} for a in base.again],
        "cached": base.cached,
        "as_before": sorted(_left_out(base)),
        "reach": [_reach(reach) for reach in base.reach],
    }


def _reach(reach: Reach) -> dict[str, Any]:
    return {
        "change": reach.change,
        "site": reach.site,
        "device": reach.device,
        "from": list(reach.sources),
        "to": list(reach.targets),
        "services": list(reach.services),
        "policies": list(reach.policies),
        "packet": reach.packet or None,
        "conditions": list(reach.conditions),
        "sentence": reach.sentence,
    }


def _change(change: Change) -> dict[str, Any]:
    finding = change.finding
    return {
        "control": change.control,
        "site": change.site,
        "device": change.device,
        "severity": change.severity,
        "subject": str(finding.subject) if finding else None,
        "message": finding.message if finding else change.reason,
        "path": finding.path if finding else None,
        "line": finding.line if finding else None,
        "before": change.before or None,
        "now": finding.actual if finding and change.state is not State.MENDED else None,
        "waived": change.waived,
    }


def _summary(run: Run) -> dict[str, Any]:
    return {
        "today": str(run.today),
        "devices": len(run.results),
        "controls": len(run.controls),
        "fail_on": run.fail_on,
        "blocking": len(run.blocking),
        "exit_code": run.exit_code,
        "outcomes": counts(run.verdicts),
        "unread_lines": sum(len(result.unread) for result in run.results),
        "lines": sum(result.commands for result in run.results),
        "stale": list(run.stale),
    }


def _verdict(verdict: Verdict) -> dict[str, Any]:
    return {
        "control": verdict.control,
        "code": verdict.code,
        "standard": verdict.standard,
        "clauses": list(verdict.clauses),
        "site": verdict.site,
        "device": verdict.device,
        "outcome": verdict.outcome,
        "severity": verdict.severity,
        "certainty": verdict.certainty,
        "waived": verdict.waived,
        "blocking": verdict.blocking,
        "warn_until": verdict.warn_until or None,
        "checked": verdict.checked,
        "reasons": list(verdict.reasons),
        "findings": [_finding(finding) for finding in verdict.findings],
        "traceback": verdict.traceback or None,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "subject": str(finding.subject),
        "path": finding.path,
        "line": finding.line,
        "text": finding.quote,
        "message": finding.message,
        "expected": finding.expected,
        "actual": finding.actual,
        "severity": finding.severity,
        "remark": finding.is_remark,
        "because_of": finding.because_of or None,
        "waived": finding.waived,
        "waiver": finding.waiver_note or None,
        "fix": list(finding.fix),
    }
