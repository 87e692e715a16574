"""Which interfaces of a firewall lead to the internet, and which rules are about them."""

from __future__ import annotations

from collections.abc import Iterator

from schoolproof.errors import UnknownFact
from schoolproof.model import Device, Interface
from schoolproof.model.policies import FirewallPolicy


def internet_ports(device: Device) -> tuple[Interface, ...]:
    """Interfaces with the role wan, and those that the site file names as internet lines.

    Raises:
        UnknownFact: there is none of either, so nobody can tell which side is the internet.
    """
    lines = {line.interface for line in device.site.lines} if "site" in device.lines else set()
    found = tuple(
        port
        for port in device.interfaces
        if port.name in lines or ("role" in port.lines and port.role == "wan")
    )
    if not found:
        raise UnknownFact("no interface has the role wan, and the site file names no internet line")
    return found


def internet_names(device: Device) -> frozenset[str]:
    """Names by which rules may mean the internet: interfaces, their zones, and `any`."""
    ports = internet_ports(device)
    names = {port.name for port in ports}
    zones = {key for key, zone in device.firewall.zones.items() if names & set(zone.interfaces)}
    return frozenset(names | zones | {"any"})


def allow_rules(device: Device) -> Iterator[FirewallPolicy]:
    """Rules that are on and let traffic through."""
    for policy in device.firewall.policies:
        if policy.enabled and policy.action != "deny":
            yield policy


def rules_to_internet(device: Device) -> Iterator[FirewallPolicy]:
    """Allow rules towards the internet."""
    names = internet_names(device)
    return (p for p in allow_rules(device) if names & set(p.destination_zones))


def rules_with_internet(device: Device) -> Iterator[FirewallPolicy]:
    """Allow rules towards or from the internet."""
    names = internet_names(device)
    for policy in allow_rules(device):
        if names & {*policy.source_zones, *policy.destination_zones}:
            yield policy
