"""Whether the names in a firewall rule mean everything."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_network

from schoolproof.model import Table
from schoolproof.model.firewall import Firewall
from schoolproof.model.objects import AddressObject, ServiceObject
from schoolproof.model.policies import FirewallPolicy, own_name

MAX_DEPTH = 8  # groups in groups; deeper is a ring


def any_source(firewall: Firewall, policy: FirewallPolicy) -> bool:
    """Whether every address may be the source."""
    lists = any(name.startswith("source:") for name in policy.internet_services)
    names = (*policy.sources, *policy.sources6)
    return not policy.source_negate and not lists and _all(firewall.address_objects, names)


def any_destination(firewall: Firewall, policy: FirewallPolicy) -> bool:
    """Whether every address may be the destination."""
    narrow = [n for n in policy.internet_services if not n.startswith(("source:", "condition:"))]
    names = (*policy.destinations, *policy.destinations6)
    return not policy.destination_negate and not narrow and _all(firewall.address_objects, names)


def any_service(firewall: Firewall, policy: FirewallPolicy) -> bool:
    """Whether every service may be used."""
    listed = policy.applications or policy.app_categories
    every = _every(firewall.service_objects, policy.services)
    return every and not policy.service_negate and not listed


def ends_in_logged_refusal(firewall: Firewall, *, six: bool) -> bool:
    """Whether the last rule of every part refuses everything at all times, with a record.

    `six`: of IPv6 too, since a rule for one family leaves the other to the firewall's own refusal.
    """
    last: dict[str | None, FirewallPolicy] = {}
    for policy in firewall.policies:
        if policy.enabled:
            last[policy.vdom] = policy
    table = firewall.address_objects
    return bool(last) and all(
        refuses_everything(firewall, policy)
        and policy.log == "all"
        and (not six or (_all(table, policy.sources6) and _all(table, policy.destinations6)))
        for policy in last.values()
    )


def refuses_everything(firewall: Firewall, policy: FirewallPolicy) -> bool:
    """Whether a rule refuses every IPv4 packet at all times."""
    limits = (policy.groups, policy.internet_services, policy.applications, policy.url_categories)
    wide = any_source(firewall, policy) and any_destination(firewall, policy)
    zones = "any" in policy.source_zones and "any" in policy.destination_zones
    always = own_name(policy, policy.schedule) == "always"
    whole = wide and zones and any_service(firewall, policy) and always and not any(limits)
    return whole and policy.action == "deny"


def _all(table: Table[AddressObject], names: Iterable[str], depth: int = 0) -> bool:
    for name in names:
        item = table.get(name)
        if item is None or depth > MAX_DEPTH or item.exclude:
            continue
        if item.type == "group" and _all(table, item.members, depth + 1):
            return True
        if item.type == "subnet" and "value" in item.lines and _is_whole(item.value):
            return True
    return False


def _is_whole(value: str) -> bool:
    return ip_network(value, strict=False).prefixlen == 0


def _every(table: Table[ServiceObject], names: Iterable[str], depth: int = 0) -> bool:
    for name in names:
        item = table.get(name)
        if item is None or depth > MAX_DEPTH:
            continue
        if item.protocol == "all" and "tcp_ports" in item.lines:
            return True
        if item.members and _every(table, item.members, depth + 1):
            return True
    return False
