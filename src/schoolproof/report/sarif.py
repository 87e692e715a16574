"""SARIF 2.1.0, for code scanning: https://docs.oasis-open.org/sarif/sarif/v2.1.0/."""

from __future__ import annotations

import json
from collections.abc import Iterator
from importlib.metadata import version
from itertools import islice
from typing import Any
from urllib.parse import quote

from schoolproof.check.baseline.compare import State, key_of
from schoolproof.check.baseline.kept import failures
from schoolproof.check.control import Control
from schoolproof.check.result import Finding, Outcome, Severity, Verdict
from schoolproof.check.run import Run
from schoolproof.report import Options
from schoolproof.report.entries import PLACE, clause_lines, fingerprints, silent, standard_url
from schoolproof.report.inert import inert_json, lines
from schoolproof.report.markdown import code, escape
from schoolproof.report.safe import printable
from schoolproof.report.summary import title

SCHEMA = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
LEVELS = {Severity.CRITICAL: "error", Severity.HIGH: "error", Severity.MEDIUM: "warning"}
# GitHub's scale: critical above 9.0, high from 7.0, medium from 4.0, low from 0.1.
SCORES = {Severity.CRITICAL: "9.5", Severity.HIGH: "8.0", Severity.MEDIUM: "5.0"}
STATES = {State.NEW: "new", State.WORSE: "updated", State.UNCHANGED: "unchanged"}
READABLE = 1_000  # results, and gaps; nobody reads more of them as text
MOST = 5_000  # results of one run that GitHub shows; it refuses a file with more than 25,000


def render(run: Run, _options: Options) -> str:
    """The run as a SARIF log."""
    rules = {control.id: index for index, control in enumerate(run.controls)}
    results = sorted(islice(_results(run, rules), MOST), key=lambda pair: pair[0])
    left_out = max(sum(failures(v.findings) for v in run.verdicts) - MOST, 0)
    log = {
        "$schema": SCHEMA,
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": _driver(run)},
                "invocations": [_invocation(run, left_out)],
                "columnKind": "unicodeCodePoints",
                "results": [result for _, result in results],
            }
        ],
    }
    indent = 2 if len(results) < READABLE else None  # without, it takes a tenth of the time
    return inert_json(json.dumps(log, indent=indent, ensure_ascii=True)) + "\n"


def _driver(run: Run) -> dict[str, Any]:
    return {
        "name": "schoolproof",
        "version": version("schoolproof"),
        "rules": [_rule(control) for control in run.controls],
    }


def _rule(control: Control) -> dict[str, Any]:
    why = " ".join(control.section("Why it matters:").split())
    expected = _outcomes(control.section("Expected results:"))
    clauses = clause_lines(control)
    text = [why, "", "Expected results:", *expected, "", "Standards:", *clauses]
    rule = {
        "id": control.code,
        "name": control.id,
        "shortDescription": {"text": control.title},
        "fullDescription": {"text": why or control.title},
        "help": {"text": "\n".join(text).strip(), "markdown": _help(why, expected, clauses)},
        "defaultConfiguration": {"level": _level(control.severity)},
        "properties": {
            "tags": [title(control.standard), *control.clauses],
            "precision": "very-high" if control.certainty == "fact" else "medium",
            "problem.severity": _level(control.severity).replace("note", "recommendation"),
            "security-severity": SCORES.get(control.severity, "2.0"),
        },
    }
    url = standard_url(control)
    return {**rule, "helpUri": url} if url else rule


def _outcomes(section: str) -> list[str]:
    """One line for each outcome; lines that go on are further to the right."""
    found: list[str] = []
    for line in section.splitlines():
        if found and line.startswith(" "):
            found[-1] += f" {line.strip()}"
        else:
            found.append(line.strip())
    return found


def _help(why: str, expected: list[str], clauses: list[str]) -> str:
    rows = [escape(why), "", "**Expected results**", ""]
    rows += [f"- {escape(line)}" for line in expected]
    rows += ["", "**Standards**", "", *(f"- {escape(line)}" for line in clauses)]
    return "\n".join(rows)


def _level(severity: Severity | None) -> str:
    return LEVELS.get(severity, "note") if severity else "note"


