"""What firewall policies name: zones, addresses, services, schedules, published servers."""

from __future__ import annotations

from typing import ClassVar, Literal

from schoolproof.model.facts import Facts


class Zone(Facts):
    """A security zone and its interfaces."""

    KIND: ClassVar[str] = "zone"

    name: str
    interfaces: tuple[str, ...]
    intrazone_deny: bool
    user_identification: bool  # PAN-OS: False: rules for users hold for nobody who comes from it


class AddressObject(Facts):
    """An address object or group. `value` as written: prefix, range, FQDN."""

    KIND: ClassVar[str] = "address_object"

    name: str
    family: Literal["ipv4", "ipv6"]
    type: str  # subnet, range, fqdn, geography, wildcard, dynamic, group …
    value: str
    members: tuple[str, ...]
    exclude: tuple[str, ...]


class ServiceObject(Facts):
    """A service or group. Ports as written, destination then source: `443`, `1-99:1024-65535`."""

    KIND: ClassVar[str] = "service_object"

    name: str
    protocol: str  # tcp, udp, tcp/udp/sctp, icmp, ip, all, group
    tcp_ports: tuple[str, ...]
    udp_ports: tuple[str, ...]
    sctp_ports: tuple[str, ...]
    members: tuple[str, ...]


class Schedule(Facts):
    """When a policy acts. `ends` is a date (ISO) for one-time schedules."""

    KIND: ClassVar[str] = "schedule"

    name: str
    ends: str


class Vip(Facts):
    """Destination NAT: an inner host reachable from outside."""

    KIND: ClassVar[str] = "vip"

    name: str
    outside: str
    inside: str
    protocol: str
    ports: str
    comment: str
    interface: str  # where it answers; `any`: everywhere
    inside_ports: str  # after the translation; empty: `ports`, or those that the packet asks for
    seen_outside: bool  # policies name address and ports as they are before the translation
