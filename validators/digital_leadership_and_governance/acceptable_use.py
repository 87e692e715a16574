"""Everybody accepted rules that say that use is filtered and monitored."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import OK, Item, control
from schoolproof.check.registers import Registers, latest, missing, recent, wrong
from schoolproof.model import Site


@control(
    code="GOVERN-012",
    clauses=["CS-2a", "CS-P6", "FM-4c", "IT-5d"],
    severity="medium",
    params={
        "groups": ["staff", "pupils", "supply-staff", "guests"],
        "least_percent": 95,
        "max_days": 366,
    },
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """aup.yaml has a policy of this year for each group, and nearly all accepted it.

    The share is our own figure: somebody is always new this week.

    Why it matters: people must know that they are filtered and monitored.

    Expected results:
        pass: all of that for each group
        fail: one finding for each that is missing, old, or accepted by too few
    """
    rows = list(registers.aup.of(site.slug))
    for group in params["groups"]:
        policy = latest([row for row in rows if row.group == group], "approved", today)
        if policy is None:
            yield missing(registers.aup, f"there is no acceptable use policy for {group}")
            continue
        what = f"the acceptable use policy for {group}"
        yield from recent(policy, "approved", today, params["max_days"], what)
        if policy.accepted_percent < params["least_percent"]:
            actual, least = f"{policy.accepted_percent:g} %", f"{params['least_percent']} %"
            yield wrong(policy, f"too few accepted {what}", least, actual, field="accepted_percent")
        if policy.says_monitored:
            yield OK
        else:
            says = f"{what} does not say that use is filtered and monitored"
            yield wrong(policy, says, "yes", "no", field="says_monitored", clauses=["FM-4c"])
