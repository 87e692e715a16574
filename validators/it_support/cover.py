"""Somebody is there in exam periods, at the start of the year, and in an incident."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import Item, control
from schoolproof.check.registers import Registers, latest, missing, recent, wrong
from schoolproof.model import Site


@control(
    code="SUPPORT-104",
    clauses=["IT-3d"],
    severity="medium",
    params={
        "times": ["exams", "start-of-year", "incident"],
        "no_exams": ["nursery"],
        "max_days": 366,
    },
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """support.yaml has an arrangement for each of these times, agreed within the year.

    Why it matters: an on-screen exam cannot wait for tomorrow's first visit.

    Expected results:
        pass: each time has an arrangement
        fail: one finding for each that has none, or an old one
    """
    services = list(registers.support.of(site.slug))
    if not services:
        yield missing(registers.support, "no IT support is written down")
        return
    cover = [(c, service) for service in services for c in service.cover]
    for what in params["times"]:
        if what == "exams" and site.phase in params["no_exams"]:
            continue
        last = latest([c for c, _ in cover if c.what == what], "agreed", today)
        if last is None:
            says = f"no cover is agreed for {what}"
            yield wrong(services[0], says, "an arrangement", "none", field="cover")
            continue
        of = next(service for c, service in cover if c is last)
        yield from recent(last, "agreed", today, params["max_days"], f"cover for {what}", of=of)
