"""People know how to ask for help, and help themselves."""

from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check import OK, Item, control
from schoolproof.check.registers import Registers, held, missing, wrong
from schoolproof.model import Site


@control(code="SUPPORT-002", clauses=["IT-3b"], severity="low", params={"min_channels": 2})
def check(site: Site, registers: Registers, params: Mapping[str, Any]) -> Iterator[Item]:
    """Two official channels or more, hours, self-service, and no requests by chat group.

    Why it matters: a request in a chat group is not tracked, and nobody knows that it is open.

    Expected results:
        pass: all of that
        fail: one finding for each that is missing
    """
    services = list(registers.support.of(site.slug))
    if not services:
        yield missing(registers.support, "no IT support is written down")
    for service in services:
        yield from held(service, ("hours", "self_service"), service.name)
        if len(service.channels) < params["min_channels"]:
            actual = ", ".join(service.channels) or "none"
            says = f"{service.name} can be asked in too few ways"
            yield wrong(service, says, f"{params['min_channels']}", actual, field="channels")
        if service.informal_channels_used is not False:
            says = f"{service.name} also takes requests that are not tracked"
            actual = "yes" if service.informal_channels_used else "not written down"
            yield wrong(service, says, "no", actual, field="informal_channels_used")
        yield OK
