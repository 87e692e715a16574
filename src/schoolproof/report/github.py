"""Annotations by GitHub's workflow commands, the worst first, within what GitHub shows.

GitHub shows ten errors and ten warnings of a step and drops the rest without a word, so a count
of the rest comes as a notice, of which there are ten more.
https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

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


Maker = Callable[[], Note]


def render(run: Run, _options: Options) -> str:
    """The run as lines that the runner turns into annotations."""
    waiting = notes(run)
    kinds = ("error", "warning")
    chosen = [make for kind in kinds for make in _of(waiting, kind)[:SHOWN]]
    out = [_command(make()) for make in chosen]
    out.append(_closing(run, len(waiting) - len(chosen)))
    return "\n".join(out) + "\n"


def _of(waiting: list[tuple[str, Maker]], kind: str) -> list[Maker]:
    return [make for its_kind, make in waiting if its_kind == kind]


def notes(run: Run) -> list[tuple[str, Maker]]:
    """What to annotate, worst first: the kind, and how the note is made if it is shown.

    Against a base only what is new or worse, unless all blocks: old findings would hide it.
    Inputs that could not be judged come first. What is not known stands on no line, so it comes
    after the findings, unless it blocks.
    """
    found: list[tuple[tuple[bool, bool, int], Maker]] = []
    fresh = run.base is not None and not run.base.strict
    for entry in entries(run, fresh=fresh):
        found.append(((not entry.blocking, False, -entry.severity.rank), partial(_finding, entry)))
    for verdict in silent(run, fresh=fresh):
        free = not verdict.blocking
        found.append(((free, free, -verdict.severity.rank), partial(_gap, verdict)))
    found.sort(key=lambda pair: pair[0])
    problems = [
        ("error", partial(Note, "error", "could not be judged", problem))
        for problem in run.problems
    ]
    return [*problems, *(("warning" if key[0] else "error", make) for key, make in found)]


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
    if run.base and not run.base.strict:
        text += f"; {run.base.unchanged} old findings are in the step summary only"
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
