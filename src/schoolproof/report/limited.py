"""Markdown within the limit of a forge: whole blocks, then a sentence that says what is missing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from schoolproof.check.baseline.compare import Change, Comparison, State
from schoolproof.check.result import Severity, Verdict
from schoolproof.check.run import Run
from schoolproof.report.entries import Entry, entries, silent
from schoolproof.report.markdown import code, escape
from schoolproof.report.safe import printable
from schoolproof.report.summary import COLUMNS, by_standard, title

RESERVE = 300  # bytes kept for the sentence about what is missing
HEAD = "| | control | device | what | is |\n|---|---|---|---|---|"


@dataclass(frozen=True, slots=True)
class Block:
    """Text that is shown whole or not at all. `counts`: how many findings it holds."""

    text: str
    counts: int = 0


def fit(blocks: Iterable[Block], limit: int, elsewhere: str) -> str:
    """As many blocks as fit in `limit` bytes of UTF-8."""
    out, size, missing, full = [], 0, 0, False
    for block in blocks:
        length = len(block.text.encode("utf-8", "surrogatepass")) + 1
        full = full or size + length > limit - RESERVE
        if full:
            missing += block.counts
        else:
            out.append(block.text)
            size += length
    if full:
        out.append(f"\n{missing} more entries do not fit here: {elsewhere}")
    return "\n".join(out) + "\n"


def verdict_line(run: Run) -> str:
    """The first sentence: does it block, and how much was judged."""
    blocking = len(run.blocking)
    if run.problems:
        said = "**Not everything could be judged, so this is no pass.**"
    elif blocking:
        said = f"**{blocking} {'verdict blocks' if blocking == 1 else 'verdicts block'}.**"
    else:
        said = "**Nothing blocks.**"
    judged = f"{len(run.results)} devices, {len(run.controls)} controls, on {run.today}."
    return f"{said} Judged: {judged}"


def base_line(base: Comparison) -> str:
    """How much is new, worse and mended against the base."""
    numbers = {state: len(base.of(state)) for state in (State.NEW, State.WORSE, State.MENDED)}
    said = ", ".join(f"{number} {state}" for state, number in numbers.items())
    mode = "everything blocks" if base.strict else "only what is new or worse blocks"
    where = f"{code(base.rev)} ({base.commit[:12]})"
    return f"Against {where}: {said}, {base.unchanged} unchanged; {mode}."


def reach_rows(base: Comparison) -> list[Block]:
    """Who can now reach whom by the change, and who no longer can."""
    return sentences(reach.sentence for reach in base.reach)


def change_rows(changes: Sequence[Change]) -> Iterator[Block]:
    """One table row for each change."""
    for change in changes:
        yield Block(_row(change), counts=1)


def _row(change: Change) -> str:
    finding = change.finding
    what = f"{finding.message}: {finding.subject}" if finding else change.reason
    now = finding.actual if finding else "not known"
    was = f"{change.before} → {now}" if change.before and change.before != now else now
    state = f"waived, {change.state}" if change.waived else str(change.state)
    device = change.device or "all schools"
    cells = (f"{state}, {change.severity}", change.control, device, what, was)
    return "| " + " | ".join(escape(cell) for cell in cells) + " |"


def fixes(found: Iterable[Entry]) -> Iterator[Block]:
    """For each finding its place and the commands that mend it, ready to paste."""
    for entry in found:
        first = entry.first
        place = code(f"{first.path}:{first.line}" if first.line else first.path)
        state = f", {entry.state}" if entry.state else ""
        rows = [f"**{escape(entry.title)}** ({entry.severity}{state}) {place}".rstrip(), ""]
        rows.append(escape(entry.sentence))
        if first.line and first.quote:
            rows += ["", code(first.quote)]
        if entry.fix:
            rows += ["", "Mend with:", "", *fenced(entry.fix)]
        rows.append("")
        yield Block("\n".join(rows), counts=len(entry.group.findings))


def fenced(commands: Sequence[str]) -> list[str]:
    """Lines between fences longer than any run of back-ticks in them."""
    clean = [printable(command) for command in commands]
    longest = max((len(part) for line in clean for part in _ticks(line)), default=0)
    fence = "`" * max(3, longest + 1)
    return [f"{fence}text", *clean, fence]


def _ticks(line: str) -> Iterator[str]:
    run = ""
    for character in f"{line}\n":
        if character == "`":
            run += character
        elif run:
            yield run
            run = ""


def not_known(verdicts: Iterable[Verdict]) -> Iterator[Block]:
    """What could not be said, and why."""
    for verdict in verdicts:
        where = escape(verdict.device or "all schools")
        reasons = escape("; ".join(verdict.reasons))
        yield Block(f"- {where}: {code(verdict.control)} ({verdict.outcome}): {reasons}", counts=1)


def listed(heading: str, blocks: Sequence[Block]) -> Iterator[Block]:
    """A section, if there is anything in it."""
    if blocks:
        yield Block(f"\n## {heading}\n")
        yield from blocks


def sentences(texts: Iterable[str]) -> list[Block]:
    """A list of sentences."""
    return [Block(f"- {escape(text)}", counts=1) for text in texts]


def table(run: Run) -> Block:
    """Numbers by standard."""
    rows = ["", "| standard | " + " | ".join(COLUMNS) + " |", "|---|" + "---:|" * len(COLUMNS)]
    for standard, numbers in by_standard(run.verdicts).items():
        rows.append(f"| {title(standard)} | " + " | ".join(str(numbers[c]) for c in COLUMNS) + " |")
    return Block("\n".join(rows))


def waived_rows(run: Run) -> list[Block]:
    """Accepted findings, with who accepted them and until when."""
    found = [entry for entry in entries(run, waived=True) if entry.first.waived]
    return [Block(f"- {escape(e.sentence)} {escape(e.first.waiver_note)}", counts=1) for e in found]


def unknown(run: Run, at_least: Severity = Severity.INFO) -> list[Block]:
    """What is not known, from a severity on."""
    return list(not_known(v for v in silent(run) if v.severity.rank >= at_least.rank))
