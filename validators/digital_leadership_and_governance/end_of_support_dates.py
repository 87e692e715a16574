"""Every device has an end of support, and a plan before it comes."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from schoolproof.check import OK, Item, control
from schoolproof.check.registers import Registers, missing, wrong
from schoolproof.model import Site

KINDS = (
    *("switch", "firewall", "wireless-controller", "access-point", "router", "server"),
    *("operating-system", "computers", "tablets"),
)


PAST = {"switch": ["CS-5b", "NS-2c"], "access-point": ["CS-5b", "WN-P1"]}
PLANS = ("NS-P3", "IT-2h")


@control(
    code="GOVERN-003",
    clauses=["CS-5b", "NS-2c", "NS-P3", "IT-2h", "WN-P1"],
    severity="high",
    params={"kinds": KINDS, "warn_months": 12},
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """No asset in use is past its end of support; within a year of it there is a paid plan.

    Why it matters: it turns an alarm into a plan with a date and a price.

    Expected results:
        pass: every asset has a date to come, and a plan where it comes within the year
        fail: a date that is missing or past, no plan, a plan after the end or without money
    """
    rows = [
        row for row in registers.assets.of(site.slug) if row.in_use and row.kind in params["kinds"]
    ]
    if not rows:
        yield missing(registers.assets, "no asset has an end of support")
    soon = today + timedelta(days=params["warn_months"] * 30.5)
    for row in rows:
        end = row.end_of_support
        if end is None:
            yield wrong(
                row, f"{row.name} has no end-of-support date", "a day", "none", clauses=["CS-5b"]
            )
        elif end < today:
            says = f"{row.name} gets no security updates any more"
            yield wrong(
                row,
                says,
                f"{today} or later",
                str(end),
                field="end_of_support",
                clauses=PAST.get(row.kind, ["CS-5b"]),
            )
        elif end <= soon:
            yield from _planned(row)
        else:
            yield OK


def _planned(row: Any) -> Iterator[Item]:
    end = row.end_of_support
    if row.plan is None:
        says = f"{row.name} is out of support on {end}, and nothing is planned"
        yield wrong(row, says, "a plan", "none", field="end_of_support", clauses=PLANS)
    elif row.plan.by > end:
        says = f"the plan for {row.name} comes after its end of support"
        yield wrong(row.plan, says, str(end), str(row.plan.by), field="by", of=row, clauses=PLANS)
    elif row.plan.cost_gbp is None:
        says = f"the plan for {row.name} has no money"
        yield wrong(row.plan, says, "a sum", "none", field="cost_gbp", of=row, clauses=PLANS)
    else:
        yield OK