def _within(run: Run) -> Iterator[Verdict]:
    """Verdicts with findings, as many as the limit needs: the changed first, then the severe.

    Findings of 2,000 devices are only unpacked where they will be shown.
    """
    states = run.base.states if run.base else {}
    fresh = {key for key, found in states.items() if {State.NEW, State.WORSE} & {*found}}
    found = [verdict for verdict in run.verdicts if verdict.findings]
    devices = {device for _, _, device in fresh}
    found.sort(  # stable
        key=lambda v: (v.device not in devices or key_of(v) not in fresh, -v.severity.rank)
    )
    shown = 0
    for verdict in found:
        if shown >= MOST:
            return
        shown += failures(verdict.findings)
        yield verdict


def _results(run: Run, rules: dict[str, int]) -> Iterator[tuple[tuple[int, str], dict[str, Any]]]:
    for verdict in _within(run):
        for index, mark in enumerate(fingerprints(verdict)):
            finding = verdict.findings[index]
            if finding.is_remark:
                continue
            severity = finding.severity or verdict.severity
            result = _result(verdict, finding, mark, rules[verdict.control])
            if run.base:
                result["baselineState"] = STATES[run.base.state(verdict, index)]
            yield (-severity.rank, mark), result


def _result(verdict: Verdict, finding: Finding, mark: str, rule: int) -> dict[str, Any]:
    return {
        "ruleId": verdict.code,
        "ruleIndex": rule,
        "level": _level(finding.severity or verdict.severity),
        "kind": "fail",
        "message": _message(verdict, finding),
        "locations": [_location(finding)],
        # GitHub pairs alerts of two runs by the first; both are ours and know no line numbers.
        "partialFingerprints": {
            "primaryLocationLineHash": f"{mark[:16]}:1",
            "schoolproof/v1": mark,
        },
        "suppressions": _suppressions(finding),
        "properties": {"site": verdict.site, "device": verdict.device},
    }


def _message(verdict: Verdict, finding: Finding) -> dict[str, str]:
    where = verdict.device or "all schools"
    text = [f"{where}: {finding.message}: {finding.subject}."]
    shown = [escape(text[0])]
    if finding.expected or finding.actual:
        text.append(f"Expected {finding.expected}, is {finding.actual}.")
        shown.append(escape(text[-1]))
    if finding.fix:
        text += ["Mend with:", *finding.fix]
        shown += ["", "Mend with:", "", *(f"    {printable(line)}" for line in finding.fix)]
    # In a message a bracket may open a link and a brace is a placeholder; a backslash hides both.
    plain = lines(text).translate({ord(c): f"\\{c}" for c in "\\[]"})
    return {"text": plain.replace("{", "{{").replace("}", "}}"), "markdown": "\n".join(shown)}


def _location(finding: Finding) -> dict[str, Any]:
    place: dict[str, Any] = {"artifactLocation": {"uri": quote(finding.path or PLACE)}}
    region: dict[str, Any] = {"startLine": finding.line or 1}
    if finding.line and finding.quote:
        region["snippet"] = {"text": printable(finding.quote)}
    place["region"] = region
    return {"physicalLocation": place, "message": {"text": code(str(finding.subject)) or "device"}}


def _suppressions(finding: Finding) -> list[dict[str, str]]:
    if not finding.waived:
        return []
    note = printable(finding.waiver_note)
    return [{"kind": "external", "status": "accepted", "justification": note}]


def _invocation(run: Run, left_out: int) -> dict[str, Any]:
    notes = [("error", problem) for problem in run.problems]
    gaps = silent(run)
    notes += [(_note_level(verdict), _gap(verdict)) for verdict in gaps[:READABLE]]
    if len(gaps) > READABLE:
        notes.append(("warning", f"{len(gaps) - READABLE} more verdicts are not known"))
    if left_out:
        notes.append(("warning", f"{left_out} results of lower severity are not in this file"))
    return {
        "executionSuccessful": not run.problems,
        "exitCode": run.exit_code,
        "toolExecutionNotifications": [
            {"level": level, "message": {"text": printable(text)}} for level, text in notes
        ],
    }


def _note_level(verdict: Verdict) -> str:
    return "error" if verdict.outcome is Outcome.ERROR else "warning"


def _gap(verdict: Verdict) -> str:
    where = verdict.device or "all schools"
    return f"{verdict.control} is {verdict.outcome} on {where}: {'; '.join(verdict.reasons)}"
