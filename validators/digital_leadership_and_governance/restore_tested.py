"""A restore of every critical system was tried this term."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import OK, Item, control
from schoolproof.check.registers import Registers, latest, missing, recent, wrong
from schoolproof.model import Site


@control(
    code="GOVERN-010",
    clauses=["CS-6c", "IT-2e"],
    severity="critical",
    params={"max_days": 120},
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """Each row of backups.yaml has a restore of this term that worked.

    After a big change of the system it was tried again.

    Why it matters: a backup that was never restored is a hope.

    Expected results:
        pass: each system was restored in time
        fail: no test, an old one, one before the last big change, one that did not work
    """
    rows = list(registers.backups.of(site.slug))
    if not rows:
        yield missing(registers.backups, "no critical system is written down")
    for row in rows:
        last = latest(row.restores, "date", today)
        if last is None:
            says = f"a restore of {row.system} was never tried"
            yield wrong(row, says, f"every {params['max_days']} days", "never")
            continue
        what = f"the restore test of {row.system}"
        yield from recent(last, "date", today, params["max_days"], what, of=row)
        if last.outcome != "restored":
            says = f"{what} did not work"
            yield wrong(last, says, "restored", last.outcome, field="outcome", of=row)
        elif row.last_big_change is not None and last.date < row.last_big_change <= today:
            says = f"{what} is older than the last big change"
            actual = str(last.date)
            yield wrong(
                row, says, f"{row.last_big_change} or later", actual, field="last_big_change"
            )
        else:
            yield OK
