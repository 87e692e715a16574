"""How a plan is shown: for people, for a pull request, as the file that is approved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schoolproof.apply.model import DevicePlan, Plan, Risk
from schoolproof.apply.stored import as_json, plan_hash
from schoolproof.inventory.calendar import Answer
from schoolproof.report.safe import printable

FORMATS = ("console", "json", "markdown")
SIGNS = {"broken": "breaks", "unknown": "leaves unknown", "mended": "mends"}
Windows = Mapping[str, Answer]


def render(fmt: str, plan: Plan, windows: Windows) -> str:
    """A plan in one of `FORMATS`. The file form does not depend on when it was made."""
    if fmt == "json":
        return as_json(plan)
    lines = _markdown(plan, windows) if fmt == "markdown" else _console(plan, windows)
    return "\n".join([*lines, ""])


def _console(plan: Plan, windows: Windows) -> Iterator[str]:
    for device in plan.devices:
        if not device.steps and not device.kept and not device.left:
            continue
        yield _title(device)
        yield from (f"  {line}" for line in _said(device))
        for step in device.steps:
            why = f": {', '.join(step.why)}" if step.why else ""
            yield f"  {step.risk}{why}"
            yield from (f"    {line}" for line in _lines(step.commands))
        if device.steps:
            yield "  to undo it"
            yield from (f"    {line}" for line in _lines(device.rollback))
            yield f"  from {device.observed[:12]} to {device.predicted[:12]}"
        yield ""
    yield from _rest(plan, windows)


def _title(device: DevicePlan) -> str:
    steps = len(device.steps)
    what = f"{steps} steps, {device.risk}" if steps else "nothing to do"
    return f"{device.host} ({device.site}): {'REFUSED, ' if device.refused else ''}{what}"


def _said(device: DevicePlan) -> Iterator[str]:
    """All that a person should know before the commands."""
    for sentence in device.lockout:
        allowed = " (allowed by name)" if device.lockout_allowed else ""
        yield f"lock-out: {sentence}{allowed}"
    yield from (f"not mended by these commands: {printable(line)}" for line in device.left)
    for kept in device.kept:
        place, subject = printable(kept.place), printable(kept.subject)
        yield f"left as it is, waived: {place} ({kept.control}, {subject}; {printable(kept.note)})"
    for shift in device.verdicts:
        yield f"{SIGNS[shift.how]} {shift.code} {shift.control} ({shift.severity})"
    if device.secrets:
        yield f"needs the secrets {', '.join(sorted(device.secrets))}"
    if device.confirm_minutes:
        yield f"goes back by itself unless confirmed within {device.confirm_minutes} minutes"
    yield from (printable(note) for note in device.notes)


def _lines(commands: tuple[str, ...]) -> Iterator[str]:
    for command in commands:
        yield from (printable(line) for line in command.split("\n"))


def _rest(plan: Plan, windows: Windows) -> Iterator[str]:
    for one in plan.apart:
        detail = f": {printable(one.detail)}" if one.detail else ""
        yield f"{printable(one.host)}: {one.why}{detail}"
    yield from plan.notes
    yield from (f"change window of {site}: {answer.sentence}" for site, answer in windows.items())
    yield closing(plan)


def closing(plan: Plan) -> str:
    """One sentence, and the hash that is approved."""
    parts = [f"{len(plan.changing)} of {len(plan.devices)} devices would be changed"]
    if plan.refused:
        parts.append(f"{len(plan.refused)} are refused")
    if plan.apart:
        parts.append(f"{len(plan.apart)} were not planned")
    return f"{', '.join(parts)}; plan {plan_hash(plan)}"


def _markdown(plan: Plan, windows: Windows) -> Iterator[str]:
    yield from ("## Planned changes", "", closing(plan), "")
    for device in plan.devices:
        if not device.steps and not device.kept and not device.left:
            continue
        yield from (f"### {_title(device)}", "")
        yield from _fenced(_said(device))
        for step in device.steps:
            mark = "**danger**" if step.risk is Risk.DANGER else str(step.risk)
            yield from (f"{mark} {', '.join(step.why)}".rstrip(), "")
            yield from _fenced(_lines(step.commands))
        if device.rollback:
            yield from ("To undo it:", "")
            yield from _fenced(_lines(device.rollback))
    yield from _fenced(line for line in _rest(plan, windows) if line != closing(plan))


def _fenced(lines: Iterator[str]) -> Iterator[str]:
    """Text of devices stands in a block whose fence none of it can close."""
    shown = list(lines)
    if shown:
        longest = max((len(run) for line in shown for run in _ticks(line)), default=0)
        fence = "`" * max(3, longest + 1)
        yield from (f"{fence}text", *shown, fence, "")


def _ticks(line: str) -> Iterator[str]:
    run = ""
    for letter in f"{line} ":
        if letter == "`":
            run += letter
        elif run:
            yield run
            run = ""
