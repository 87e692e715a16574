"""`schoolproof flows` about the firewall itself: one packet to it, or what a network reaches."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from ipaddress import ip_network
from typing import Any

from schoolproof.check.firewalls.own import ACCEPT, DENY, Asked, Said, decision, own_port, said_of
from schoolproof.cli.flows_words import leg_lines, leg_rows
from schoolproof.errors import UnknownFact
from schoolproof.flows.firewalls.local import ANYWHERE
from schoolproof.flows.firewalls.proxy_reach import own_addresses
from schoolproof.flows.firewalls.query import Flows
from schoolproof.flows.firewalls.trace import service_of, ways_of
from schoolproof.flows.path_site import SitePath
from schoolproof.flows.path_trace import Followed
from schoolproof.flows.sets import spans
from schoolproof.flows.sets.base import whole
from schoolproof.flows.sets.cube import Cube
from schoolproof.flows.sets.packets import (
    EVERY_PORT,
    EVERY_SERVICE,
    IPV4,
    IPV6,
    address,
    address_text,
    service,
    service_texts,
)
from schoolproof.flows.sets.spans import Spans
from schoolproof.model import Interface, Network
from schoolproof.report.safe import printable

NOTE = "what else the firewall answers (DHCP, VPN, pages of its own), the text does not say"
FIREWALL = "firewall"  # the word that `--to` takes for the firewall itself
HOST = 10  # a host's number is likelier than a network's own address


@dataclass(frozen=True, slots=True)
class OwnExplained:
    """One packet to the firewall itself: what decides it, after the lists of switches before."""

    said: tuple[Said, ...]
    legs: tuple[Followed, ...]

    @property
    def decision(self) -> str:
        """`accept`, `deny` or `depends`."""
        found = [*(leg.decision for leg in self.legs), decision(self.said)]
        return next((word for word in (DENY, "depends") if word in found), ACCEPT)

    def as_json(self) -> dict[str, Any]:
        """The answer for machines, in the shape of any other packet's."""
        first = self.said[0]
        return {
            "decision": self.decision,
            "policy": first.by,
            "line": first.line,
            "certainty": "may" if self.decision == "depends" else "must",
            "conditions": list(first.conditions),
            "readings": [_reading(each) for each in self.said],
            "lists": leg_rows(self.legs),
        }

    def lines(self) -> list[str]:
        """The answer for people."""
        certainty = "may" if self.decision == "depends" else "must"
        head = f"{self.decision} ({certainty}), by the firewall itself"
        return [head, *leg_lines(self.legs), *map(_line, self.said)]


def _reading(said: Said) -> dict[str, Any]:
    return {
        "policy": said.by,
        "line": said.line,
        "action": said.action,
        "conditions": list(said.conditions),
    }


def _line(said: Said) -> str:
    where = f", line {said.line}" if said.line else ""
    under = f", if {' and '.join(said.conditions)}" if said.conditions else ""
    return f"  {said.action} {said.by}{where}{under}"


def explained_own(
    flows: Flows, packet: tuple[str, str, str, int | None], legs: tuple[Followed, ...]
) -> OwnExplained | None:
    """What decides a packet to an address of the firewall; None: it has no such address.

    Raises:
        ValueError: an address or the protocol is not one.
        UnknownFact: the platform says nothing of what the firewall itself answers.
    """
    src, dst = address(packet[0]), address(packet[1])
    port = own_port(flows.firewall.device, dst)
    if port is None:
        return None
    wanted = service_of(packet[2], packet[3])
    asked = Asked(src, (ip_network(packet[0]),), ways_of(flows, src), port, dst, wanted)
    return OwnExplained(tuple(said_of(flows, asked)), legs)


@dataclass(frozen=True, slots=True)
class Reached:
    """A service of the firewall, and what a network gets of it at an interface."""

    network: Network
    port: Interface
    service: str
    asked: Asked
    said: tuple[Said, ...]

    @property
    def is_open(self) -> bool:
        """Whether somebody may get an answer."""
        return any(each.action == ACCEPT for each in self.said)

    @property
    def best(self) -> Said:
        """What lets packets in and rests on least, where the service is open."""
        return min((s for s in self.said if s.action == ACCEPT), key=lambda s: len(s.conditions))

    def as_json(self) -> dict[str, Any]:
        """A packet that gets in, in the shape of a counter-example."""
        best = self.best
        protocol, _, ports = self.service.partition("/")
        first = ports.partition("-")[0]
        return {
            "src": address_text(_host(self.asked.sources)),
            "dst": address_text(self.asked.targets[0]),
            "protocol": protocol,
            "port": int(first) if first else None,
            "policy": best.by,
            "line": best.line,
            "certainty": "may" if best.conditions else "must",
            "conditions": list(best.conditions),
        }


def _host(held: Spans) -> int:
    return held[0] + HOST if held[0] + HOST <= held[1] else held[0]


