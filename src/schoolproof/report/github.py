"""Annotations by GitHub's workflow commands, the worst first, within what GitHub shows.

GitHub shows ten errors and ten warnings of a step and drops the rest without a word, so a count
of the rest comes as a notice, of which there are ten more.
https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from dataclasses import dataclass

from schoolproof.check.result import Verdict
from schoolproof.check.run import Run
from schoolproof.report import Options
from schoolproof.report.entries import Entry, entries, silent
from schoolproof.report.inert import lines
from schoolproof.report.safe import printable

SHOWN = 10  # of each kind in one step
FIX_LINES = 12


@dataclass(frozen=True, slots=True)
class Note:
    """One annotation."""

    kind: str  # error or warning
    title: str
    text: str
    path: str = ""
    line: int | None = None


def render(run: Run, _options: Options) -> str:
    """The run as lines that the runner turns into annotations."""
    found = notes(run)
    shown = [note for kind in ("error", "warning") for note in _of(found, kind)[:SHOWN]]
    out = [_command(note) for note in shown]
    out.append(_closing(run, len(found) - len(shown)))
    return "\n".join(out) + "\n"


def _of(found: list[Note], kind: str) -> list[Note]:
    return [note for note in found if note.kind == kind]


def notes(run: Run) -> list[Note]:
    """What to annotate: inputs that could not be judged, then findings and gaps, worst first."""
    # What is not known stands on no line, so it comes after the findings, unless it blocks.
    found = [(not e.blocking, False, -e.severity.rank, _finding(e)) for e in entries(run)]
    found += [(not v.blocking, not v.blocking, -v.severity.rank, _gap(v)) for v in silent(run)]
    found.sort(key=lambda row: row[:3])
    problems = [Note("error", "could not be judged", problem) for problem in run.problems]
    return [*problems, *(row[3] for row in found)]


def _finding(entry: Entry) -> Note:
    state = f" ({entry.state})" if entry.state else ""
    text = [entry.sentence]
    fix = entry.fix
    if fix:
        text += ["Mend with:", *fix[:FIX_LINES]]
    if len(fix) > FIX_LINES:
        text.append(f"and {len(fix) - FIX_LINES} more lines")
    return Note(
        kind="error" if entry.blocking else "warning",
        title=f"{entry.severity}: {entry.title}{state}",
        text=lines(text),
        path=entry.first.path,
        line=entry.first.line,
    )


def _gap(verdict: Verdict) -> Note:
    text = f"{verdict.device or 'all schools'}: {'; '.join(verdict.reasons)}"
    kind = "error" if verdict.blocking else "warning"
    return Note(kind, f"{verdict.outcome}: {verdict.control}", printable(text))


def _command(note: Note) -> str:
    properties = [("file", note.path), ("line", str(note.line or ""))] if note.path else []
    properties.append(("title", f"schoolproof: {note.title}"))
    given = ",".join(f"{key}={_property(value)}" for key, value in properties if value)
    return f"::{note.kind} {given}::{_data(note.text)}"


def _closing(run: Run, hidden: int) -> str:
    blocking = len(run.blocking)
    text = f"{blocking} verdicts block" if blocking else "nothing blocks"
    if run.problems:
        text += f"; {len(run.problems)} inputs could not be judged, so this is no pass"
    if hidden:
        text += (
            f"; {hidden} more findings are not shown here, because GitHub shows {SHOWN} errors "
            f"and {SHOWN} warnings of a step: the step summary has them all"
        )
    return f"::notice title=schoolproof::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(printable(text)).replace(":", "%3A").replace(",", "%2C")
