"""Everybody outside who gets data has an agreement that still runs."""

from collections.abc import Iterator
from datetime import date

from schoolproof.check import Item, control
from schoolproof.check.registers import Registers, current, missing, recent
from schoolproof.model import Site

TEN_YEARS = 3660  # an agreement older than that was written for another law


@control(code="GOVERN-105", clauses=["CS-1c", "CL-2"], severity="medium")
def check(site: Site, registers: Registers, today: date) -> Iterator[Item]:
    """Each row of `sharing` has an agreement in the past, and its last day is to come.

    Why it matters: data that went out without an agreement cannot be called back.

    Expected results:
        pass: every agreement runs
        fail: one finding for each that has ended, or whose day lies ahead
        notapplicable: no data is shared
    """
    rows = list(registers.information.of(site.slug))
    if not rows:
        yield missing(registers.information, "the information asset register has no row")
    for row in rows:
        for share in row.sharing:
            what = f"the agreement with {share.with_}"
            yield from recent(share, "agreement", today, TEN_YEARS, what, of=row)
            if share.ends is not None:
                yield from current(share, "ends", today, what, of=row)
