"""What a rule base does, by plain enumeration: every packet of a small space, every reading.

Nothing here uses the engine or the model. A rule base is plain data (see `rulebases.py`); a packet
is a tuple; a reading says for each condition whether it holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import product

V4 = ("10.0.0.0", "10.0.0.1", "10.0.0.2", "10.0.0.3")
V6 = ("2001:db8::", "2001:db8::1")
SERVICES = (("tcp", 1), ("tcp", 2), ("udp", 1), ("icmp", 0))
ORIGINS = (10, 20)
INGRESS = ("a", "b")
EGRESS = "c"

Packet = tuple[str, str, tuple[str, int], int, str]
Reading = dict[str, bool]


@dataclass
class Address:
    """`hosts` of a plain object; a group has members; a `named` one is a condition."""

    hosts: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    named: str = ""  # fqdn, geography


@dataclass
class Service:
    """`ports` and `origins` of a plain service; a group has members."""

    protocol: str = ""
    ports: tuple[int, ...] = ()
    origins: tuple[int, ...] = ORIGINS
    members: tuple[str, ...] = ()


@dataclass
class Rule:
    """One rule, in the order of the list."""

    accepts: bool
    ingress: tuple[str, ...]
    sources: tuple[str, ...]
    destinations: tuple[str, ...]
    services: tuple[str, ...]
    sources6: tuple[str, ...] = ()
    destinations6: tuple[str, ...] = ()
    enabled: bool = True
    source_negate: bool = False
    destination_negate: bool = False
    service_negate: bool = False
    groups: tuple[str, ...] = ()
    schedule: str = "always"
    lists: tuple[str, ...] = ()


@dataclass
class RuleBase:
    """Objects of IPv6 stand under `ipv6:name`."""

    rules: list[Rule]
    addresses: dict[str, Address] = field(default_factory=dict)
    services: dict[str, Service] = field(default_factory=dict)


def packets() -> Iterator[Packet]:
    for family in (V4, V6):
        yield from product(family, family, SERVICES, ORIGINS, INGRESS)


def conditions(base: RuleBase) -> list[str]:
    """Everything that a reading decides, by name."""
    found: dict[str, None] = {}
    for rule in base.rules:
        for group in (rule.groups,):
            if group:
                found[f"groups {' '.join(sorted(group))}"] = None
        if rule.schedule != "always":
            found[f"schedule {rule.schedule}"] = None
        for word in rule.lists:
            found[f"list {word.removeprefix('not:')}"] = None
    for name, row in base.addresses.items():
        if row.named:
            found[f"source {name}"] = None
            found[f"destination {name}"] = None
    return list(found)


def readings(names: list[str]) -> Iterator[Reading]:
    for values in product((True, False), repeat=len(names)):
        yield dict(zip(names, values, strict=True))


def first_match(base: RuleBase, packet: Packet, reading: Reading) -> int | None:
    """The place of the rule that decides, or None: refused at the end."""
    for place, rule in enumerate(base.rules):
        if rule.enabled and _matches(base, rule, packet, reading):
            return place
    return None


def _matches(base: RuleBase, rule: Rule, packet: Packet, reading: Reading) -> bool:
    source, destination, service, origin, ingress = packet
    six = ":" in source
    if ingress not in rule.ingress:
        return False
    if rule.groups and not reading[f"groups {' '.join(sorted(rule.groups))}"]:
        return False
    if rule.schedule != "always" and not reading[f"schedule {rule.schedule}"]:
        return False
    for word in rule.lists:
        if reading[f"list {word.removeprefix('not:')}"] is word.startswith("not:"):
            return False
    served = any(_serves(base, name, service, origin) for name in rule.services)
    if served is rule.service_negate:
        return False
    sources = rule.sources6 if six else rule.sources
    destinations = rule.destinations6 if six else rule.destinations
    if not _side(base, sources, source, "source", reading, rule.source_negate and not six):
        return False
    if rule.lists:
        return True
    negated = rule.destination_negate and not six
    return _side(base, destinations, destination, "destination", reading, negated)


def _side(
    base: RuleBase, names: tuple[str, ...], host: str, side: str, reading: Reading, negated: bool
) -> bool:
    held = any(_holds(base, name, host, side, reading) for name in names)
    return held is not negated


def _holds(base: RuleBase, name: str, host: str, side: str, reading: Reading) -> bool:
    row = base.addresses[name]
    if name.startswith("ipv6:") != (":" in host):
        return False
    if row.named:
        return reading[f"{side} {name}"]
    if row.members:
        return any(_holds(base, m, host, side, reading) for m in row.members) and not any(
            _holds(base, m, host, side, reading) for m in row.exclude
        )
    return host in row.hosts


def _serves(base: RuleBase, name: str, service: tuple[str, int], origin: int) -> bool:
    row = base.services[name]
    if row.members:
        return any(_serves(base, member, service, origin) for member in row.members)
    if row.protocol == "all":
        return True
    protocol, port = service
    if protocol != row.protocol:
        return False
    return protocol == "icmp" or (port in row.ports and origin in row.origins)
