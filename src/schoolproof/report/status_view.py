"""The status for a terminal, for a forge, and for machines."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from schoolproof.check.status import ClauseStatus, SiteStatus, State, TrustStatus
from schoolproof.report.markdown import escape
from schoolproof.report.safe import printable

SCHEMA = "schoolproof/status/1"
OPEN = (State.NOT_MET, State.PARTLY, State.NOT_KNOWN)
MARK = {
    State.MET: "met",
    State.PARTLY: "PARTLY",
    State.NOT_MET: "NOT MET",
    State.NOT_KNOWN: "not known",
    State.MANUAL: "manual",
    State.NOT_APPLICABLE: "-",
}


def clauses(site: SiteStatus) -> Iterator[ClauseStatus]:
    """All clauses of a site."""
    for area in site.areas:
        for group in area.groups:
            yield from group.clauses


def counts(site: SiteStatus) -> Counter[State]:
    """How many clauses of a site have each state."""
    return Counter(clause.state for clause in clauses(site))


def as_console(trust: TrustStatus) -> str:
    """Plain text: a table of areas by sites, then what is open at each site."""
    lines = [f"Status on {trust.today}: {trust.state}", ""]
    width = max(len(area.standard.title) for area in trust.sites[0].areas) + 2
    columns = [max(len(site.slug), 11) + 2 for site in trust.sites]
    head = "".join(site.slug.ljust(w) for site, w in zip(trust.sites, columns, strict=True))
    lines.append(f"{'':{width}}{printable(head)}")
    for index, area in enumerate(trust.sites[0].areas):
        states = [MARK[site.areas[index].state] for site in trust.sites]
        row = "".join(s.ljust(w) for s, w in zip(states, columns, strict=True))
        core = "" if area.standard.core else " *"
        lines.append(f"{area.standard.title + core:{width}}{row}".rstrip())
    lines += ["", "* not one of the six areas to be met by 2030", ""]
    for site in trust.sites:
        found = counts(site)
        numbers = ", ".join(f"{found[state]} {state}" for state in State if found[state])
        lines += [printable(f"{site.slug}: {site.state}; clauses: {numbers}")]
        for clause in (c for state in OPEN for c in clauses(site) if c.state is state):
            lines.append(f"  {MARK[clause.state]:10}{clause.clause.id:7}{clause.clause.title}")
            lines += [f"{'':19}{printable(reason)}" for reason in clause.reasons[:2]]
        lines.append("")
    return "\n".join(lines) + "\n"


def as_markdown(trust: TrustStatus) -> str:
    """One table of areas, then one of clauses for each site."""
    lines = ["# Where we stand", "", f"On {trust.today}: **{trust.state}**.", ""]
    lines.append("| area | " + " | ".join(escape(s.name or s.slug) for s in trust.sites) + " |")
    lines.append("|---|" + "---|" * len(trust.sites))
    for index, area in enumerate(trust.sites[0].areas):
        states = " | ".join(site.areas[index].state for site in trust.sites)
        core = "" if area.standard.core else " (not core)"
        lines.append(f"| {area.standard.title}{core} | {states} |")
    for site in trust.sites:
        lines += ["", f"## {escape(site.name or site.slug)}", ""]
        lines += ["| clause | title | status | as of | why |", "|---|---|---|---|---|"]
        for clause in clauses(site):
            why = escape("; ".join(clause.reasons[:2]))
            day = clause.as_of or ""
            title = escape(clause.clause.title)
            lines.append(f"| {clause.clause.id} | {title} | {clause.state} | {day} | {why} |")
    return "\n".join(lines) + "\n"


def as_json(trust: TrustStatus) -> str:
    """All of it; docs/schemas/status-1.json describes it."""
    return json.dumps(as_data(trust), indent=2, ensure_ascii=False) + "\n"


def as_data(trust: TrustStatus) -> dict[str, Any]:
    """The same as plain data, for other formats."""
    return {
        "schema": SCHEMA,
        "today": str(trust.today),
        "state": trust.state,
        "areas": trust.areas,
        "sites": [_site(site) for site in trust.sites],
    }


def _site(site: SiteStatus) -> dict[str, Any]:
    return {
        "site": site.slug,
        "name": site.name,
        "state": site.state,
        "areas": [
            {
                "standard": area.standard.standard,
                "title": area.standard.title,
                "core": area.standard.core,
                "state": area.state,
                "groups": [
                    {
                        "id": group.group.id,
                        "title": group.group.title,
                        "state": group.state,
                        "clauses": [_clause(clause) for clause in group.clauses],
                    }
                    for group in area.groups
                ],
            }
            for area in site.areas
        ],
    }


def _clause(clause: ClauseStatus) -> dict[str, Any]:
    return {
        "id": clause.clause.id,
        "title": clause.clause.title,
        "state": clause.state,
        "as_of": str(clause.as_of) if clause.as_of else None,
        "reasons": list(clause.reasons),
        "evidence": [
            {
                "control": e.control,
                "code": e.code,
                "device": e.device,
                "outcome": e.outcome,
                "kind": e.kind,
                "path": e.path,
                "day": str(e.day) if e.day else None,
                "too_old": e.old,
                "waived": e.waived,
            }
            for e in clause.evidence
        ],
    }
