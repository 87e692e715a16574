"""Interfaces: what FRR itself says of them. Addresses given outside FRR are not in its text."""

from __future__ import annotations

import re
from ipaddress import IPv4Interface, IPv6Interface

from schoolproof.model import Interface, Table
from schoolproof.parse import Node
from schoolproof.platforms.frr.top import TOP, Reading
from schoolproof.platforms.lines import Lines

PORT = Lines()
# How the Linux kernel and systemd name devices; any other name says nothing.
KINDS = (
    (re.compile(r"lo\d*"), "loopback"),
    (re.compile(r"(?:eth|eno|ens|enp|enx|swp)\w*"), "ethernet"),
    (re.compile(r"(?:bond|team)\d+"), "lag"),
    (re.compile(r"vlan\d+"), "vlan"),
    (re.compile(r"(?:tun|tap|wg|gre|sit|ppp|vti|ipip|vxlan)\w*"), "tunnel"),
)


class Port:
    """An interface while its sections are read; vtysh may print one in several."""

    __slots__ = ("addresses", "first", "interface", "unread")

    def __init__(self, interface: Interface, unread: list[Node]) -> None:
        self.interface = interface
        self.unread = unread
        self.addresses: list[IPv4Interface | IPv6Interface] = []
        self.first = 0


@TOP.section(r"interface (\S+)(?: vrf (\S+))?")
def _interface(reading: Reading, node: Node, name: str, vrf: str | None) -> None:
    ports: dict[str, Port] = reading.notes.setdefault("ports", {})
    port = ports.get(name)
    if port is None:
        made = Interface(node.line, name=name, kind=_kind(name), vrf=vrf)
        port = ports[name] = Port(made, reading.unread)
    PORT.read(node.children, port, reading.unread)


def _kind(name: str) -> str:
    return next((kind for pattern, kind in KINDS if pattern.fullmatch(name)), "other")


@PORT.line(r"description (.+)")
def _description(port: Port, node: Node, text: str) -> None:
    port.interface.put(node.line, description=text)


@PORT.line(r"(no )?shutdown")
def _shutdown(port: Port, node: Node, negated: str | None) -> None:
    port.interface.put(node.line, enabled=negated is not None)


@PORT.line(r"ip address ([\d.]+/\d+)(?: (?:label|secondary)\b.*)?")
def _ipv4(port: Port, node: Node, address: str) -> None:
    _add(port, node, address, IPv4Interface)


@PORT.line(r"ip address ([\d.]+) peer [\d.]+/\d+(?: .*)?")
def _peer(port: Port, node: Node, address: str) -> None:
    """The own side of a point-to-point address is always a single address."""
    _add(port, node, address, IPv4Interface)


@PORT.line(r"ipv6 address ([0-9A-Fa-f:.]+/\d+)")
def _ipv6(port: Port, node: Node, address: str) -> None:
    _add(port, node, address, IPv6Interface)


def _add(port: Port, node: Node, address: str, make: type[IPv4Interface | IPv6Interface]) -> None:
    try:
        port.addresses.append(make(address))
    except ValueError:
        port.unread.append(node)
        return
    port.first = port.first or node.line


PORT.ignore(
    "how routing protocols use the interface",
    r"(?:no )?ip (?:ospf|rip|eigrp|pim|igmp|mroute|nhrp|router|multicast)\b ?.*",
    r"(?:no )?ipv6 (?:ospf6|ripng|pim|mld|nd|router|eigrp)\b ?.*",
    r"(?:no )?(?:isis|openfabric|babel|bfd|vrrp|evpn|pbr-policy|mpls|tunnel)\b ?.*",
    r"(?:no )?(?:link-params|segment-routing|priority-flow-control)\b ?.*",
)
PORT.ignore(
    "figures for the choice of routes; the link itself is Linux's",
    r"(?:no )?(?:bandwidth|link-detect|multicast|mtu|protodown)\b ?.*",
)


def settle(reading: Reading) -> None:
    """Put the interfaces into the model, with what absent lines mean."""
    interfaces: Table[Interface] = Table()
    ports: dict[str, Port] = reading.notes.get("ports", {})
    for name, port in ports.items():
        made = interfaces.add(name, port.interface)
        made.default(description="", enabled=True, routed=True)
        if port.addresses:
            made.put(port.first, addresses=tuple(port.addresses))
    reading.device.put(None, interfaces=interfaces)
