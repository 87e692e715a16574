"""The line is as fast as the school's phase needs, as bought and as measured."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import OK, Finding, Gap, Item, control
from schoolproof.check.registers import Registers, missing, recent, wrong
from schoolproof.model import Site
from schoolproof.model.site import Line


@control(
    code="BROADBAND-002",
    clauses=["BB-1b", "BB-1c"],
    severity="medium",
    params={
        "primary": [100, 30],
        "other": [1000, 1000],
        "small_phases": ["primary", "nursery"],
        "measured_min_percent": 80,
        "max_days": 366,
    },
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """Main lines reach the figure for the phase, and the last measurement is close to it.

    Primary: 100 Mbps down and 30 up. All others: 1000 both ways. Special schools and colleges
    count as all others. How close a measurement must be is our own figure.

    Why it matters: a line that is bought and not delivered slows every lesson.

    Expected results:
        pass: bought and measured within the year
        fail: too little bought, too little measured, or no measurement on record
        unknown: the site file declares no lines
    """
    lines = [line for line in site.lines if line.role == "main"]
    if not lines:
        yield Gap(site.slug, "the site file declares no main line")
    need = params["primary" if site.phase in params["small_phases"] else "other"]
    for line in lines:
        if line.down_mbps < need[0] or line.up_mbps < need[1]:
            says = f"the line {line.name} is too slow for this phase ({site.phase})"
            actual = f"{line.down_mbps} down, {line.up_mbps} up"
            yield Finding(line.name, says, f"{need[0]} down, {need[1]} up", actual)
        rows = [row for row in registers.broadband.of(site.slug) if row.line == line.name]
        if not rows:
            yield missing(registers.broadband, f"the speed of {line.name} was never measured")
        for row in rows:
            yield from recent(row, "measured", today, params["max_days"], "the speed test")
            yield from _close(row, line, params["measured_min_percent"])


def _close(row: Any, line: Line, percent: int) -> Iterator[Item]:
    for field, bought in (("down_mbps", line.down_mbps), ("up_mbps", line.up_mbps)):
        got = getattr(row, field)
        least = bought * percent / 100
        if got is None or got < least:
            says = f"{field} as measured is far from what was bought"
            actual = "not measured" if got is None else str(got)
            yield wrong(row, says, f"{least:.0f}", actual, field=field)
        else:
            yield OK
