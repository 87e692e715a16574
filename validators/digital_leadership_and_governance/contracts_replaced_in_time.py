"""What follows a contract is signed before it ends."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from schoolproof.check import OK, Item, control
from schoolproof.check.registers import Registers, missing, wrong
from schoolproof.model import Site


@control(
    code="GOVERN-104",
    clauses=["DL-2a", "BB-P1"],
    severity="medium",
    params={"warn_days": 120, "min_routes": 2},
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """A contract that ends soon has a day for its successor, early enough for its notice.

    Soon is within the days that the parameter says; routes to market must have been compared.

    Why it matters: a contract that nobody watched renews itself at the old price, or stops.

    Expected results:
        pass: contracts that end soon have a successor planned in time
        fail: no day, a day after the end or inside the notice, no routes compared
    """
    rows = list(registers.contracts.of(site.slug))
    if not rows:
        yield missing(registers.contracts, "the contracts register has no row")
    for row in rows:
        if not today <= row.end <= today + timedelta(days=params["warn_days"]):
            yield OK
            continue
        last = row.end - timedelta(days=row.notice_days or 0)
        if row.replacement_by is None:
            says = f"{row.name} ends on {row.end}, and nothing is planned for after it"
            yield wrong(row, says, f"a day before {last}", "none", field="end")
        elif row.replacement_by > last:
            says = f"the successor of {row.name} comes after the last day to give notice"
            actual = str(row.replacement_by)
            yield wrong(row, says, f"{last} or earlier", actual, field="replacement_by")
        elif len(row.routes_considered) < params["min_routes"]:
            says = f"routes to market for the successor of {row.name} were not compared"
            wanted = f"{params['min_routes']} routes"
            actual = ", ".join(row.routes_considered) or "none"
            yield wrong(row, says, wanted, actual, field="routes_considered")
        else:
            yield OK
