"""Response, recovery and continuity plans exist, are rehearsed, and can be reached."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import Item, control
from schoolproof.check.registers import Registers, held, latest, missing, recent, wrong
from schoolproof.model import Site

KINDS = ("cyber-response", "disaster-recovery", "business-continuity")
CLAUSES = {
    "cyber-response": ("CS-1g", "IT-2d"),
    "disaster-recovery": ("DL-3a", "IT-2d"),
    "business-continuity": ("DL-3b", "CS-1f", "IT-2d"),
}
REVIEW = {"cyber-response": ("CS-P5",)}
PLACES = ("CS-1h", "DL-3d")


@control(
    code="GOVERN-008",
    clauses=["CS-1f", "CS-1g", "CS-1h", "CS-P5", "DL-3a", "DL-3b", "DL-3c", "DL-3d", "IT-2d"],
    severity="high",
    params={"max_days": 366, "places": ["paper", "cloud"], "kinds": KINDS},
    certainty="judgement",
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """Each kind of plan has an owner and contacts, and was reviewed and rehearsed within a year.

    It is kept on paper and in the cloud, and staff have a short version.

    Why it matters: after ransomware the file share with the plan is gone too.

    Expected results:
        pass: all of that for each kind
        fail: one finding for each that is missing or old
    """
    rows = list(registers.plans.of(site.slug))
    for kind in params["kinds"]:
        mine = [row for row in rows if row.kind == kind]
        own, review = CLAUSES[kind], REVIEW.get(kind, ("DL-3c",))
        plan = latest(mine, "reviewed", today) or (mine[0] if mine else None)
        if plan is None:
            yield missing(
                registers.plans, f"there is no {kind} plan", clauses=(*own, *review, *PLACES)
            )
            continue
        yield from held(plan, ("owner", "outcome"), f"the {kind} plan", clauses=own)
        days = params["max_days"]
        what = f"review of the {kind} plan"
        yield from recent(plan, "reviewed", today, days, what, clauses=review)
        what = f"rehearsal of the {kind} plan"
        yield from recent(plan, "tested", today, days, what, clauses=own)
        for field in ("contacts", "summary_for_staff"):
            if not getattr(plan, field):
                says = f"the {kind} plan has no {field.replace('_', ' ')}"
                clauses = own if field == "contacts" else ("DL-3d",)
                yield wrong(plan, says, "yes", "no", field=field, clauses=clauses)
        for place in set(params["places"]) - set(plan.places):
            says = f"the {kind} plan has no copy: {place}"
            actual = ", ".join(plan.places) or "none"
            yield wrong(plan, says, place, actual, field="places", clauses=PLACES)
