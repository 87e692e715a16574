"""Times, hours and escalation are agreed and written down."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import OK, Item, control
from schoolproof.check.registers import Registers, held, missing, recent, wrong
from schoolproof.model import Site


@control(code="SUPPORT-001", clauses=["IT-3a"], severity="medium", params={"max_days": 366})
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """Each IT support team has priorities with times, hours, an escalation, agreed within a year.

    The Department for Education prescribes no figure, so none is demanded here.

    Why it matters: without an agreed number nobody is ever late.

    Expected results:
        pass: all of that is written down
        fail: no agreement, or one finding for each thing that it lacks
    """
    services = list(registers.support.of(site.slug))
    if not services:
        yield missing(registers.support, "no IT support is written down")
    for service in services:
        fields = ("hours", "priorities", "escalation", "on_time_percent")
        yield from held(service, fields, f"the agreement with {service.name}")
        yield from recent(service, "agreed", today, params["max_days"], "the agreement")
        for slow in (p for p in service.priorities if not p.response_minutes):
            says = f"the priority {slow.name} has no time to respond"
            yield wrong(slow, says, "minutes", "0", field="response_minutes", of=service)
        yield OK
