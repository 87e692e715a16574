"""Addresses and services that nothing uses are removed."""

from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check import OK, Finding, Item, control
from schoolproof.check.firewalls.objects import is_used, own_addresses, own_services
from schoolproof.check.vendors import lists
from schoolproof.model import Device
from schoolproof.model.objects import AddressObject, ServiceObject

KINDS = {"address_object": "address", "service_object": "service"}


@control(
    code="CYBER-043",
    clauses=["CS-3h"],
    severity="low",
    device="firewall",
    params=lists(factory="factory addresses", factory_services="factory services"),
)
def check(device: Device, params: Mapping[str, Any]) -> Iterator[Item]:
    """Every address, service and group of the school is named somewhere else in the text.

    What the factory made is left out. A name that stands anywhere, even in a comment, counts as
    used, so that nothing is called unused by mistake.

    Why it matters: an old object is picked for a new rule by mistake, and then holds addresses
    that now belong to somebody else.

    Expected results:
        pass: each is used
        fail: one finding for each that is not
        notapplicable: there are none
    """
    factory = params.get(f"{device.platform}_factory", ())
    services = params.get(f"{device.platform}_factory_services", ())
    rows: list[AddressObject | ServiceObject] = [*own_addresses(device, factory).values()]
    rows += own_services(device, services).values()
    for row in rows:
        if is_used(device, row):
            yield OK
            continue
        says = f"nothing uses this {KINDS[row.KIND]}"
        yield Finding(row, says, "gone", "unused", fact="absent", want=True, line=row.line)
