"""A digital strategy of two years, reviewed, that says where each core standard stands."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import OK, Item, control
from schoolproof.check.registers import (
    CORE,
    Registers,
    current,
    held,
    latest,
    missing,
    recent,
    wrong,
)
from schoolproof.model import Site

FIELDS = {"duties_described": ["DL-1b"], "standards_in_it": ["IT-1b"]}
STANDING = ("IT-1a", "IT-1b")


@control(
    code="GOVERN-018",
    clauses=["DL-1b", "DL-4a", "DL-4b", "DL-4c", "IT-1a", "IT-1b"],
    severity="low",
    params={"max_days": 366, "least_days": 729, "target": 2030},
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """strategy.yaml has a running strategy with owner, approval, review and shared summary.

    Each core area has a self-assessment of this year; what is not met has a plan to 2030.

    Why it matters: trusts must be able to say how far they are.

    Expected results:
        pass: all of that
        fail: one finding for each that is missing, old, or planned too late
    """
    plan = latest(registers.strategy.of(site.slug), "start", today)
    if plan is None:
        yield missing(registers.strategy, "there is no digital strategy")
        return
    yield from held(plan, ("owner", "approved"), "the strategy", clauses=["DL-4a"])
    yield from current(plan, "end", today, "the strategy", clauses=["DL-4a"])
    if (plan.end - plan.start).days < params["least_days"]:
        actual = f"{(plan.end - plan.start).days} days"
        yield wrong(
            plan, "the strategy is too short", "two years", actual, field="end", clauses=["DL-4a"]
        )
    days, review = params["max_days"], "the strategy's review"
    yield from recent(plan, "reviewed", today, days, review, clauses=["DL-4b"])
    yield from recent(plan, "shared", today, days, "sharing its summary", clauses=["DL-4b"])
    for field, mine in FIELDS.items():
        if not getattr(plan, field):
            says = f"{field.replace('_', ' ')}: not so"
            yield wrong(plan, says, "yes", "no", field=field, clauses=mine)
    for area in CORE:
        stand = latest([s for s in plan.core if s.area == area], "date", today)
        if stand is None:
            yield wrong(
                plan,
                f"nobody assessed {area}",
                "an assessment",
                "none",
                field="core",
                clauses=STANDING,
            )
            continue
        yield from recent(
            stand, "date", today, params["max_days"], f"assessing {area}", of=plan, clauses=STANDING
        )
        late = stand.by is None or stand.by.year > params["target"]
        if stand.state != "met" and (stand.plan is None or late):
            says = f"{area} is {stand.state} without a plan to {params['target']}"
            yield wrong(
                stand,
                says,
                f"a plan to {params['target']}",
                str(stand.by),
                of=plan,
                clauses=STANDING,
            )
        else:
            yield OK
