"""How drift is shown: for people, for a pull request, for machines. Always accepted → observed."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from schoolproof.drift.changes import heading
from schoolproof.drift.model import Apart, Change, DeviceDrift, DriftRun, Kind, Side
from schoolproof.report.safe import printable

SCHEMA = "schoolproof/drift/1"
FORMATS = ("console", "json", "markdown")
SIGNS = {"broken": "breaks", "unknown": "leaves unknown", "mended": "mends"}


def render(fmt: str, run: DriftRun) -> str:
    """A run in one of `FORMATS`."""
    if fmt == "json":
        return as_json(run)
    return markdown(run) if fmt == "markdown" else console(run)


def commands(run: DriftRun) -> str:
    """What puts the devices back, one block a device, each ready to paste."""
    lines: list[str] = []
    for device in run.drifted:
        mark, remedy = device.comment, device.remedy
        lines.append(f"{mark} {device.host}: back to what Git accepts")
        if remedy is None or not (remedy.commands or remedy.left):
            lines += [f"{mark} only model, serial number or firmware differ: no command for that"]
            continue
        if remedy.secrets:
            names = ", ".join(sorted(remedy.secrets))
            lines.append(f"{mark} fill in from your vault: {names}")
        lines += [_command(command) for command in remedy.commands]
        lines += [f"{mark} not put back by these: {printable(left)}" for left in remedy.left]
    return "\n".join([*lines, ""]) if lines else ""


def _command(command: str) -> str:
    return "\n".join(printable(line) for line in command.split("\n"))


def console(run: DriftRun) -> str:
    """Plain text for a technician, the worst device first, the closing sentence last."""
    lines: list[str] = []
    for device in run.drifted:
        lines += [_title(device), *(f"  {line}" for line in _changes(device.changes))]
        lines += [f"  {line}" for line in _shifts(device)]
        lines.append("")
    lines += [f"{_apart(one)}" for one in run.apart]
    lines += list(run.notes)
    return "\n".join([*lines, closing(run), ""])


def closing(run: DriftRun) -> str:
    """One sentence: how many devices drifted, how many were not compared."""
    noise = sum(1 for d in run.devices if Kind.NOISE in d.kinds)
    parts = [f"{len(run.drifted)} of {len(run.devices)} devices drifted"]
    if noise:
        parts.append(f"{noise} differ in letters only")
    if run.apart:
        parts.append(f"{len(run.apart)} were not compared")
    return ", ".join(parts)


def _title(device: DeviceDrift) -> str:
    kinds = ", ".join(device.kinds)
    if device.kinds == (Kind.FIRMWARE,):
        kinds = "firmware only"
    since = f" (still as in commit {device.commit[:10]})" if device.commit else ""
    return f"{device.host} ({device.site}): {kinds}{since}"


def _groups(changes: tuple[Change, ...]) -> dict[str, list[Change]]:
    groups: dict[str, list[Change]] = {}
    for change in changes:
        groups.setdefault(change.place, []).append(change)
    return groups


def _heading(place: str, group: list[Change]) -> str:
    return printable(heading(place, group))


def _changes(changes: tuple[Change, ...]) -> Iterator[str]:
    for place, group in _groups(changes).items():
        for part in [group] if place else [[change] for change in group]:
            yield _heading(place, part)
            for change in part:
                yield f"  - {_side(change.accepted)}"
                yield f"  + {_side(change.observed)}"


def _side(side: Side | None) -> str:
    if side is None:
        return "(no such line)"
    more = f" … and {side.more} lines in it" if side.more else ""
    return f"{printable(side.text.split(chr(10), 1)[0])}{more} (line {side.line})"


def _shifts(device: DeviceDrift) -> Iterator[str]:
    for shift in device.shifts:
        yield f"{SIGNS[shift.how]} {shift.code} {shift.control} ({shift.severity})"
        yield from (f"    {printable(message)}" for message in shift.messages)


def _apart(one: Apart) -> str:
    detail = f": {printable(one.detail)}" if one.detail else ""
    return f"{printable(one.host)}: {one.why}{detail}"


def markdown(run: DriftRun) -> str:
    """For a pull request or an issue."""
    lines = ["## Drift", "", f"{closing(run)}. Written as accepted → observed.", ""]
    for device in run.drifted:
        lines += [f"### {_title(device)}", ""]
        for place, group in _groups(device.changes).items():
            for part in [group] if place else [[change] for change in group]:
                lines += [f"- {_text(_heading(place, part))}", "", "  ```diff"]
                for change in part:
                    lines += [f"  - {_fenced(change.accepted)}", f"  + {_fenced(change.observed)}"]
                lines += ["  ```", ""]
        for shift in device.shifts:
            lines.append(f"- **{SIGNS[shift.how]}** `{shift.control}` ({shift.severity})")
            lines += [f"  - {_text(message)}" for message in shift.messages]
        lines.append("")
    if run.apart:
        lines += ["### Not compared", ""]
        lines += [f"- {_text(_apart(one))}" for one in run.apart]
        lines.append("")
    lines += [_text(note) for note in run.notes]
    return "\n".join(lines).rstrip("\n") + "\n"


def _text(text: str) -> str:
    """Device text that Markdown reads as text: no link, no mention, no markup."""
    shown = "".join(f"\\{c}" if c in "\\`*_{}[]<>#|~!" else c for c in printable(text))
    return shown.replace("@", "@\u200b")


def _fenced(side: Side | None) -> str:
    return _side(side).replace("```", "'''")


def as_json(run: DriftRun) -> str:
    """Versioned, see docs/schemas/drift-1.json."""
    data = {
        "schema": SCHEMA,
        "summary": {
            "compared": len(run.devices),
            "drifted": len(run.drifted),
            "not_compared": len(run.apart),
            "exit_code": run.exit_code,
        },
        "devices": [_device(device) for device in run.devices],
        "not_compared": [
            {"host": a.host, "site": a.site, "why": a.why, "detail": a.detail} for a in run.apart
        ],
        "notes": list(run.notes),
    }
    return json.dumps(data, indent=2, ensure_ascii=True) + "\n"


def _device(device: DeviceDrift) -> dict[str, Any]:
    data: dict[str, Any] = {
        "host": device.host,
        "site": device.site,
        "platform": device.platform,
        "path": device.path,
        "drifted": device.drifted,
        "kinds": [str(kind) for kind in device.kinds],
        "commit": device.commit or None,
        "changes": [
            {
                "place": change.place,
                "words": list(change.words),
                "kind": str(change.kind),
                "accepted": _json_side(change.accepted),
                "observed": _json_side(change.observed),
            }
            for change in device.changes
        ],
        "controls": [
            {
                "control": shift.control,
                "code": shift.code,
                "severity": str(shift.severity),
                "how": shift.how,
                "messages": list(shift.messages),
            }
            for shift in device.shifts
        ],
    }
    if device.remedy is not None:
        data["commands"] = list(device.remedy.commands)
        data["secrets"] = sorted(device.remedy.secrets)
        data["left"] = list(device.remedy.left)
    return data


def _json_side(side: Side | None) -> dict[str, Any] | None:
    return None if side is None else {"line": side.line, "text": side.text, "more": side.more}
