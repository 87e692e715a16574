"""Numbers that every format shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from schoolproof.check.result import Finding, Outcome, Verdict

COLUMNS = ("pass", "fail", "waived", "unknown", "error", "not checked", "n/a")


def column(verdict: Verdict) -> str:
    """The column of the last table in which a verdict counts."""
    if verdict.outcome is Outcome.FAIL and verdict.waived:
        return "waived"
    return {
        Outcome.NOTCHECKED: "not checked",
        Outcome.NOTAPPLICABLE: "n/a",
    }.get(verdict.outcome, verdict.outcome.value)


def counts(verdicts: Iterable[Verdict]) -> dict[str, int]:
    """How many verdicts there are in each column."""
    found = Counter(column(verdict) for verdict in verdicts)
    return {name: found[name] for name in COLUMNS}


def by_standard(verdicts: Iterable[Verdict]) -> dict[str, dict[str, int]]:
    """The same for each standard."""
    groups: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        groups.setdefault(verdict.standard, []).append(verdict)
    return {name: counts(groups[name]) for name in sorted(groups)}


def title(slug: str) -> str:
    """`network_switching` → `Network switching`."""
    return slug.replace("_", " ").capitalize()


@dataclass(frozen=True, slots=True)
class Group:
    """Findings of one verdict that say the same of several subjects."""

    findings: tuple[Finding, ...]

    @property
    def first(self) -> Finding:
        """The one that is shown."""
        return self.findings[0]

    @property
    def subjects(self) -> str:
        """The first three subjects, and how many more."""
        names = [str(f.subject) for f in self.findings]
        more = f" and {len(names) - 3} more" if len(names) > 3 else ""  # noqa: PLR2004  three fit
        return ", ".join(names[:3]) + more


def commands(findings: Iterable[Finding]) -> list[str]:
    """The commands of several findings, a block that stands there already left out.

    A block is a command and the indented ones below it. Blocks of `config … end` are whole.
    """
    blocks: dict[tuple[str, ...], None] = {}
    for finding in findings:
        for block in _blocks(finding.fix):
            blocks.setdefault(block)
    return [command for block in blocks for command in block]


def _blocks(fix: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    block: list[str] = []
    for command in fix:
        opens = not command.startswith(" ") and command not in {"end", "exit"}
        if opens and block:
            yield tuple(block)
            block = []
        block.append(command)
    if block:
        yield tuple(block)


def groups(verdict: Verdict) -> list[Group]:
    """Findings of a verdict, those with one message and one value together."""
    found: dict[tuple[object, ...], list[Finding]] = {}
    for f in verdict.findings:
        key = (f.message, f.expected, f.actual, f.severity, f.waived, f.waiver_note)
        found.setdefault(key, []).append(f)
    return [Group(tuple(findings)) for findings in found.values()]
