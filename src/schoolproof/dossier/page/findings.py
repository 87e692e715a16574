"""Technical findings, by control: a few whole, more in a line each, and never one left unsaid."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from schoolproof.check.control import Control
from schoolproof.check.standards import resolve
from schoolproof.dossier.model import Dossier, Part
from schoolproof.dossier.page.marks import SEVERITIES, Mark
from schoolproof.dossier.page.sites import Sites
from schoolproof.dossier.page.text import ident, listed
from schoolproof.report.entries import Entry

WHOLE = 8  # findings of a control that are shown with quote and commands
WHOLES = 400  # of all controls together
LINES = 3000  # in a line each, of all controls together
LEAST = 20  # lines that each control may have in any case
COMMANDS = 60  # of one finding; a thousand ports would be a thousand times the same


@dataclass(frozen=True, slots=True)
class Row:
    """One finding, perhaps of several subjects."""

    entry: Entry
    mark: Mark
    keys: str
    where: str
    place: str
    subjects: str

    @property
    def fix(self) -> list[str]:
        """Commands that mend it; none where it is accepted."""
        return [] if self.entry.first.waived else self.entry.fix[:COMMANDS]

    @property
    def left(self) -> int:
        """How many commands more there are."""
        return 0 if self.entry.first.waived else max(0, len(self.entry.fix) - COMMANDS)


@dataclass(frozen=True, slots=True)
class FindingGroup:
    """All findings of a control. `omitted`: only counted; `omitted_keys`: schools of those."""

    code: str
    control: str
    title: str
    standard: str
    severity: Mark
    why: str
    clauses: tuple[tuple[str, str], ...]
    judgement: bool
    whole: tuple[Row, ...]
    lines: tuple[Row, ...]
    omitted: int
    omitted_keys: str
    omitted_severities: str
    anchor: str


def findings_view(dossier: Dossier, sites: Sites) -> dict[str, Any]:
    """Open findings and accepted ones, each by control, worst first."""
    still = [entry for entry in dossier.findings if not entry.first.waived]
    waived = [entry for entry in dossier.findings if entry.first.waived]
    return {
        "open": _groups(still, sites),
        "accepted": _groups(waived, sites),
        "count": len(still),
        "subjects": sum(len(entry.group.findings) for entry in still),
        "waived": len(waived),
        "linked": Part.STANDARDS in dossier.parts,
    }


def anchors(view: dict[str, Any]) -> dict[str, str]:
    """Where the findings of a control stand; open ones before accepted ones."""
    return {group.control: group.anchor for group in (*view["accepted"], *view["open"])}


def _groups(entries: Iterable[Entry], sites: Sites) -> list[FindingGroup]:
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        found.setdefault(entry.verdict.control, []).append(entry)
    if not found:
        return []
    lines = max(LEAST, LINES // len(found))
    whole = max(1, min(WHOLE, WHOLES // len(found)))
    groups = [_group(mine, sites, whole, lines) for mine in found.values()]
    return sorted(groups, key=lambda group: list(SEVERITIES.values()).index(group.severity))


def _group(entries: list[Entry], sites: Sites, whole: int, lines: int) -> FindingGroup:
    first = entries[0]
    worst = max((entry.severity for entry in entries), key=lambda severity: severity.rank)
    rest = entries[whole + lines :]
    return FindingGroup(
        code=first.verdict.code,
        control=first.verdict.control,
        title=first.control.title if first.control else first.verdict.control,
        standard=first.verdict.standard,
        severity=SEVERITIES[worst],
        why=_why(first.control),
        clauses=tuple((c.id, c.title) for ref in first.verdict.clauses for c in resolve(ref)),
        judgement=first.verdict.certainty == "judgement",
        whole=tuple(_row(entry, sites) for entry in entries[:whole]),
        lines=tuple(_row(entry, sites) for entry in entries[whole : whole + lines]),
        omitted=len(rest),
        omitted_keys=sites.keys({entry.verdict.site for entry in rest}) if rest else "",
        omitted_severities=" ".join(sorted({SEVERITIES[entry.severity].slug for entry in rest})),
        anchor=f"{'fa' if first.first.waived else 'fo'}-{ident(first.verdict.control)}",
    )


def _why(control: Control | None) -> str:
    return " ".join(control.section("Why it matters:").split()) if control else ""


def _row(entry: Entry, sites: Sites) -> Row:
    first, verdict = entry.first, entry.verdict
    return Row(
        entry=entry,
        mark=SEVERITIES[entry.severity],
        keys=sites.keys([verdict.site]),
        where=first.host or verdict.device or sites.name(verdict.site),
        place=f"{first.path}:{first.line}" if first.line else first.path,
        subjects=listed((str(finding.subject) for finding in entry.group.findings), 12),
    )
