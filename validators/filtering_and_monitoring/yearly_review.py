"""Filtering and monitoring were reviewed within the year by those who must be there."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import OK, Item, control
from schoolproof.check.registers import Registers, latest, missing, recent, wrong
from schoolproof.model import Site


@control(
    code="FILTER-115",
    clauses=["FM-2a", "IT-2f"],
    severity="high",
    params={"max_days": 366, "present": ["slt", "dsl", "it-support", "governor"]},
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """The last review in filtering.yaml is from this year; SLT, DSL, IT support and governor came.

    Why it matters: the filter is a decision of people about children, not a product.

    Expected results:
        pass: a review of this year with all of them
        fail: none, an old one, somebody missing
    """
    rows = list(registers.filtering.of(site.slug))
    reviews = [review for row in rows for review in row.reviews]
    last = latest(reviews, "date", today)
    if last is None:
        yield missing(registers.filtering, "filtering and monitoring were never reviewed")
        return
    of = next(row for row in rows if last in row.reviews)
    yield from recent(last, "date", today, params["max_days"], "the review", of=of)
    for who in params["present"]:
        if who in last.present:
            yield OK
        else:
            yield wrong(last, f"{who} was not there", who, "absent", field="present", of=of)
