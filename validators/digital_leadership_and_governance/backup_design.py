"""Every critical system has three copies, one away, one that cannot be changed."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import OK, Item, control
from schoolproof.check.registers import Registers, held, latest, missing, recent, wrong
from schoolproof.model import Site

LEAST = {"copies": 3, "devices": 2, "off_site": 1, "immutable": 1}


KINDS = {"server": ("CS-6a",), "cloud": ("CS-6f", "CL-5"), "network": ("WN-3g",)}
FIELDS = {"immutable": ("CS-6b",)}
COPIES = ("CS-6a", "CL-5", "WN-3g")


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
            yield missing(
                registers.backups, f"no backup is recorded for {kind} data", clauses=KINDS[kind]
            )
    for row in rows:
        yield from held(row, ("owner",), row.system, clauses=["CS-6d"])
        for field, least in params["least"].items():
            count = getattr(row, field)
            if count < least:
                says = f"{row.system}: too few ({field})"
                clauses = FIELDS.get(field, COPIES)
                wanted = f"{least} or more"
                yield wrong(row, says, wanted, str(count), field=field, clauses=clauses)
            else:
                yield OK
        if row.off_site_safe is not True:
            says = f"{row.system}: nobody says that the copy away from school is safe"
            field = "off_site_safe"
            yield wrong(row, says, "yes", "not so", field=field, clauses=["CS-6e"])
    mine = [plan for plan in registers.plans.of(site.slug) if plan.kind == "backup"]
    plan = latest(mine, "reviewed", today)
    if plan is None:
        yield missing(registers.plans, "there is no reviewed backup plan", clauses=["CS-6d"])
    else:
        days, what = params["max_days"], "the backup plan's review"
        yield from recent(plan, "reviewed", today, days, what, clauses=["CS-6d"])
