"""The backup line and the UPS were tried, and the school ran on them."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import OK, Finding, Item, control
from schoolproof.check.registers import Registers, latest, missing, recent, wrong
from schoolproof.model import Site

CLAUSES = {"line": ("BB-P2",), "power": ("BB-2c", "NS-4c")}


@control(
    code="BROADBAND-006",
    clauses=["BB-2c", "BB-P2", "NS-4c"],
    severity="medium",
    params={"max_days": 366, "battery_years": 4},
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """Within a year line and power were taken away, and what took over carried the school.

    Batteries are at most four years old (our own figure).

    Why it matters: what was never tried fails on the day.

    Expected results:
        pass: both trials within the year took over by themselves, with filtering and telephones
            checked, and the batteries are young
        fail: no trial, an old one, one that failed or needed a person, an old battery
    """
    rows = list(registers.broadband.of(site.slug))
    for what, mine in CLAUSES.items():
        trials = [t for row in rows for t in row.failovers if t.what == what]
        last = latest(trials, "date", today)
        if last is None:
            yield missing(
                registers.broadband, f"taking the {what} away was never tried", clauses=mine
            )
            continue
        owner = next(row for row in rows if last in row.failovers)
        yield from recent(
            last, "date", today, params["max_days"], f"the {what} trial", of=owner, clauses=mine
        )
        if last.outcome != "took-over":
            says = f"in the {what} trial nothing took over by itself"
            yield wrong(
                last, says, "took-over", last.outcome, field="outcome", of=owner, clauses=mine
            )
        for part in {"filtering", "telephones", "essential-systems"} - set(last.checked):
            says = f"nobody checked {part} during the {what} trial"
            yield wrong(last, says, part, "not checked", field="checked", of=owner, clauses=mine)
    for ups in site.ups:
        age = (today - ups.battery).days if ups.battery else None
        if age is None or age > params["battery_years"] * 366:
            says = f"the battery of the UPS {ups.name} is old, or its day is not written down"
            limit = f"{params['battery_years']} years at most"
            yield Finding(ups.name, says, limit, str(ups.battery), clauses=("NS-4c",))
        else:
            yield OK
