"""One table for a spreadsheet: clauses, findings, waivers and devices, told apart by `kind`."""

from __future__ import annotations

from collections.abc import Iterator

from schoolproof.check.status import SiteStatus
from schoolproof.dossier.model import Accepted, Dossier, Held, Part
from schoolproof.report.csv_cells import rows
from schoolproof.report.entries import Entry

HEADER = (
    "kind",
    "site",
    "standard",
    "code",  # of the clause or of the control
    "title",
    "state",  # of the clause; of findings: new in a wave of changes, waived, open
    "severity",
    "as_of",
    "device",
    "place",
    "message",
    "expected",
    "actual",
    "fix",
    "owner",
    "until",
)
Row = dict[str, str]


def render(dossier: Dossier) -> str:
    """The table; cells that a spreadsheet would take for a formula are made harmless."""
    table = [[row.get(name, "") for name in HEADER] for row in _rows(dossier)]
    return rows(HEADER, table)


def _rows(dossier: Dossier) -> Iterator[Row]:
    parts = dossier.parts
    if Part.STANDARDS in parts:
        for site in dossier.status.sites:
            yield from _clauses(site)
    if Part.FINDINGS in parts:
        yield from (_finding(entry) for entry in dossier.findings)
        yield from _unknown(dossier)
    if Part.WAIVERS in parts:
        yield from (_waiver(waiver) for waiver in dossier.accepted)
    if Part.COLLECTED in parts:
        yield from (_device(held) for held in dossier.held)


def _clauses(site: SiteStatus) -> Iterator[Row]:
    for area in site.areas:
        for clause in (clause for group in area.groups for clause in group.clauses):
            yield {
                "kind": "clause",
                "site": site.slug,
                "standard": area.standard.standard,
                "code": clause.clause.id,
                "title": clause.clause.title,
                "state": clause.state,
                "as_of": str(clause.as_of or ""),
                "message": "; ".join(clause.reasons),
            }


def _finding(entry: Entry) -> Row:
    first = entry.first
    return {
        "kind": "finding",
        "site": entry.verdict.site,
        "standard": entry.verdict.standard,
        "code": entry.verdict.code,
        "title": entry.control.title if entry.control else entry.verdict.control,
        "state": "waived" if first.waived else "open",
        "severity": entry.severity,
        "device": entry.verdict.device,
        "place": f"{first.path}:{first.line}" if first.line else first.path,
        "message": f"{first.message}: {entry.group.subjects}",
        "expected": first.expected,
        "actual": first.actual,
        "fix": "" if first.waived else " / ".join(line.strip() for line in entry.fix),
    }


def _unknown(dossier: Dossier) -> Iterator[Row]:
    for silence in dossier.silences:
        yield {
            "kind": "unknown",
            "standard": silence.standard,
            "code": silence.code,
            "title": silence.what,
            "state": "not known",
            "device": ", ".join(silence.where),
            "message": silence.why,
        }


def _waiver(waiver: Accepted) -> Row:
    entry = waiver.entry
    return {
        "kind": "waiver",
        "site": entry.site,
        "code": entry.control,
        "title": entry.subject or "",
        "state": "ended" if waiver.days < 0 else f"{waiver.days} days left",
        "device": entry.device,
        "place": waiver.place,
        "message": entry.reason,
        "actual": entry.accepted,
        "owner": entry.owner,
        "until": str(entry.expires),
    }


def _device(held: Held) -> Row:
    return {
        "kind": "device",
        "site": held.site,
        "title": held.platform,
        "state": "too old" if held.stale else "",
        "as_of": str(held.day or ""),
        "device": held.device,
        "place": held.path,
        "message": f"{held.unread} of {held.lines} commands were not understood",
    }
