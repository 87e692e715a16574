"""Every device was collected lately, and everything had its health check this term."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import Item, control
from schoolproof.check.registers import Registers, missing, recent, young_text
from schoolproof.model import Site


@control(
    code="SUPPORT-006",
    clauses=["IT-2b", "IT-2c"],
    severity="medium",
    params={"max_evidence_age_days": 7, "health_check_days": 120},
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """Each team has a health check of this term; each device was collected within a week.

    Why it matters: the silence of a job that stopped must not look like health.

    Expected results:
        pass: all of that
        fail: an old health check, or a device whose text is old
        unknown: when a device was last collected is not written down
    """
    services = list(registers.support.of(site.slug))
    if not services:
        yield missing(registers.support, "no IT support is written down")
    for service in services:
        days, what = params["health_check_days"], "the health check"
        yield from recent(service, "health_check", today, days, what)
    for host in (h for h in registers.hosts.values() if h.site == site.slug):
        most = params["max_evidence_age_days"]
        yield young_text(registers, site.slug, host.name, today, most)
