"""What is allowed or blocked is a decision with a reason; exceptions end."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import OK, Item, control
from schoolproof.check.registers import Registers, current, decision, missing, recent, wrong
from schoolproof.model import Site


@control(
    code="FILTER-117",
    clauses=["FM-1c", "FM-1d", "FM-3m"],
    severity="medium",
    params={"review_days": 366, "groups": ["pupils", "staff"], "max_exception_days": 366},
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """filtering.yaml has a decision of this year on generative AI for pupils and for staff.

    The provider said whether the filter reads content made on the spot; no exception has ended.

    Why it matters: the standard and Keeping children safe in education 2026 name it; a category
    that a maker adds later starts as allowed.

    Expected results:
        pass: all of that
        fail: one finding for each that is missing or old
    """
    register = registers.filtering
    for group in params["groups"]:
        last = decision(registers, site.slug, "generative-ai", group, today)
        if last is None:
            yield missing(
                register, f"nobody decided on generative AI for {group}", clauses=["FM-1d"]
            )
        else:
            what = f"the decision on generative AI for {group}"
            yield from recent(
                last, "date", today, params["review_days"], what, of=register, clauses=["FM-1d"]
            )
    for row in register.of(site.slug):
        if row.reads_dynamic_content is None:
            says = "whether it reads content made on the spot is not written down"
            yield wrong(row, says, "yes or no", "not given", clauses=["FM-3m"])
        else:
            yield OK
    for allowed in register.exceptions:
        if not allowed.sites or site.slug in allowed.sites:
            what = f"the exception {allowed.address}"
            yield from current(allowed, "ends", today, what, of=register, clauses=["FM-1c"])