def reached_by(
    site: SitePath, networks: list[Network], wanted: Spans | None
) -> tuple[list[Reached], list[str]]:
    """What networks get of the firewall, and sentences on what is not known.

    `wanted` None: every service that the text has a word for.
    """
    found, gaps = list[Reached](), list[str]()
    for network in networks:
        try:
            found += _reached(site, network, EVERY_SERVICE if wanted is None else wanted)
        except UnknownFact as gap:
            gaps.append(str(gap))
    known = spans.union(pair for each in found for pair in spans.pairs(each.asked.service))
    lost = service_texts(spans.minus(wanted, known)) if wanted is not None else []
    if lost:
        gaps.append(f"whether the firewall answers {', '.join(lost)} is not in the text")
    return found, gaps


def _reached(site: SitePath, network: Network, wanted: Spans) -> list[Reached]:
    """Each service that the text knows, at each interface where a network comes in.

    Raises:
        UnknownFact: there is no such interface, or nothing says what it answers.
    """
    ports = list(_ports(site.flows, network))
    if not ports:
        says = f"{network.name} comes in by no interface that surely has an address"
        raise UnknownFact(says)
    return [
        Reached(network, port, text, asked, _said(site, network, asked))
        for port in ports
        for asked, text in _questions(site.flows, network, port, wanted)
    ]


def _ports(flows: Flows, network: Network) -> Iterator[Interface]:
    """Interfaces with an address by which a network comes in; one that asks for it has some."""
    for name in flows.faces.each(flows.places.ingress(network)):
        port = flows.firewall.device.interfaces.get(name)
        known = port is not None and "addresses" in port.lines
        if port is None or not known:
            raise UnknownFact(f"whether {name} has an address was not read")
        if port.addresses or ("dhcp_client" in port.lines and port.dhcp_client):
            yield port


def _said(site: SitePath, network: Network, asked: Asked) -> tuple[Said, ...]:
    """What decides, after the lists of switches on the way."""
    sent = Cube(asked.sources, asked.targets, asked.service, EVERY_PORT, asked.ingress, ANYWHERE)
    arrived = site.let_out(network, [whole(sent)])
    if not arrived:
        return (Said(DENY, "a list of a switch on the way"),)
    found = said_of(site.flows, asked)
    if any(not guard for _, guard in arrived):
        return tuple(found)
    under = "the lists of a switch on the way let it through"
    return tuple(each.under(under) for each in found)


def _questions(
    flows: Flows, network: Network, port: Interface, wanted: Spans
) -> Iterator[tuple[Asked, str]]:
    mask = flows.faces.mask([port.name])
    senders, own = flows.places.addresses(network), own_addresses(port)
    near = (*network.subnets, *(a.network for a in port.addresses))
    for family, version in ((IPV4, 4), (IPV6, 6)):
        nets = tuple(net for net in near if net.version == version)
        sources, targets = spans.meet(senders, family), spans.meet(own, family)
        for text in _texts(flows, port) if sources and targets else ():
            held = spans.meet(service(text), wanted)
            if held and (text != "icmp6" or family == IPV6) and (text != "icmp" or family == IPV4):
                yield Asked(sources, nets, mask, port, targets, held), text


def _texts(flows: Flows, port: Interface) -> list[str]:
    """Services that the text has a word for, at this interface."""
    firewall = flows.firewall.device.firewall
    rows = firewall.own_services if "own_services" in firewall.lines else ()
    found = [text for row in rows for text in row.services]
    servers = firewall.dns_servers if "dns_servers" in firewall.lines else ()
    found += ["udp/53", "tcp/53"] if any(s.name == port.name for s in servers) else []
    vpns = firewall.ssl_vpns if "ssl_vpns" in firewall.lines else ()
    found += [f"tcp/{v.port}" for v in vpns if {"enabled", "port"} <= set(v.lines) and v.enabled]
    proxies = firewall.explicit_proxies if "explicit_proxies" in firewall.lines else ()
    found += [f"tcp/{n}" for p in proxies if p.enabled for n in p.ports]
    return [text for text in dict.fromkeys(found) if _is_service(text)]


def _is_service(text: str) -> bool:
    """Whether a port is one: what a person typed into the device may be anything."""
    try:
        return bool(service(text))
    except ValueError:
        return False


def text_of(source: str, found: list[Reached]) -> list[str]:
    """The answer for people."""
    shown = [each for each in found if each.is_open]
    where = "at the addresses of the interfaces where it comes in"
    lines = [f"Proven: {source} reaches no service of the firewall that the text names, {where}."]
    if shown:
        lines = [f"Not so: {source} reaches services of the firewall."]
    for each in shown:
        where = f"  {each.network.name}, {_spoken(each)} at {each.port.name}:"
        lines.append(f"{where}{_line(each.best)[1:]}")
    return [printable(line) for line in lines]


def _spoken(each: Reached) -> str:
    text = service_texts(each.asked.service)[0] if each.asked.service else each.service
    return text.upper().replace("/", " ")
