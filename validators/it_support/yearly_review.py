"""IT support is reviewed every year, and those who decide hear of it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import OK, Item, control
from schoolproof.check.registers import Registers, latest, missing, recent, wrong
from schoolproof.model import Site

FIELDS = {"covers": ["IT-4a", "IT-4b"], "reported_to": ["IT-4c"]}


@control(
    code="SUPPORT-004",
    clauses=["IT-4a", "IT-4b", "IT-4c"],
    severity="medium",
    params={
        "max_days": 366,
        "covers": ["fit", "skills", "capacity", "budget", "value"],
        "reported_to": ["slt", "business-manager", "governors"],
    },
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """Each team has a review of this year over all five points, with actions, told to all three.

    Why it matters: the standard asks for a formal one, and its actions are next year's plan.

    Expected results:
        pass: all of that
        fail: one finding for each that is missing or old
    """
    services = list(registers.support.of(site.slug))
    if not services:
        yield missing(registers.support, "no IT support is written down")
    for service in services:
        last = latest(service.reviews, "date", today)
        if last is None:
            says = f"{service.name} was never reviewed"
            yield wrong(service, says, "every year", "never", field="reviews")
            continue
        yield from recent(last, "date", today, params["max_days"], "the review", of=service)
        for field, mine in FIELDS.items():
            for word in [w for w in params[field] if w not in getattr(last, field)]:
                says = f"the review: {word} is not among {field.replace('_', ' ')}"
                yield wrong(last, says, word, "left out", field=field, of=service, clauses=mine)
        if last.actions:
            yield OK
        else:
            yield wrong(last, "nothing follows from the review", "actions", "none", of=service)
