"""The filter's provider is a member of the bodies that keep the lists of illegal content."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import Item, control
from schoolproof.check.registers import Registers, held, missing, recent
from schoolproof.model import Site


@control(
    code="FILTER-103",
    clauses=["FM-3a", "FM-3b"],
    severity="high",
    params={"evidence_days": 366},
    certainty="judgement",
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """filtering.yaml has, within the year, the provider's IWF membership and CTIRU agreement.

    Somebody also tried to switch those lists off, and could not. The other half of FILTER-003.

    Why it matters: a configuration can show that a category is blocked, never that the list
    behind it is complete.

    Expected results:
        pass: all three were seen within the year, and devices off site are covered
        fail: no filter on record, or one finding for each that is missing or old
    """
    rows = list(registers.filtering.of(site.slug))
    if not rows:
        yield missing(registers.filtering, "no filter is written down")
    for row in rows:
        for field, what in (
            ("iwf_member", "the IWF membership"),
            ("ctiru", "the CTIRU agreement"),
            ("cannot_be_disabled", "the trial to switch the lists off"),
        ):
            yield from recent(row, field, today, params["evidence_days"], what)
        yield from held(row, ("off_site",), f"the filter of {row.provider}")
