"""Somebody knows the makers in use, and staff have guides."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import OK, Item, control
from schoolproof.check.registers import NETWORK, Registers, missing, recent, wrong
from schoolproof.model import Site

GUIDES = ("IT-5a", "IT-5b")


@control(
    code="SUPPORT-005",
    clauses=["IT-5a", "IT-5b", "NS-2d", "WN-3e"],
    severity="low",
    params={"min_trained": 1, "guide_days": 731},
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """For each maker of network devices in assets.yaml somebody took a course with security in it.

    Guides exist, and were read and corrected within two years (our own figure).

    Why it matters: a switch that nobody understands is never changed.

    Expected results:
        pass: each maker has somebody, and guides are young
        fail: one finding for each maker, and for guides that are missing or old
    """
    services = list(registers.support.of(site.slug))
    if not services:
        yield missing(registers.support, "no IT support is written down")
        return
    rows = [r for r in registers.assets.of(site.slug) if r.in_use and r.kind in NETWORK and r.make]
    skills = [skill for service in services for skill in service.skills]
    for maker in sorted({row.make.lower() for row in rows}):
        able = {s.role for s in skills if s.security and s.vendor.lower() == maker}
        if len(able) >= params["min_trained"]:
            yield OK
        else:
            says = f"nobody took a course on {maker} with security in it"
            yield wrong(
                services[0],
                says,
                f"{params['min_trained']}",
                "none",
                field="skills",
                clauses=["NS-2d", "WN-3e"],
            )
    guides = [(guide, service) for service in services for guide in service.guides]
    if not guides:
        says = "there is no guide for staff"
        yield wrong(services[0], says, "guides", "none", field="guides", clauses=GUIDES)
    for guide, service in guides:
        what = f"the guide {guide.title}"
        yield from recent(
            guide, "updated", today, params["guide_days"], what, of=service, clauses=GUIDES
        )
