"""A run for people who read it on a forge: one table, then the findings, worst first."""

from __future__ import annotations

import re
from collections.abc import Iterator

from schoolproof.check.result import Outcome, Verdict
from schoolproof.check.run import Run
from schoolproof.report import Options
from schoolproof.report.safe import printable
from schoolproof.report.summary import COLUMNS, Group, by_standard, commands, groups, title

SPECIAL = {ord(character): f"\\{character}" for character in "\\`*_{}[]()+.!|~:-"}
SPECIAL |= {ord("<"): "&lt;", ord(">"): "&gt;", ord("&"): "&amp;"}
# A forge looks for mentions and references after it has removed backslashes; a comment parts them.
SPECIAL |= {ord("@"): "@<!-- -->", ord("#"): "\\#<!-- -->"}


def render(run: Run, _options: Options) -> str:
    """The run as Markdown."""
    return "\n".join(_lines(run)) + "\n"


def escape(text: str) -> str:
    """Text that Markdown, HTML inside it, and mentions leave alone."""
    return printable(text).translate(SPECIAL)


def code(text: str) -> str:
    """Text as inline code, whatever back-ticks stand in it."""
    clean = printable(text)
    fence = "`" * (max((len(run) for run in re.findall(r"`+", clean)), default=0) + 1)
    pad = " " if clean.startswith("`") or clean.endswith("`") else ""
    return f"{fence}{pad}{clean}{pad}{fence}" if clean else ""


def _lines(run: Run) -> Iterator[str]:
    yield "# schoolproof check"
    yield ""
    blocking = len(run.blocking)
    yield f"**{blocking} verdicts block**" if blocking else "**Nothing blocks.**"
    yield f"Judged on {run.today}: {len(run.results)} devices, {len(run.controls)} controls."
    yield ""
    yield "| standard | " + " | ".join(COLUMNS) + " |"
    yield "|---|" + "---:|" * len(COLUMNS)
    for standard, numbers in by_standard(run.verdicts).items():
        yield f"| {title(standard)} | " + " | ".join(str(numbers[c]) for c in COLUMNS) + " |"
    yield from _list("Could not be judged", run.problems)
    if run.base:
        yield from _list("Who reaches whom", tuple(each.sentence for each in run.base.reach))
    failed = [v for v in run.verdicts if v.outcome is Outcome.FAIL]
    failed.sort(key=lambda v: (not v.blocking, -v.severity.rank, v.site, v.device))
    for verdict in failed:
        yield from _verdict(verdict)
    unknown = [
        f"{v.device or 'all schools'}: {v.control}: {'; '.join(v.reasons)}"
        for v in run.verdicts
        if v.outcome in {Outcome.UNKNOWN, Outcome.ERROR}
    ]
    yield from _list("Not known", tuple(unknown))
    yield from _list("Notes", run.notes)


def _list(heading: str, entries: tuple[str, ...]) -> Iterator[str]:
    if entries:
        yield ""
        yield f"## {heading}"
        yield ""
        yield from (f"- {escape(entry)}" for entry in entries)


def _verdict(verdict: Verdict) -> Iterator[str]:
    where = escape(verdict.device or "all schools")
    blocks = ", blocks" if verdict.blocking else ", waived" if verdict.waived else ""
    yield ""
    yield f"## {where}: {code(verdict.control)} ({verdict.severity}{blocks})"
    for group in groups(verdict):
        yield from _group(group)


def _group(group: Group) -> Iterator[str]:
    first = group.first
    line = f":{first.line}" if first.line else ""
    yield ""
    yield f"{escape(first.message)}: {escape(group.subjects)}, {code(first.path + line)}"
    if first.quote:
        yield ""
        yield code(first.quote)
    if first.expected or first.actual:
        yield ""
        yield f"Expected {escape(first.expected)}, is {escape(first.actual)}."
    if first.waiver_note:
        yield ""
        yield escape(first.waiver_note)
    whole = commands(group.findings)
    if whole and not first.waived:
        yield ""
        yield "```text"
        yield from (printable(command).replace("```", "'''") for command in whole)
        yield "```"
