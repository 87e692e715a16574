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
    yield from held(plan, ("owner", "approved"), "the strategy")
    yield from current(plan, "end", today, "the strategy")
    if (plan.end - plan.start).days < params["least_days"]:
        actual = f"{(plan.end - plan.start).days} days"
        yield wrong(plan, "the strategy is too short", "two years", actual, field="end")
    yield from recent(plan, "reviewed", today, params["max_days"], "the strategy's review")
    yield from recent(plan, "shared", today, params["max_days"], "sharing its summary")
    for field in ("duties_described", "standards_in_it"):
        if not getattr(plan, field):
            yield wrong(plan, f"{field.replace('_', ' ')}: not so", "yes", "no", field=field)
    for area in CORE:
        stand = latest([s for s in plan.core if s.area == area], "date", today)
        if stand is None:
            yield wrong(plan, f"nobody assessed {area}", "an assessment", "none", field="core")
            continue
        yield from recent(stand, "date", today, params["max_days"], f"assessing {area}", of=plan)
        late = stand.by is None or stand.by.year > params["target"]
        if stand.state != "met" and (stand.plan is None or late):
            says = f"{area} is {stand.state} without a plan to {params['target']}"
            yield wrong(stand, says, f"a plan to {params['target']}", str(stand.by), of=plan)
        else:
            yield OK
