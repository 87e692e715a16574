"""Switches have a warranty or a support contract that runs."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import OK, Item, control
from schoolproof.check.registers import Registers, missing, wrong
from schoolproof.model import Site


@control(
    code="SWITCH-125",
    clauses=["NS-2b"],
    severity="low",
    params={"bought_with_years": 5},
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """Each switch was bought with five years of warranty, and it is not over without a plan.

    Why it matters: a dead switch without a warranty is a hole for weeks.

    Expected results:
        pass: a running warranty of five years or more, or a plan
        fail: no warranty on record, a short one, or one that ended without a plan
    """
    rows = [r for r in registers.assets.of(site.slug) if r.kind == "switch" and r.in_use]
    if not rows:
        yield missing(registers.assets, "no switch is in the asset register")
    for row in rows:
        end = row.warranty_end
        planned = row.plan is not None and row.plan.by >= today
        if end is None:
            yield wrong(row, f"{row.name} has no warranty on record", "a day", "none")
        elif planned:
            yield OK
        elif end < today:
            says = f"the warranty of {row.name} is over, and nothing is planned"
            yield wrong(row, says, f"{today} or later", str(end), field="warranty_end")
        elif row.bought and (end - row.bought).days < params["bought_with_years"] * 365:
            says = f"{row.name} was bought with a short warranty"
            wanted = f"{params['bought_with_years']} years"
            yield wrong(row, says, wanted, f"until {end}", field="warranty_end")
        else:
            yield OK
