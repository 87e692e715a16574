"""What addresses and services of policies hold, as far as their text says it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from ipaddress import (
    IPv4Network,
    IPv6Network,
    ip_address,
    ip_network,
    summarize_address_range,
)

from schoolproof.errors import UnknownFact
from schoolproof.model import Device
from schoolproof.model.objects import AddressObject, ServiceObject
from schoolproof.model.policies import FirewallPolicy

Prefix = IPv4Network | IPv6Network
EVERYTHING = frozenset({"0.0.0.0/0", "::/0"})


def prefixes(device: Device, names: Iterable[str]) -> tuple[Prefix, ...] | None:
    """Prefixes of these addresses and groups; None where one holds everything or is no prefix."""
    found: list[Prefix] = []
    queue, seen = list(names), set[str]()
    while queue:
        name = queue.pop()
        row = device.firewall.address_objects.get(name)
        if row is None:
            return None
        if name in seen:
            continue
        seen.add(name)
        if row.type == "group":
            queue += row.members
            continue
        own = _own(row)
        if own is None:
            return None
        found += own
    return tuple(found)


def surely(device: Device, names: Iterable[str]) -> tuple[Prefix, ...]:
    """Prefixes that these addresses hold without doubt; groups that leave something out do not."""
    found: list[Prefix] = []
    queue, seen = list(names), set[str]()
    while queue:
        name = queue.pop()
        row = device.firewall.address_objects.get(name)
        if row is None or name in seen:
            continue
        seen.add(name)
        if row.type == "group":
            queue += () if row.exclude else row.members
        elif row.value in EVERYTHING:
            found.append(ip_network(row.value))
        else:
            found += _own(row) or ()
    return tuple(found)


def covered(inner: Iterable[Prefix], outer: Iterable[Prefix]) -> bool:
    """Whether each prefix lies within one of the others."""
    around = tuple(outer)
    return all(
        any(a.version == b.version and a.subnet_of(b) for b in around)  # type: ignore[arg-type]  # the versions agree
        for a in inner
    )


def _own(row: AddressObject) -> list[Prefix] | None:
    if row.value in EVERYTHING:
        return None
    try:
        if row.type == "subnet":
            return [ip_network(row.value, strict=False)]
        if row.type == "range":
            low, _, high = row.value.partition("-")
            return list(summarize_address_range(ip_address(low), ip_address(high)))
    except (TypeError, ValueError):
        return None
    return None


def meets(subnets: Sequence[Prefix], spans: Sequence[Prefix] | None) -> bool:
    """Whether a network may hold one of the addresses; one without subnets may hold any."""
    if spans is None or not subnets:
        return True
    return any(a.version == b.version and a.overlaps(b) for a in subnets for b in spans)


def carries(device: Device, policy: FirewallPolicy, protocol: str, ports: Iterable[int]) -> bool:
    """Whether a policy's services hold one of these destination ports of `tcp` or `udp`.

    Raises:
        UnknownFact: a service is not known, or is limited by more than ports, or a list of the
            vendor's stands in place of services.
    """
    if policy.service_negate:
        return True
    if not policy.services:
        msg = f"the ports of {policy.label} stand in the vendor's list, not in the text"
        raise UnknownFact(msg)
    wanted = tuple(ports)
    return any(_holds(device, name, protocol, wanted) for name in policy.services)


def _holds(device: Device, name: str, protocol: str, ports: tuple[int, ...]) -> bool:
    row = device.firewall.service_objects.get(name)
    if row is None:
        msg = f"the text does not hold the service {name}"
        raise UnknownFact(msg)
    if row.members:
        return any(_holds(device, member, protocol, ports) for member in row.members)
    if row.protocol == "all":
        return True
    return any(_within(text, port) for text in _ranges(row, protocol) for port in ports)


def _ranges(row: ServiceObject, protocol: str) -> tuple[str, ...]:
    if protocol not in row.protocol:
        return ()
    return row.tcp_ports if protocol == "tcp" else row.udp_ports


def _within(text: str, port: int) -> bool:
    """`1-99:1024-65535` is destination ports, then source ports."""
    low, _, high = text.partition(":")[0].partition("-")
    return low.isdigit() and int(low) <= port <= int(high or low)
