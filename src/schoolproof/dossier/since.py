"""What changed since the last term ended: two points of the trend, side by side."""

from __future__ import annotations

from datetime import timedelta

from schoolproof.check.standards import standards
from schoolproof.check.status import State
from schoolproof.dossier.model import Shift, Since
from schoolproof.inventory.terms import Term
from schoolproof.trend.model import Point, Trend


def since_last_term(trend: Trend, present: Term) -> Since:
    """Then and now. `trend`: by terms, its last point is the present state."""
    name, first = present.name, present.first
    before = [p for p in trend.points if p.day < first and not p.problem]
    if not before:
        eve = first - timedelta(days=1)
        return nothing(name, f"Git holds no state of {eve} or before that could be judged")
    now = trend.points[-1]
    if now.problem:
        return nothing(name, f"the present state could not be judged: {now.problem}")
    then = before[-1]
    return Since(
        term=name,
        day=then.day,
        met_then=then.clauses.get(State.MET, 0),
        met_now=now.clauses.get(State.MET, 0),
        failed_then=then.failed,
        failed_now=now.failed,
        unknown_then=then.unknown,
        unknown_now=now.unknown,
        shifts=tuple(_shifts(then, now)),
    )


def nothing(name: str, problem: str) -> Since:
    """Why no comparison can be made."""
    return Since(name, None, 0, 0, 0, 0, 0, 0, problem=problem)


def _shifts(then: Point, now: Point) -> list[Shift]:
    found = []
    for slug, standard in standards().items():
        before, after = then.areas.get(slug), now.areas.get(slug)
        if before and after and before != after:
            found.append(Shift(slug, standard.title, State(before), State(after)))
    return found
