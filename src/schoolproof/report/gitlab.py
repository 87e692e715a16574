"""GitLab's code quality report: https://docs.gitlab.com/ci/testing/code_quality/."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from schoolproof.check.result import Severity
from schoolproof.check.run import Run
from schoolproof.report import Options
from schoolproof.report.entries import PLACE, fingerprints
from schoolproof.report.inert import inert_json
from schoolproof.report.safe import printable

SEVERITIES = {
    Severity.LOW: "minor",
    Severity.MEDIUM: "major",
    Severity.HIGH: "critical",
    Severity.CRITICAL: "blocker",
}


def render(run: Run, _options: Options) -> str:
    """The findings that nobody accepted, as a list. GitLab compares it with the target branch's."""
    return inert_json(json.dumps(list(_issues(run)), indent=2, ensure_ascii=True)) + "\n"


def _issues(run: Run) -> Iterator[dict[str, Any]]:
    for verdict in run.verdicts:
        if not verdict.findings:
            continue
        for finding, mark in zip(verdict.findings, fingerprints(verdict), strict=True):
            if finding.is_remark or finding.waived:
                continue
            where = verdict.device or "all schools"
            values = f": expected {finding.expected}, is {finding.actual}" if finding.actual else ""
            said = f"{where}: {finding.message}: {finding.subject}{values}"
            yield {
                "description": printable(said),
                "check_name": verdict.control,
                "fingerprint": mark,
                "severity": SEVERITIES.get(finding.severity or verdict.severity, "info"),
                "location": {"path": finding.path or PLACE, "lines": {"begin": finding.line or 1}},
            }
