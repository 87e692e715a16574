"""What a technician reads: by site, device and standard, worst last, so that it stays in sight."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from io import StringIO
from typing import Any

from rich import box
from rich.console import Console
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from schoolproof.check.baseline.compare import Comparison, State
from schoolproof.check.result import Finding, Outcome, Severity, Verdict
from schoolproof.check.run import Run
from schoolproof.report import Options
from schoolproof.report.safe import printable
from schoolproof.report.summary import COLUMNS, Group, by_standard, commands, groups, title

STYLES = {
    Severity.CRITICAL: "bold white on red",
    Severity.HIGH: "bold red",
    Severity.MEDIUM: "yellow",
    Severity.LOW: "cyan",
    Severity.INFO: "dim",
}
REACH = {"reachable": "bold yellow", "unreachable": "green", "undecided": "magenta"}
MAX_FIX = 12  # lines of commands shown for one group of findings
MAX_REASONS = 3


def render(run: Run, options: Options) -> str:
    """The run as text, with colour when the options say so."""
    return _print(_parts(run, options), options)


def verdict_text(verdict: Verdict, options: Options) -> str:
    """One verdict alone, as `render` prints it."""
    return _print(_verdict(verdict, options), options)


def _print(parts: Iterable[Any], options: Options) -> str:
    out = StringIO()
    console = Console(
        file=out,
        width=options.width,
        force_terminal=options.colour,
        color_system="standard" if options.colour else None,
        highlight=False,
        markup=False,
        emoji=False,
        soft_wrap=False,
    )
    for part in parts:
        console.print(part)
    return out.getvalue()


def _parts(run: Run, options: Options) -> Iterator[Text | Table | Padding]:
    for result in run.results:
        shown = [v for v in run.verdicts if v.device == result.host and _worth(v, options)]
        if shown:
            yield Text(f"\n{result.site} / {result.host}", style="bold")
            yield Text(f"  {printable(result.path)}", style="dim")
            yield from _device(shown, options)
    wider = [v for v in run.verdicts if not v.device and _worth(v, options)]
    if wider:
        yield Text("\nAll schools", style="bold")
        yield from _device(wider, options)
    yield Text()
    yield _table(run)
    yield from _closing(run)


def _worth(verdict: Verdict, options: Options) -> bool:
    """Whether a verdict has something to say."""
    shown = {Outcome.FAIL, Outcome.UNKNOWN, Outcome.ERROR}
    return verdict.outcome in shown or bool(options.verbose and verdict.findings)


def _device(verdicts: Iterable[Verdict], options: Options) -> Iterator[Text | Padding]:
    order = sorted(verdicts, key=lambda v: (_rank(v), v.standard, v.control))
    unknown = [v for v in order if v.outcome is Outcome.UNKNOWN]
    for verdict in unknown:
        reasons = "; ".join(printable(r) for r in verdict.reasons[:MAX_REASONS])
        line = Text("  UNKNOWN ", style="magenta").append(f"{verdict.control}", style="default")
        yield line
        yield Padding(Text(reasons, style="dim"), (0, 0, 0, 10))
    for verdict in order:
        if verdict.outcome is not Outcome.UNKNOWN:
            yield from _verdict(verdict, options)


def _rank(verdict: Verdict) -> tuple[bool, int]:
    return verdict.blocking, verdict.severity.rank


def _verdict(verdict: Verdict, options: Options) -> Iterator[Text | Padding]:
    if verdict.outcome is Outcome.ERROR:
        line = Text("  ERROR ", style="bold red").append(verdict.control, style="default")
        yield line
        reason = printable("; ".join(verdict.reasons))
        yield Padding(Text(f"the control itself is broken: {reason}"), (0, 0, 0, 8))
        return
    for group in groups(verdict):
        if group.first.is_remark and not options.verbose:
            continue
        yield from _group(verdict, group, options)


def _group(verdict: Verdict, group: Group, options: Options) -> Iterator[Text | Padding]:
    first = group.first
    severity = first.severity or verdict.severity
    word = "WAIVED" if first.waived else str(severity).upper()
    style = "dim" if first.waived else STYLES[severity]
    head = Text("  ").append(f" {word} ", style=style)
    head.append(f" {printable(first.message)}", style="bold")
    yield head
    yield Padding(Text(_where(verdict, group), style="dim"), (0, 0, 0, 4))
    if first.quote and first.line:
        yield Padding(Text(f"{first.line:>5} | {printable(first.quote)}"), (0, 0, 0, 4))
    if first.expected or first.actual:
        values = f"expected {printable(first.expected)}, is {printable(first.actual)}"
        yield Padding(Text(values), (0, 0, 0, 4))
    if first.waiver_note:
        yield Padding(Text(printable(first.waiver_note), style="dim"), (0, 0, 0, 4))
    if verdict.warn_until:
        yield Padding(Text(f"only a warning until {verdict.warn_until}"), (0, 0, 0, 4))
    if not first.waived:
        yield from _fix(group.findings, options)


def _where(verdict: Verdict, group: Group) -> str:
    line = f":{group.first.line}" if group.first.line else ""
    subjects = printable(group.subjects)
    return f"{verdict.control} ({verdict.code}) · {subjects} · {group.first.path}{line}"


def _fix(findings: Iterable[Finding], options: Options) -> Iterator[Padding]:
    whole = commands(findings)
    if not whole:
        return
    shown = whole if options.verbose else whole[:MAX_FIX]
    body = "\n".join(printable(c) if c.strip() else "" for c in shown)
    text = Text("mend with:\n", style="green").append(body, style="default")
    if len(shown) < len(whole):
        text.append(f"\n… {len(whole) - len(shown)} more lines: --verbose", style="dim")
    yield Padding(text, (0, 0, 0, 4))


def _table(run: Run) -> Table:
    table = Table(box=box.SIMPLE, pad_edge=False, padding=(0, 1))
    table.add_column("standard", no_wrap=False)
    for name in COLUMNS:
        table.add_column(name, justify="right")
    for standard, numbers in by_standard(run.verdicts).items():
        table.add_row(title(standard), *(str(numbers[name] or "·") for name in COLUMNS))
    return table


def _closing(run: Run) -> Iterator[Text]:
    for note in run.notes:
        yield Text(f"note: {printable(note)}", style="yellow")
    for problem in run.problems:
        yield Text(f"could not judge: {printable(problem)}", style="bold red")
    unread = sum(len(result.unread) for result in run.results)
    lines = sum(result.commands for result in run.results) or 1
    yield Text(
        f"{len(run.results)} devices, {len(run.controls)} controls, {lines} lines, "
        f"of which {unread} ({100 * unread / lines:.1f} %) were not understood"
    )
    if run.base:
        yield from _base(run.base)
    blocking = run.blocking
    if blocking:
        yield Text(f"{len(blocking)} verdicts block (from severity {run.fail_on} on):")
        for v in blocking:
            yield Text(f"  {v.severity} {v.device or 'all schools'}: {v.control}", style="red")
    elif run.problems:
        yield Text("Not everything could be judged, so this is no pass.", style="bold red")
    else:
        yield Text(f"Nothing blocks (from severity {run.fail_on} on).", style="green")


def _base(base: Comparison) -> Iterator[Text]:
    """What changed against another revision, worst last."""
    numbers = {state: len(base.of(state)) for state in (State.NEW, State.WORSE, State.MENDED)}
    said = ", ".join(f"{number} {state}" for state, number in numbers.items())
    again = len({a.host for a in base.again if a.side == "now"})
    yield Text(f"against {printable(base.rev)}: {said}, {base.unchanged} unchanged", style="bold")
    yield Text(f"{again} devices were judged again, the others came from the cache", style="dim")
    for change in base.of(State.MENDED) + base.of(State.NEW, State.WORSE)[::-1]:
        finding = change.finding
        what = f"{finding.message}: {finding.subject}" if finding else change.reason
        where = change.device or "all schools"
        line = f"  {change.state} {change.severity} {where}: {change.control}: {what}"
        yield Text(printable(line), style="green" if change.state is State.MENDED else "red")
    for reach in base.reach:
        yield Text(f"  {printable(reach.sentence)}", style=REACH[reach.change])
