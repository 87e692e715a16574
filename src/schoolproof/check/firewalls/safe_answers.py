"""Who forces safe search: a web filter that can, or DNS filters on the way that names take."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from ipaddress import ip_network
from typing import Any

from schoolproof.check.firewalls.addresses import carries, prefixes
from schoolproof.check.firewalls.audience import profile_of, purposes_of, to_internet
from schoolproof.check.firewalls.places import behind
from schoolproof.check.result import Finding
from schoolproof.model import Device, line_of
from schoolproof.model.filters import DnsFilter
from schoolproof.model.firewall import DnsServer
from schoolproof.model.policies import FirewallPolicy

PORT = 53


def dns_filters_for(device: Device, purpose: str) -> Iterator[DnsFilter]:
    """Filters of rules by which these people, or the school's resolvers, ask the internet.

    The firewall's own resolver at their interface counts too. Several of all these count only
    where each of them filters: which one a name takes is not known.

    Raises:
        UnknownFact: a rule or a profile was not read.
    """
    rows = [
        profile_of(device, policy, "dns_filter")
        for policy in device.firewall.policies
        if _asks(device, policy, purpose)
    ]
    rows += [
        profile_of(device, server, "dns_filter")
        for server in resolvers(device)
        if answers_names(device, server) and _serves(device, server, purpose) and server.forwards
    ]
    known = [row for row in rows if row is not None and "safe_search" in row.lines]
    safe = [row for row in known if row.safe_search]
    if rows and len(safe) == len(rows):
        yield from safe


def resolvers(device: Device) -> Iterable[DnsServer]:
    """The firewall's own resolvers, by interface; none where the platform has none."""
    firewall = device.firewall
    return firewall.dns_servers if "dns_servers" in firewall.lines else ()


def answers_names(device: Device, server: DnsServer) -> bool:
    """Whether the interface of a resolver is up; one that nobody read counts as up."""
    port = device.interfaces.get(server.name) if "interfaces" in device.lines else None
    return port is None or "enabled" not in port.lines or port.enabled


def _serves(device: Device, server: DnsServer, purpose: str) -> bool:
    """Whether these people, or the school's resolvers, stand behind its interface."""
    found = behind(device, (server.name,), precise=False)
    resolving = [ip_network(address) for address in device.site.services.get("dns", ())]
    near = [net for network in found for net in network.subnets]
    asked = any(a.version == b.version and a.overlaps(b) for a in near for b in resolving)
    return asked or any(purpose in network.purposes for network in found)


def asks_outside(device: Device, policy: FirewallPolicy) -> bool:
    """Whether a rule lets look-ups of names out to the internet.

    Raises:
        UnknownFact: its services, or where it leads, are not known.
    """
    if not (policy.enabled and policy.action == "accept" and to_internet(device, policy)):
        return False
    listed = policy.applications  # PAN-OS: those alone get out; on FortiOS numbers
    if listed and not listed[0].isdecimal() and not {"dns", "dns-base"} & set(listed):
        return False
    return "services" in policy.lines and carries(device, policy, "udp", (PORT,))


def services_unknown(device: Device, policy: FirewallPolicy) -> bool:
    """Whether a rule lets out what the text does not say.

    A vendor's list without DNS in its name is taken as other services.

    Raises:
        UnknownFact: where it leads is not known.
    """
    if not (policy.enabled and policy.action == "accept" and to_internet(device, policy)):
        return False
    lists = " ".join(policy.internet_services).lower()
    return "services" not in policy.lines and (not lists or "dns" in lists)


def _asks(device: Device, policy: FirewallPolicy, purpose: str) -> bool:
    if not asks_outside(device, policy):
        return False
    return purpose in purposes_of(device, policy) or _from_resolver(device, policy)


def _from_resolver(device: Device, policy: FirewallPolicy) -> bool:
    spans = prefixes(device, policy.sources)
    resolvers = [ip_network(address) for address in device.site.services.get("dns", ())]
    return spans is not None and any(
        a.version == b.version and a.overlaps(b) for a in spans for b in resolvers
    )


def working_filter(device: Device, policy: FirewallPolicy) -> Any:
    """The web filter of a policy, if it can change a search at all.

    Raises:
        UnknownFact: a profile is not in the text.
    """
    row = profile_of(device, policy, "web_filter")
    tls = profile_of(device, policy, "tls_inspection")
    looks = tls is not None and tls.mode == "deep" and policy.inspection_mode == "proxy"
    return row if looks else None


def not_forced(device: Device, policy: FirewallPolicy, fact: str, says: str, want: Any) -> Finding:
    """At the profile where its setting is at fault, at the policy where it cannot work."""
    row = working_filter(device, policy)
    expected = "strict" if want == "strict" else "on"
    if row is None:
        why = f"{says}: the rule does not decrypt as a proxy, and DNS does not do it"
        return Finding(policy, why, expected, line=line_of(policy, "tls_inspection"))
    actual = str(getattr(row, fact) or "off")
    where = line_of(row, fact)
    return Finding(row, says, expected, actual, fact=fact, want=want, line=where)
