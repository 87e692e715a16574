"""Policies of the explicit web proxy as rules: by what request, to which servers."""

from __future__ import annotations

from collections.abc import Iterator

from schoolproof.flows.firewalls.objects import SURE, Addresses, Part
from schoolproof.flows.firewalls.rules import FAMILIES, Compiler, product, zones_of
from schoolproof.flows.firewalls.services import Served, Services, port_range
from schoolproof.flows.sets import spans
from schoolproof.flows.sets.conditions import STATE, UNREAD, Conditions, Literals
from schoolproof.flows.sets.faces import Faces
from schoolproof.flows.sets.packets import EVERY_PORT, IPV4, IPV6, PROTOCOLS
from schoolproof.flows.sets.rule import Term
from schoolproof.flows.sets.spans import Spans
from schoolproof.model import Device
from schoolproof.model.objects import ServiceObject
from schoolproof.model.policies import FirewallPolicy

# protocol of the service → transports, and the kind of request where it is not every one
REQUESTS: dict[str, tuple[tuple[str, ...], str]] = {
    "proxy": (("tcp", "udp"), ""),
    "proxy/http": (("tcp",), "HTTP"),
    "proxy/connect": (("tcp",), "CONNECT"),
    "proxy/ftp": (("tcp",), "FTP"),
    "proxy/socks-tcp": (("tcp",), "SOCKS"),
    "proxy/socks-udp": (("udp",), ""),
}


class ProxyServices(Services):
    """Sets of services that names stand for in a policy of an explicit proxy."""

    def _row(self, row: ServiceObject) -> Iterator[Served]:
        """One that is not made for proxies is not understood: a device takes none."""
        if row.protocol not in REQUESTS or not row.tcp_ports:
            yield self._unread(f"the service is {row.name}, which is not one of a proxy")
            return
        transports, kind = REQUESTS[row.protocol]
        said = f"the client asks the proxy by {kind}"
        literals = frozenset((self._conditions.literal(said, STATE),)) if kind else SURE
        for text in row.tcp_ports:
            low, high = port_range(text.partition(":")[0])
            for transport in transports:
                number = PROTOCOLS[transport] << 16
                yield ((number + low, number + high), EVERY_PORT, literals)


class ProxyCompiler(Compiler):
    """Makes rules of the policies of one explicit web proxy.

    `asking`: the bits by which packets come in; `carries`: the services that it takes at all.
    """

    def __init__(  # noqa: PLR0913, PLR0917  a compiler of its own kind
        self,
        device: Device,
        faces: Faces,
        conditions: Conditions,
        asking: int,
        carries: Spans,
        families: tuple[Spans, ...],
    ) -> None:
        super().__init__(device, faces, conditions)
        firewall = device.firewall
        self.addresses = Addresses(firewall, conditions, firewall.proxy_addresses)
        self.services = ProxyServices(firewall, conditions)
        self._asking, self._carries = asking, carries
        self._families = [pair for pair in FAMILIES if pair[1] in families]

    def _cubes(
        self, policy: FirewallPolicy, names: tuple[str, ...], *, accepts: bool
    ) -> Iterator[Term]:
        """A client and a server may be of two families: whether a policy fits then, nobody says."""
        del accepts  # servers are not published to a proxy
        egress = self.faces.mask(zones_of(policy, "destination"))
        served = self._services(policy, names)
        held = [(spans.meet(s, self._carries), EVERY_PORT, x) for s, _, x in served]
        for six, family in self._families if egress else ():
            for other, servers in self._families:
                sources = self._sent(policy, "source", six, family)
                targets = self._sent(policy, "destination", other, servers)
                mixed = self._mixed() if six != other else SURE
                yield from product(sources, targets, held, (self._asking, egress), mixed)

    def _mixed(self) -> Literals:
        said = "a proxy policy holds for a client and a server of different families"
        return frozenset((self.conditions.literal(said, UNREAD),))

    def _sent(self, policy: FirewallPolicy, side: str, six: str, family: Spans) -> list[Part]:
        """One side of a policy; names and patterns of the IPv4 list may hold for IPv6 too."""
        parts = self._side(policy, side, six, family, None)
        if six and any(literals for _, literals in self._side(policy, side, "", IPV4, None)):
            said = f"the {side} is one that {policy.title} names, by IPv6"
            parts.append((IPV6, frozenset((self.conditions.literal(said, UNREAD),))))
        return parts
