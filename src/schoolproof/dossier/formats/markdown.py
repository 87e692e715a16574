"""The report as Markdown, for a forge or a wiki; what devices and people wrote is escaped."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import islice

from schoolproof.check.status import State
from schoolproof.dossier.model import Dossier, Part
from schoolproof.report import roadmap_view, status_view, trend_view
from schoolproof.report.entries import Entry
from schoolproof.report.markdown import code, escape
from schoolproof.report.safe import printable

MOST = 200  # findings that are printed; the rest are counted, and are whole in CSV and JSON


def render(dossier: Dossier) -> str:
    """The whole report."""
    return "\n".join(line for part in dossier.parts for line in WRITERS[part](dossier)) + "\n"


def table(header: Iterable[str], rows: Iterable[Iterable[object]]) -> Iterator[str]:
    """A table with escaped cells; nothing where there is no row."""
    head = list(header)
    lines = ["| " + " | ".join(escape(str(cell)) for cell in row) + " |" for row in rows]
    if lines:
        yield from ("", "| " + " | ".join(head) + " |", "|" + "---|" * len(head), *lines)


def _front(dossier: Dossier) -> Iterator[str]:
    yield f"# {escape(dossier.name)}: where we stand"
    yield ""
    yield f"On {dossier.today}: **{dossier.status.state}**. {escape(dossier.revision.sentence)}."
    sites = dossier.status.sites
    areas = sites[0].areas if sites else ()
    rows = [
        (area.standard.title, *(site.areas[index].state for site in sites))
        for index, area in enumerate(areas)
    ]
    yield from table(("area", *(escape(site.name or site.slug) for site in sites)), rows)
    yield from _since(dossier)
    yield from ("", "## What to do next")
    yield from _next(dossier)
    yield from ("", "## What we do not know", "")
    yield from _unknown(dossier)


def _since(dossier: Dossier) -> Iterator[str]:
    since = dossier.since
    yield from ("", "## What changed since the last term", "")
    if since.problem:
        yield f"Not known: {escape(since.problem)}."
        return
    yield f"From {since.day} to {dossier.today} ({escape(since.term)}):"
    yield ""
    yield f"- clauses met: {since.met_then} → {since.met_now}"
    yield f"- controls that failed: {since.failed_then} → {since.failed_now}"
    yield f"- controls without an answer: {since.unknown_then} → {since.unknown_now}"
    yield from (f"- {escape(s.title)}: {s.then} → {s.now}" for s in since.shifts)


def _next(dossier: Dossier) -> Iterator[str]:
    if not dossier.next_steps:
        yield from ("", "Nothing is open.")
    for number, step in enumerate(dossier.next_steps, 1):
        due = f", by {step.due}" if step.due else ""
        yield from ("", f"{number}. **{escape(step.title)}**{due} ({escape(step.who)})", "")
        yield f"   {escape(step.why)}"


def _unknown(dossier: Dossier) -> Iterator[str]:
    if not dossier.silences:
        yield "Every control had an answer."
    for silence in islice(dossier.silences, MOST):
        where = ", ".join(silence.where)
        what, why = escape(f"{silence.what} ({silence.code})"), escape(silence.why)
        yield f"- {what}: {why} ({escape(where)})"


def _standards(dossier: Dossier) -> Iterator[str]:
    for site in dossier.status.sites:
        yield from ("", f"## {escape(site.name or site.slug)}, clause by clause")
        rows = [
            (c.clause.id, c.clause.title, c.state, c.as_of or "", "; ".join(c.reasons[:2]))
            for c in status_view.clauses(site)
            if c.state is not State.NOT_APPLICABLE
        ]
        yield from table(("clause", "title", "status", "as of", "why"), rows)


def _roadmap(dossier: Dossier) -> Iterator[str]:
    yield from ("", *_lower(roadmap_view.as_markdown(dossier.roadmap)))


def _trend(dossier: Dossier) -> Iterator[str]:
    if dossier.trend.points:
        yield from ("", *_lower(trend_view.as_markdown(dossier.trend)))


def _lower(text: str) -> Iterator[str]:
    """Another page as a part of this one: its headings one level down."""
    for line in text.rstrip("\n").split("\n"):
        yield f"#{line}" if line.startswith("#") else line


def _findings(dossier: Dossier) -> Iterator[str]:
    found = [entry for entry in dossier.findings if not entry.first.waived]
    yield from ("", f"## Technical findings ({len(found)})")
    for entry in found[:MOST]:
        yield from _finding(entry)
    if len(found) > MOST:
        yield from ("", f"{len(found) - MOST} more are in the CSV and JSON formats.")


def _finding(entry: Entry) -> Iterator[str]:
    first = entry.first
    place = f"{first.path}:{first.line}" if first.line else first.path
    yield from ("", f"### {entry.severity}: {escape(entry.title)}", "")
    yield f"{escape(entry.sentence)} {code(place)}"
    if first.quote:
        yield from ("", code(first.quote))
    if entry.fix:
        yield from ("", "```text")
        yield from (printable(command).replace("```", "'''") for command in entry.fix)
        yield "```"


def _reach(dossier: Dossier) -> Iterator[str]:
    for matrix in dossier.reach:
        yield from ("", f"## Who may talk to whom at {escape(matrix.site)}")
        rows = [
            (source, *(_cell(matrix.cells, source, target) for target in matrix.purposes))
            for source in matrix.purposes
        ]
        yield from table(("from \\ to", *(escape(p) for p in matrix.purposes)), rows)


def _cell(cells: Mapping[tuple[str, str], object], source: str, target: str) -> str:
    cell = cells.get((source, target))
    return str(getattr(cell, "decision", "")) if cell else ""


def _waivers(dossier: Dossier) -> Iterator[str]:
    yield from ("", "## Accepted risks")
    rows = [
        (
            *(w.entry.control, w.entry.device or w.entry.site, w.entry.owner, w.entry.expires),
            f"{w.days} days left" if w.days >= 0 else "ended",
            w.entry.reason,
        )
        for w in dossier.accepted
    ]
    yield from table(("control", "where", "owner", "until", "", "why"), rows)


def _collected(dossier: Dossier) -> Iterator[str]:
    yield from ("", "## What was collected", "", f"Judged: {escape(dossier.revision.sentence)}.")
    rows = [
        (
            *(h.site, h.device, h.platform, h.day or "never", "too old" if h.stale else ""),
            f"{h.unread} of {h.lines}",
        )
        for h in dossier.held
    ]
    yield from table(("school", "device", "platform", "collected", "", "not understood"), rows)


def _records(dossier: Dossier) -> Iterator[str]:
    if not dossier.records:
        return
    yield from ("", "## Changes that were applied")
    rows = [
        (
            record.get("plan", "")[:16],
            host,
            entry.get("finished", ""),
            entry.get("end", "not ended"),
        )
        for record in dossier.records
        for host, entry in record.get("devices", {}).items()
    ]
    yield from table(("plan", "device", "finished", "end"), rows)


WRITERS: Mapping[Part, Callable[[Dossier], Iterator[str]]] = {
    Part.FRONT: _front,
    Part.STANDARDS: _standards,
    Part.ROADMAP: _roadmap,
    Part.TREND: _trend,
    Part.FINDINGS: _findings,
    Part.REACH: _reach,
    Part.WAIVERS: _waivers,
    Part.COLLECTED: _collected,
    Part.RECORDS: _records,
}
