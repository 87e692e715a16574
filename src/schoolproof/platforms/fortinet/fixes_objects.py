"""Commands that take away objects that nothing names."""

from __future__ import annotations

from schoolproof.model import Device
from schoolproof.model.objects import AddressObject, ServiceObject
from schoolproof.platforms.fortinet.fixes import delete, fixes, in_vdom
from schoolproof.platforms.fortinet.fixes_text import vdom_of


@fixes("address_object.absent")
def remove_address(device: Device, row: AddressObject, _wanted: object) -> list[str]:
    """Take away an address that nothing names."""
    vdom = vdom_of(device.firewall.address_objects, row, row.name)
    kind = "addrgrp" if row.type == "group" else "address"
    six = "6" if row.family == "ipv6" else ""
    return in_vdom(vdom, delete(f"firewall {kind}{six}", row.name))


@fixes("service_object.absent")
def remove_service(device: Device, row: ServiceObject, _wanted: object) -> list[str]:
    """Take away a service that nothing names."""
    vdom = vdom_of(device.firewall.service_objects, row, row.name)
    kind = "group" if row.members else "custom"
    return in_vdom(vdom, delete(f"firewall service {kind}", row.name))
