"""Azure DevOps' logging commands: one issue a line, the worst first.

https://learn.microsoft.com/en-us/azure/devops/pipelines/scripts/logging-commands
"""

from __future__ import annotations

from schoolproof.check.run import Run
from schoolproof.report import Options
from schoolproof.report.github import Note, notes
from schoolproof.report.inert import ANYWHERE
from schoolproof.report.safe import printable

ESCAPES = (("%", "%AZP25"), (";", "%3B"), ("\r", "%0D"), ("\n", "%0A"), ("]", "%5D"))


def render(run: Run, _options: Options) -> str:
    """The run as issues of the task, and its result."""
    out = [_issue(make()) for _, make in notes(run)]
    blocking = len(run.blocking)
    if run.exit_code:
        said = f"{blocking} verdicts block, {len(run.problems)} inputs could not be judged"
        out.append(f"##vso[task.complete result=Failed]{said}")
    else:
        out.append("schoolproof: nothing blocks")
    return "\n".join(out) + "\n"


def _issue(note: Note) -> str:
    place = [("sourcepath", note.path), ("linenumber", str(note.line or ""))]
    properties = [("type", note.kind), *place, ("code", note.title.split(":")[0])]
    given = ";".join(f"{key}={_escape(printable(value))}" for key, value in properties if value)
    return f"##vso[task.logissue {given}]{_escape(f'{note.title}: {note.text}')}"


def _escape(text: str) -> str:
    text = ANYWHERE.sub("# ", text)
    for character, code in ESCAPES:
        text = text.replace(character, code)
    return text
