"""What people declare about a school, and what it means for one device."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from ipaddress import IPv4Network, IPv6Network, ip_address

from schoolproof.errors import UnknownFact

Prefix = IPv4Network | IPv6Network
USER_PURPOSES = frozenset({"staff", "pupil", "guest", "byod", "voice", "print"})


@dataclass(frozen=True, slots=True)
class Network:
    """A VLAN or subnet of the school, with one purpose or several."""

    name: str
    purposes: frozenset[str]
    vlan: int | None = None
    subnets: tuple[Prefix, ...] = ()
    zone: str | None = None
    managed_devices: bool | None = None  # None: not said


@dataclass(frozen=True, slots=True)
class DeclaredSsid:
    """A wireless network and whom it is for."""

    ssid: str
    audience: str
    networks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PortPlan:
    """Declared ports of one device, each by the name that the device writes."""

    classes: dict[str, str] = field(default_factory=dict)  # name → uplink, access_point …
    needed_vlans: dict[str, frozenset[int]] = field(default_factory=dict)
    neighbours: dict[str, str] = field(default_factory=dict)  # name → host at the far end
    exempt: dict[str, str] = field(default_factory=dict)  # name → reason
    dhcp_servers: set[str] = field(default_factory=set)  # server ports that may answer DHCP
    phones: set[str] = field(default_factory=set)

    def class_of(self, port: str) -> str | None:
        """What the port was declared as, or None."""
        return self.classes.get(port)


@dataclass(frozen=True, slots=True)
class AllowedFlow:
    """A flow between purposes that is wanted; all else between purposes is denied."""

    sources: tuple[str, ...]
    destinations: tuple[str, ...]
    services: tuple[str, ...]
    hosts: tuple[str, ...] = ()  # narrower destinations
    from_hosts: tuple[str, ...] = ()  # narrower sources
    users: tuple[str, ...] = ()
    applications: tuple[str, ...] = ()
    schedule: str | None = None
    established: bool = False


@dataclass(frozen=True, slots=True)
class Inbound:
    """A service that may be reached from the internet; `host` is the inner address."""

    host: str
    services: tuple[str, ...]
    owner: str
    reviewed: str


@dataclass(frozen=True, slots=True)
class Line:
    """An internet line."""

    name: str
    interface: str
    kind: str
    role: str
    down_mbps: int
    up_mbps: int


@dataclass(frozen=True, slots=True)
class Ups:
    """An uninterruptible power supply and the hosts that it feeds."""

    name: str
    feeds: tuple[str, ...]
    minutes: int
    battery: date | None


@dataclass(frozen=True, slots=True)
class Site:
    """One school. Everything here was declared by a person, nothing was read from a device."""

    slug: str
    name: str
    phase: str
    networks: tuple[Network, ...] = ()
    ssids: tuple[DeclaredSsid, ...] = ()
    ports: dict[str, PortPlan] = field(default_factory=dict)  # by host
    services: dict[str, tuple[str, ...]] = field(default_factory=dict)
    management_sources: dict[str, tuple[Prefix, ...]] = field(default_factory=dict)  # login, snmp
    provider_addresses: tuple[Prefix, ...] = ()
    accounts: dict[str, tuple[str, ...]] = field(default_factory=dict)
    ipv6_in_use: bool | None = None
    filtering_mode: str = "on-firewall"
    allowed_flows: tuple[AllowedFlow, ...] = ()
    inbound: tuple[Inbound, ...] = ()
    lines: tuple[Line, ...] = ()
    ups: tuple[Ups, ...] = ()
    path: str = ""

    def _declared(self) -> tuple[Network, ...]:
        if not self.networks:
            msg = f"networks (inventory/sites/{self.slug}.yaml declares none)"
            raise UnknownFact(msg)
        return self.networks

    def vlans_for(self, *purposes: str) -> frozenset[int]:
        """VLAN numbers that serve any of the purposes.

        Raises:
            UnknownFact: the site file declares no networks at all.
        """
        wanted = set(purposes)
        return frozenset(n.vlan for n in self._declared() if n.vlan and n.purposes & wanted)

    def purposes_of(self, vlan: int) -> frozenset[str]:
        """Purposes of a VLAN number; empty when nobody declared it."""
        found = (n.purposes for n in self._declared() if n.vlan == vlan)
        return frozenset().union(*found)

    def serves(self, vlans: Iterable[int], purpose: str) -> bool:
        """Whether every one of the VLANs serves the purpose."""
        return set(vlans) <= self.vlans_for(purpose)

    def subnets_for(self, *purposes: str) -> tuple[Prefix, ...]:
        """Subnets of the networks that serve any of the purposes."""
        wanted = set(purposes)
        return tuple(s for n in self._declared() if n.purposes & wanted for s in n.subnets)

    def network_named(self, name: str) -> Network | None:
        """The network with this name, in any letter case."""
        return next((n for n in self._declared() if n.name.lower() == name.lower()), None)

    def audience_of(self, ssid: str) -> str | None:
        """Whom a wireless network is for, or None when nobody declared it."""
        return next((s.audience for s in self.ssids if s.ssid == ssid), None)

    def sources_allowed(self, service: str) -> tuple[Prefix, ...]:
        """Addresses that may reach `login` or `snmp`, the provider's own included.

        Raises:
            UnknownFact: neither management sources nor management networks are declared.
        """
        declared = self.management_sources.get(service)
        if declared is None:
            declared = self.subnets_for("management")
        return declared + self.provider_addresses

    def purpose_of_address(self, address: str) -> frozenset[str]:
        """Purposes of the networks that hold an address."""
        wanted = ip_address(address)
        nets = (n for n in self._declared() if any(wanted in s for s in n.subnets))
        return frozenset().union(*(n.purposes for n in nets))
