"""DNS filters on the way that people's names really take."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_network

from schoolproof.check.addresses import carries, prefixes
from schoolproof.check.audience import profile_of, purposes_of, to_internet
from schoolproof.model import Device
from schoolproof.model.firewall import DnsFilter, FirewallPolicy

PORT = 53


def dns_filters_for(device: Device, purpose: str) -> Iterator[DnsFilter]:
    """Filters of rules by which these people, or the school's resolvers, ask the internet.

    Several such rules count only where all of them filter: which one a name takes is not known.

    Raises:
        UnknownFact: a rule or a profile was not read.
    """
    rows = [
        profile_of(device, policy, "dns_filter")
        for policy in device.firewall.policies
        if _asks(device, policy, purpose)
    ]
    known = [row for row in rows if row is not None and "safe_search" in row.lines]
    safe = [row for row in known if row.safe_search]
    if rows and len(safe) == len(rows):
        yield from safe


def _asks(device: Device, policy: FirewallPolicy, purpose: str) -> bool:
    if not (policy.enabled and policy.action == "accept" and to_internet(device, policy)):
        return False
    if "services" not in policy.lines or not carries(device, policy, "udp", (PORT,)):
        return False
    return purpose in purposes_of(device, policy) or _from_resolver(device, policy)


def _from_resolver(device: Device, policy: FirewallPolicy) -> bool:
    spans = prefixes(device, policy.sources)
    resolvers = [ip_network(address) for address in device.site.services.get("dns", ())]
    return spans is not None and any(
        a.version == b.version and a.overlaps(b) for a in spans for b in resolvers
    )
