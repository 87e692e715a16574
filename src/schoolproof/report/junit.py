"""JUnit XML: a suite for each device, a case for each control on it.

Elements and attributes are those that Jenkins' schema (junit-10.xsd), GitLab, GitHub's and Azure's
readers share. What is not known is skipped and says so: no reader counts it as passed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from schoolproof.check.result import Finding, Outcome, Verdict
from schoolproof.check.run import Run
from schoolproof.report import Options
from schoolproof.report.inert import inert_xml, lines
from schoolproof.report.safe import printable

SKIPPED = frozenset({Outcome.UNKNOWN, Outcome.NOTAPPLICABLE, Outcome.NOTCHECKED})


def render(run: Run, _options: Options) -> str:
    """The run as JUnit XML."""
    root = Element("testsuites", {"name": "schoolproof"})
    suites: dict[str, list[Verdict]] = {}
    for verdict in run.verdicts:
        name = f"{verdict.site}/{verdict.device}".strip("/") or "all schools"
        suites.setdefault(name, []).append(verdict)
    for name, verdicts in suites.items():
        _suite(root, name, [_case(verdict) for verdict in verdicts])
    if run.problems:
        _suite(root, "could not be judged", [_problem(problem) for problem in run.problems])
    indent(root)
    text = tostring(root, encoding="unicode")
    return inert_xml(f'<?xml version="1.0" encoding="UTF-8"?>\n{text}\n')


def _suite(root: Element, name: str, cases: Iterable[Element]) -> None:
    found = list(cases)
    kinds = Counter(child.tag for case in found for child in case)
    numbers = {
        "tests": len(found),
        "failures": kinds["failure"],
        "errors": kinds["error"],
        "skipped": kinds["skipped"],
    }
    attributes = {"name": printable(name), **{key: str(n) for key, n in numbers.items()}}
    SubElement(root, "testsuite", attributes).extend(found)


def _case(verdict: Verdict) -> Element:
    where = f"{verdict.site}.{verdict.device}".strip(".") or "trust"
    name = printable(f"{verdict.code} {verdict.control}")
    case = Element("testcase", {"classname": printable(where), "name": name, "time": "0"})
    if verdict.outcome is Outcome.ERROR:
        _child(case, "error", "; ".join(verdict.reasons), verdict, verdict.traceback.splitlines())
    elif verdict.outcome is Outcome.FAIL and not verdict.waived:
        failed = [f for f in verdict.findings if not f.is_remark and not f.waived]
        body = [line for finding in failed for line in _finding(finding)]
        said = f"{failed[0].message}: {failed[0].subject}"
        more = f" and {len(failed) - 1} more" if len(failed) > 1 else ""
        _child(case, "failure", said + more, verdict, body)
    elif verdict.outcome is Outcome.FAIL:
        notes = dict.fromkeys(f.waiver_note for f in verdict.findings if f.waived)
        case.append(Element("skipped", {"message": printable(f"waived: {'; '.join(notes)}")}))
    elif verdict.outcome in SKIPPED:
        said = f"{verdict.outcome}: {'; '.join(verdict.reasons)}"
        case.append(Element("skipped", {"message": printable(said)}))
    return case


def _child(case: Element, tag: str, message: str, verdict: Verdict, body: Iterable[str]) -> None:
    kind = f"{verdict.severity}{'' if verdict.blocking else ', does not block'}"
    child = SubElement(case, tag, {"message": printable(message), "type": kind})
    child.text = lines(body)


def _finding(finding: Finding) -> list[str]:
    place = f"{finding.path}:{finding.line}" if finding.line else finding.path
    said = [f"{place}: {finding.message}: {finding.subject}"]
    if finding.expected or finding.actual:
        said.append(f"expected {finding.expected}, is {finding.actual}")
    return [*said, *(["mend with:", *finding.fix] if finding.fix else []), ""]


def _problem(problem: str) -> Element:
    case = Element(
        "testcase", {"classname": "schoolproof", "name": printable(problem), "time": "0"}
    )
    SubElement(case, "error", {"message": printable(problem), "type": "problem"})
    return case
