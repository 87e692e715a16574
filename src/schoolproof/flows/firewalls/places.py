"""Where the networks of a site stand on a firewall, and which of its interfaces lead outside."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from schoolproof.errors import UnknownFact
from schoolproof.flows.firewalls.routes import Routes
from schoolproof.flows.sets import spans
from schoolproof.flows.sets.faces import Faces
from schoolproof.flows.sets.packets import IPV4, IPV6, networks
from schoolproof.flows.sets.spans import Spans
from schoolproof.model import Device, Interface, Network

NO_HOSTS = frozenset({"parking", "unused"})


class Places:
    """Networks and lines of one device, as sets of addresses and masks of interfaces.

    Raises:
        UnknownFact: the site file declares no networks, or nothing says where the internet is.
    """

    def __init__(
        self, device: Device, faces: Faces, routes: Sequence[Routes] = (), links: int = 0
    ) -> None:
        """`links`: interfaces that lead to another VDOM of the same device only."""
        if not device.site.networks:
            raise UnknownFact("the site file declares no networks")
        self.device = device
        self.faces = faces
        self._routes = routes
        self._links = links
        self.lines = self._lines()
        self.outside = faces.mask(self.lines)
        self._attached = {n.name: self._ports(n) for n in device.site.networks}
        self._taken = networks(subnet for n in device.site.networks for subnet in n.subnets)

    def _lines(self) -> tuple[str, ...]:
        """Internet lines: role wan, declared or probed.

        Raises:
            UnknownFact: nothing says which interfaces those are.
        """
        device = self.device
        found = [p.name for p in device.interfaces if "role" in p.lines and p.role == "wan"]
        found += [line.interface for line in device.site.lines]
        found += [name for probe in device.firewall.link_monitors for name in probe.interfaces]
        known = [name for name in dict.fromkeys(found) if self.faces.mask([name])]
        if not known:
            raise UnknownFact("no interface has the role wan, and the site file declares no lines")
        return tuple(known)

    def networks(self, *purposes: str) -> list[Network]:
        """Networks with hosts that serve any of the purposes; without purposes all of them."""
        wanted = set(purposes)
        return [
            n
            for n in self.device.site.networks
            if (n.purposes & wanted if wanted else not n.purposes <= NO_HOSTS)
        ]

    def ingress(self, network: Network) -> int:
        """Interfaces by which packets of this network come in.

        A network that stands on none is where the static routes lead, else behind a transit
        network; where there is none, behind any inner interface that no declared network stands on,
        or else any inner interface at all.
        """
        found = self.faces.mask(p.name for p in self._attached[network.name])
        if network.zone:
            found |= self.faces.mask([network.zone])
        if self.is_attached(network):
            return found
        return found | (self.by_route(network) or self._routed())

    def _routed(self) -> int:
        inner = [p.name for p in self.device.interfaces if p.name not in self.lines and _up(p)]
        return self.faces.mask(self._leading_on or inner) & ~self._links

    def by_route(self, network: Network) -> int:
        """Interfaces to which static routes lead all of its subnets; 0: none do."""
        found, held = 0, networks(network.subnets)
        for routes in self._routes:
            found |= routes.behind(held)
        managing = self.faces.mask(p.name for p in self.device.interfaces if _manages(p))
        return found & ~(self._links | self.outside | managing)

    @cached_property
    def _leading_on(self) -> list[str]:
        """Interfaces behind which networks may stand that stand on none here."""
        transit = self.networks("transit")
        found = [port.name for network in transit for port in self._attached[network.name]]
        taken = {p.name for ports in self._attached.values() for p in ports}
        ports = (p for p in self.device.interfaces if not _manages(p))
        inner = [p for p in ports if p.name not in self.lines and _up(p)]
        return found or [p.name for p in inner if p.name not in taken and p.addresses]

    def is_guessed(self, network: Network) -> bool:
        """Whether nothing tells where a network is, so that it may not be behind this device."""
        return not self.is_placed(network) and not self._leading_on

    def is_placed(self, network: Network) -> bool:
        """Whether an interface, a zone or a static route says where it is."""
        return self.is_attached(network) or bool(self.by_route(network))

    def is_attached(self, network: Network) -> bool:
        """Whether it stands on an interface or zone of this device.

        A port for management does not count: it leads to the device, not through it, so the
        network comes in by another interface too.
        """
        zone = bool(network.zone and self.faces.mask([network.zone]))
        return zone or any(not _manages(p) for p in self._attached[network.name])

    def addresses(self, network: Network) -> Spans:
        """Its subnets as declared, and those of the interfaces it stands on.

        One that has neither may hold any that no other network has. IPv6 counts where an address
        says so, or the site file says that IPv6 is in use.
        """
        found = self.known_addresses(network) or spans.minus(IPV4, self._taken)
        if self.device.site.ipv6_in_use and not spans.meet(found, IPV6):
            found = spans.join(found, IPV6)
        return found

    def known_addresses(self, network: Network) -> Spans:
        """Its subnets as declared, and those of the interfaces it stands on."""
        own = self._attached[network.name]
        return networks([*network.subnets, *(a.network for p in own for a in p.addresses)])

    def _ports(self, network: Network) -> tuple[Interface, ...]:
        """By VLAN number, by address, or by the SSID that the site file gives to the network."""
        device = self.device
        ssids = device.ssids if "ssids" in device.lines else ()
        names = {s.ssid for s in device.site.ssids if network.name.lower() in _lower(s.networks)}
        by_ssid = {s.profile for s in ssids if s.name in names and "profile" in s.lines}
        return tuple(
            port
            for port in device.interfaces
            if _up(port) and port.name not in self.lines and _stands(port, network, by_ssid)
        )


def _lower(names: tuple[str, ...]) -> set[str]:
    return {name.lower() for name in names}


def _up(port: Interface) -> bool:
    return "enabled" not in port.lines or port.enabled


def _manages(port: Interface) -> bool:
    return "kind" in port.lines and port.kind == "management"


def _stands(port: Interface, network: Network, by_ssid: set[str]) -> bool:
    if port.vlan_id is not None and port.vlan_id == network.vlan:
        return True
    if port.name == network.zone or port.name in by_ssid:
        return True
    if _manages(port) and "addresses" not in port.lines:
        return False  # nothing passes through it, wherever it stands
    own = [address.network for address in port.addresses]
    return any(a.version == s.version and a.overlaps(s) for a in own for s in network.subnets)
