"""Requests are tracked to their end, and the agreed share is on time."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import OK, Item, control
from schoolproof.check.registers import Registers, missing, wrong
from schoolproof.model import Site

FIELDS = ("description", "time", "requester", "approver", "priority", "actions", "end")


@control(
    code="SUPPORT-003",
    clauses=["IT-3c", "IT-4b"],
    severity="medium",
    params={"fields": FIELDS, "months": 3},
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """The desk writes down each field, and support.yaml has figures of the last three months.

    Their share within the agreed times reaches the one that was agreed.

    Why it matters: it gives the yearly review its figures.

    Expected results:
        pass: figures are there, and the share is reached
        fail: a field nobody writes down, a month without figures, a share below the agreement
    """
    services = list(registers.support.of(site.slug))
    if not services:
        yield missing(registers.support, "no IT support is written down")
    for service in services:
        lacking = [field for field in params["fields"] if field not in service.tracked]
        if lacking:
            says = f"{service.name} does not write down {', '.join(lacking)}"
            yield wrong(service, says, "all of a request", "not all", field="tracked")
        by_month = {figures.month: figures for figures in service.months}
        wanted = list(_months(today, params["months"]))
        absent = [month for month in wanted if month not in by_month]
        if absent:
            says = f"{service.name} has no figures of {', '.join(absent)}"
            yield wrong(service, says, "figures", "none", field="months")
        found = [by_month[month] for month in wanted if month in by_month]
        yield from _on_time(service, found)


def _months(today: date, count: int) -> Iterator[str]:
    """The whole months before today, latest first."""
    number = today.year * 12 + today.month - 1
    for back in range(1, count + 1):
        yield f"{(number - back) // 12}-{(number - back) % 12 + 1:02d}"


def _on_time(service: Any, found: list[Any]) -> Iterator[Item]:
    total = sum(figures.requests for figures in found)
    share = 100 * sum(figures.on_time for figures in found) / total if total else 100
    if service.on_time_percent is not None and share < service.on_time_percent:
        says = f"{service.name} was on time less often than agreed"
        wanted, actual = f"{service.on_time_percent:g} %", f"{share:.0f} %"
        yield wrong(service, says, wanted, actual, field="months")
    else:
        yield OK
