"""Idle sessions end."""

from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check import Item, at_most, control, expect
from schoolproof.model import Device


@control(
    code="CYBER-010",
    clauses=["CS-3c", "NS-3b"],
    severity="medium",
    params={"max_minutes": 10},
)
def check(device: Device, params: Mapping[str, Any]) -> Iterator[Item]:
    """Shells, web sessions and the console end after at most 10 idle minutes.

    Why it matters: an open session on a console in a cupboard, or on a screen in an office, needs
    no password at all.

    Expected results:
        pass: every way in ends idle sessions in time
        fail: one finding for each that waits longer or for ever
        unknown: the text does not say when a way in ends its sessions
        notapplicable: nobody can log in
    """
    limit = at_most(params["max_minutes"] * 60, never=0)
    judged: set[int | None] = set()
    for terminal in device.terminals:
        line = terminal.lines.get("idle_timeout_s")
        if line in judged or ("reachable" in terminal.lines and not terminal.reachable):
            continue  # several ways in may follow one line: it is one finding
        judged |= {line} - {None}
        idle = terminal.idle_timeout_s if "idle_timeout_s" in terminal.lines else 0
        how = f"ends after {idle // 60} minutes" if idle else "never ends"
        says = f"an idle session of {terminal.name} {how}"
        yield from expect(terminal, "idle_timeout_s", limit, says=says)
