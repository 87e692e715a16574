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
    source, _, service, origin, ingress = packet
    six = ":" in source
    served = any(_serves(base, name, service, origin) for name in rule.services)
    return (
        ingress in rule.ingress
        and _conditions_hold(rule, reading)
        and served is not rule.service_negate
        and _source(base, rule, packet, reading) is not (rule.source_negate and not six)
        and (
            bool(rule.lists)
            or _destination(base, rule, packet, reading)
            is not (rule.destination_negate and not six)
        )
    )


def _conditions_hold(rule: Rule, reading: Reading) -> bool:
    wanted = [f"groups {' '.join(sorted(rule.groups))}"] if rule.groups else []
    wanted += [f"schedule {rule.schedule}"] if rule.schedule != "always" else []
    listed = all(
        reading[f"list {word.removeprefix('not:')}"] is not word.startswith("not:")
        for word in rule.lists
    )
    return listed and all(reading[name] for name in wanted)


def _source(base: RuleBase, rule: Rule, packet: Packet, reading: Reading) -> bool:
    names = rule.sources6 if ":" in packet[0] else rule.sources
    return any(_holds(base, name, packet[0], "source", reading) for name in names)


def _destination(base: RuleBase, rule: Rule, packet: Packet, reading: Reading) -> bool:
    names = rule.destinations6 if ":" in packet[1] else rule.destinations
    return any(_holds(base, name, packet[1], "destination", reading) for name in names)


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
