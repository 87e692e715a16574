"""Accounts were reviewed this term; leavers are off; the emergency account works."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import OK, Item, control
from schoolproof.check.registers import Registers, held, latest, missing, recent, wrong
from schoolproof.model import Site

REVIEW = ("CS-4f", "CS-P3", "IT-2g")


@control(
    code="GOVERN-014",
    clauses=["CS-4d", "CS-4e", "CS-4f", "CS-4g", "CS-4h", "CS-4i", "CS-P3", "IT-2g"],
    severity="high",
    params={"term_days": 120, "year_days": 366},
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """access.yaml has a review of this term with every leaver off on time.

    Rights were approved first, administrators have another account for daily work, and an
    emergency account was tried within the year.

    Why it matters: a leaver's account is a door that nobody watches.

    Expected results:
        pass: all of that
        fail: one finding for each that is missing or old
    """
    access = registers.access
    reviews = [r for r in access.reviews if not r.sites or site.slug in r.sites]
    last = latest(reviews, "date", today)
    if last is None:
        yield missing(access, "accounts were never reviewed", clauses=REVIEW)
    else:
        days, what = params["term_days"], "the account review"
        yield from recent(last, "date", today, days, what, of=access, clauses=REVIEW)
        late = last.leavers - last.leavers_off_on_time
        if late > 0:
            says = f"{late} leavers kept their accounts after their last day"
            wanted, actual = str(last.leavers), str(last.leavers_off_on_time)
            field = "leavers_off_on_time"
            clauses = ("CS-4e", "IT-2g")
            yield wrong(last, says, wanted, actual, field=field, of=access, clauses=clauses)
    rows = list(access.of(site.slug))
    for row in rows:
        fields, what = ("approved_by", "approved"), f"the account {row.account}"
        yield from held(row, fields, what, clauses=["CS-4d", "CS-4h"])
        if row.kind == "administrator" and row.separate is not True:
            says = f"{row.account} has no other account for daily work"
            yield wrong(row, says, "yes", "not written down", field="separate", clauses=["CS-4g"])
    emergency = [row for row in rows if row.kind == "emergency"]
    if not emergency:
        yield missing(access, "no emergency account is written down", clauses=["CS-4i"])
    for row in emergency:
        days, what = params["year_days"], f"the trial of {row.account}"
        yield from recent(row, "tested", today, days, what, clauses=["CS-4i"])
    yield OK
