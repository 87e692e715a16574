"""Every critical system has three copies, one away, one that cannot be changed."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import OK, Item, control
from schoolproof.check.registers import Registers, held, latest, missing, recent, wrong
from schoolproof.model import Site

LEAST = {"copies": 3, "devices": 2, "off_site": 1, "immutable": 1}


@control(
    code="GOVERN-009",
    clauses=["CS-6a", "CS-6b", "CS-6d", "CS-6e", "CS-6f", "WN-3g", "CL-5"],
    severity="critical",
    params={"least": LEAST, "kinds": ["server", "cloud", "network"], "max_days": 366},
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """Servers, cloud data and network configurations have rows with enough copies.

    The backup plan in plans.yaml was reviewed within the year.

    Why it matters: a copy that the attacker cannot change is the only answer to ransomware.

    Expected results:
        pass: each kind is there, each system has its copies, the plan is in date
        fail: one finding for each that is missing
    """
    rows = list(registers.backups.of(site.slug))
    for kind in params["kinds"]:
        if not any(row.kind == kind for row in rows):
            yield missing(registers.backups, f"no backup is recorded for {kind} data")
    for row in rows:
        yield from held(row, ("owner",), row.system)
        for field, least in params["least"].items():
            count = getattr(row, field)
            if count < least:
                says = f"{row.system}: too few ({field})"
                yield wrong(row, says, f"{least} or more", str(count), field=field)
            else:
                yield OK
        if row.off_site_safe is not True:
            says = f"{row.system}: nobody says that the copy away from school is safe"
            yield wrong(row, says, "yes", "not written down", field="off_site_safe")
    mine = [plan for plan in registers.plans.of(site.slug) if plan.kind == "backup"]
    plan = latest(mine, "reviewed", today)
    if plan is None:
        yield missing(registers.plans, "there is no reviewed backup plan")
    else:
        yield from recent(plan, "reviewed", today, params["max_days"], "the backup plan's review")
