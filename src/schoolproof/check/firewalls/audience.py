"""Whom a firewall policy serves: networks behind its source, the internet behind its destination.

Everything here reads the text of single policies. Which policy a packet really meets first is the
work of `flows`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from ipaddress import ip_network
from typing import Any

from schoolproof.check.firewalls.acting import is_shadowed
from schoolproof.check.firewalls.addresses import carries, covered, meets, prefixes, surely
from schoolproof.check.firewalls.places import behind, is_outside
from schoolproof.check.result import Gap, Item
from schoolproof.check.switches.ports import each
from schoolproof.errors import UnknownFact
from schoolproof.model import Device, Network
from schoolproof.model.firewall import DnsServer
from schoolproof.model.policies import FirewallPolicy, own_name

USERS = ("pupil", "staff", "guest", "byod")
EVERYWHERE = (ip_network("0.0.0.0/0"),)
WEB_PORTS = (80, 443, 8080)
TABLES = {
    "web_filter": "web_filters",
    "dns_filter": "dns_filters",
    "app_control": "app_controls",
    "tls_inspection": "tls_inspections",
}


@dataclass(frozen=True, slots=True)
class Served:
    """Policies that serve an audience, and those of which it could not be said."""

    policies: tuple[FirewallPolicy, ...]
    gaps: tuple[Gap, ...] = ()


def networks_of(device: Device, policy: FirewallPolicy) -> list[Network]:
    """Declared networks from which packets may meet the policy.

    Raises:
        UnknownFact: the policy's sources, or the networks behind its interfaces, are not known.
    """
    lists = [word for word in policy.internet_services if word.startswith("source:")]
    if any(not word.startswith("source:not:") for word in lists):
        return []  # addresses of the vendor's list are outside
    spans = None if policy.source_negate else prefixes(device, policy.sources + policy.sources6)
    found = behind(device, policy.source_zones, precise=spans is not None)
    return [network for network in found if meets(network.subnets, spans)]


def purposes_of(device: Device, policy: FirewallPolicy) -> frozenset[str]:
    """What those networks are for."""
    return frozenset().union(*(network.purposes for network in networks_of(device, policy)))


def to_internet(device: Device, policy: FirewallPolicy) -> bool:
    """Whether the policy lets packets out of the school.

    Raises:
        UnknownFact: it is not known which interfaces lead there.
    """
    if not any(is_outside(device, name) for name in policy.destination_zones):
        return False
    if "destinations" not in policy.lines or policy.destination_negate:
        return True
    spans = prefixes(device, policy.destinations + policy.destinations6)
    inside = [subnet for network in device.site.networks for subnet in network.subnets]
    return not spans or not covered(spans, inside)


def served(device: Device, *purposes: str, web: bool = True) -> Served:
    """Enabled policies that let these networks out to the internet; `web`: to its web ports.

    A rule for the people of a staff group in a pupils' room serves staff: see `_people`. One in the
    shadow of rules above serves nobody.
    """
    wanted, gaps = set(purposes), list[Gap]()
    found: list[tuple[FirewallPolicy, frozenset[str]]] = []
    for policy in device.firewall.policies:
        try:
            if not (policy.enabled and policy.action == "accept" and to_internet(device, policy)):
                continue
            if is_shadowed(device, policy):
                continue
            nets = purposes_of(device, policy)
            if not web or not nets & set(USERS) or _is_web(device, policy):
                found.append((policy, nets))
        except UnknownFact as gap:
            gaps.append(Gap(policy, str(gap)))
    people = _people(found)
    chosen = [policy for policy, _ in found if people[policy.number, policy.vdom] & wanted]
    return Served(tuple(chosen), tuple(gaps))


def _is_web(device: Device, policy: FirewallPolicy) -> bool:
    """A rule on a list of the vendor's names no ports; with a web filter it is one to the web."""
    if not policy.services and policy.web_filter:
        return True
    return carries(device, policy, "tcp", WEB_PORTS)


def _people(
    found: list[tuple[FirewallPolicy, frozenset[str]]],
) -> dict[tuple[str, str | None], frozenset[str]]:
    """Purposes by policy, with people before places.

    A user group that signs in from staff networks is staff's. A policy for such groups alone
    in a pupil network serves staff, provided that pupils have a policy of their own there.
    """
    staff = frozenset(
        group
        for policy, nets in found
        if "staff" in nets and "pupil" not in nets
        for group in policy.groups
    )
    own = any("pupil" in nets and not _only(policy, staff) for policy, nets in found)
    return {
        (policy.number, policy.vdom): nets - {"pupil"} | {"staff"}
        if own and "pupil" in nets and _only(policy, staff)
        else nets
        for policy, nets in found
    }


def _only(policy: FirewallPolicy, groups: frozenset[str]) -> bool:
    return bool(policy.groups) and set(policy.groups) <= groups


def profile_of(device: Device, policy: FirewallPolicy | DnsServer, fact: str) -> Any:
    """The profile that a policy or resolver names, or None.

    Raises:
        UnknownFact: the text names one that it does not hold.
    """
    name = getattr(policy, fact)
    if name is None:
        return None
    row = getattr(device.firewall, TABLES[fact]).get(name)
    if row is None:
        msg = f"the text does not hold the profile {name} that {policy.label} names"
        raise UnknownFact(msg)
    return row


def each_profile(
    device: Device,
    policies: Iterable[FirewallPolicy],
    fact: str,
    judge: Callable[[Any], Iterable[Item]],
) -> Iterator[Item]:
    """Judge each profile that the policies use, once."""
    seen = set[int]()
    for policy in policies:
        try:
            row = profile_of(device, policy, fact)
        except UnknownFact as gap:
            yield Gap(policy, str(gap))
            continue
        if row is not None and id(row) not in seen:
            seen.add(id(row))
            yield from each([row], judge)


def refused_before(device: Device, policy: FirewallPolicy, protocol: str, port: int) -> bool:
    """Whether one policy above refuses this port to all whom the policy serves, at all times."""
    return any(
        not row.applications and carries(device, row, protocol, (port,))
        for row in refusing_before(device, policy)
    )


def refusing_before(device: Device, policy: FirewallPolicy) -> Iterator[FirewallPolicy]:
    """Policies above that refuse to all whom the policy serves, at all times and to everywhere.

    Which services or applications they refuse is for the caller to see.
    """
    spans = None if policy.source_negate else prefixes(device, policy.sources)
    if spans is None:
        spans = tuple(s for n in networks_of(device, policy) for s in n.subnets)
    for row in device.firewall.policies:
        if (
            row.action == "deny"
            and row.order < policy.order
            and row.vdom == policy.vdom
            and _is_plain(row)
            and _same_way(row, policy)
            and covered(spans, surely(device, row.sources))
            and covered(EVERYWHERE, surely(device, row.destinations))
        ):
            yield row


def _is_plain(row: FirewallPolicy) -> bool:
    """Always on, and limited by addresses, services and applications alone."""
    limits = (row.groups, row.internet_services, row.url_categories)
    negated = row.source_negate or row.destination_negate or row.service_negate
    always = own_name(row, row.schedule) == "always"
    return row.enabled and always and not negated and not any(limits)


def _same_way(row: FirewallPolicy, policy: FirewallPolicy) -> bool:
    pairs = (
        (row.source_zones, policy.source_zones),
        (row.destination_zones, policy.destination_zones),
    )
    return all("any" in wide or set(narrow) <= set(wide) for wide, narrow in pairs)
