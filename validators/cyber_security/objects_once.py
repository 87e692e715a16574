"""The same address has one name, and a list names nothing twice."""

from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check import Item, control
from schoolproof.check.firewalls.objects import doubles, overlaps
from schoolproof.check.vendors import lists
from schoolproof.model import Device


@control(
    code="CYBER-044",
    clauses=["CS-3h"],
    severity="low",
    device="firewall",
    params=lists(factory="factory addresses"),
)
def check(device: Device, params: Mapping[str, Any]) -> Iterator[Item]:
    """No two address objects hold the same, and no rule or group lists one within another.

    Why it matters: when an address changes, one of two names is forgotten. Who takes the small
    network out of a rule believes it is out, while the large one beside it still holds it.

    Expected results:
        pass: each address has one name, and no list holds one inside another
        fail: one finding for each second name, and for each list with an overlap
        notapplicable: there are no addresses
    """
    factory = params.get(f"{device.platform}_factory", ())
    yield from doubles(device, factory)
    yield from overlaps(device, factory)
