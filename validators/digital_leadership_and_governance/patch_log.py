"""Serious fixes were in place within 14 days."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from schoolproof.check import OK, Item, control
from schoolproof.check.registers import Registers, missing, wrong
from schoolproof.model import Site

SERIOUS = frozenset({"critical", "high", "unrated"})


@control(
    code="GOVERN-015",
    clauses=["CS-5d", "CS-5e", "CS-5f", "IT-2c"],
    severity="high",
    params={"days": 14, "instruction_days": 7, "look_back_days": 366},
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """Each critical, high or unrated fix of the last year was in time, or its device cut off.

    An instruction of the DfE has five working days, which are seven days. A fix that is not in
    place yet fails when its time is over.

    Why it matters: the 14 days are an automatic fail in Cyber Essentials, firewalls included.

    Expected results:
        pass: each was in place in time
        fail: one finding for each that was late or is open; an empty log
    """
    first = today - timedelta(days=params["look_back_days"])
    rows = [r for r in registers.patches.of(site.slug) if first <= r.published <= today]
    if not rows:
        yield missing(registers.patches, "no fix of the last year is written down")
    for row in rows:
        if row.kind == "fix" and row.severity not in SERIOUS:
            yield OK
            continue
        days = params["instruction_days" if row.kind == "dfe-instruction" else "days"]
        clauses = ["CS-5e"] if row.kind == "dfe-instruction" else ["CS-5d", "CS-5f", "IT-2c"]
        last = row.published + timedelta(days=days)
        done = min((d for d in (row.applied, row.isolated) if d is not None), default=None)
        if done is None and today > last:
            says = f"{row.advisory} ({row.product}) is not in place, and its time is over"
            yield wrong(row, says, str(last), "open", field="published", clauses=clauses)
        elif done is not None and done > last:
            says = f"{row.advisory} ({row.product}) was late"
            yield wrong(
                row, says, f"{last} or earlier", str(done), field="applied", clauses=clauses
            )
        else:
            yield OK
