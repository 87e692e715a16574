"""The interfaces by which a switch routes, and the lists that hang on the way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from schoolproof.model import Device, Facts, Interface, Network

NO_WAY = frozenset({"loopback", "management", "tunnel"})
FACTS = {("ipv4", "in"): "acl_in", ("ipv4", "out"): "acl_out"}
FACTS |= {("ipv6", "in"): "acl6_in", ("ipv6", "out"): "acl6_out"}
VERSIONS = {"ipv4": 4, "ipv6": 6}


@dataclass(frozen=True, slots=True)
class Filter:
    """A list by name on the way of a packet, or the words of one that was not read.

    `fact` of `subject` names the list.
    """

    name: str
    words: str
    subject: Interface
    fact: str


def families(device: Device) -> list[str]:
    """The families that a switch routes.

    Raises:
        UnknownFact: it was not read whether it routes.
    """
    found = ["ipv4"] if device.ip_routing else []
    if "ipv6_routing" not in device.lines or device.ipv6_routing:
        found.append("ipv6")
    return found


def routed_ports(device: Device, family: str) -> list[Interface]:
    """Interfaces with an address of the family, that are up and lead to networks.

    Raises:
        UnknownFact: addresses were not read.
    """
    version = VERSIONS[family]
    return [
        port
        for port in device.interfaces
        if port.kind not in NO_WAY
        and ("enabled" not in port.lines or port.enabled)
        and _has_address(port, version)
    ]


def _has_address(port: Interface, version: int) -> bool:
    if "addresses" not in port.lines:
        return False
    by_dhcp = "dhcp_client" in port.lines and port.dhcp_client
    return by_dhcp or any(a.version == version for a in port.addresses)


def stands(port: Interface, network: Network) -> bool:
    """Whether a network is on this interface, by VLAN or by address."""
    if network.vlan is not None and "vlan_id" in port.lines and port.vlan_id == network.vlan:
        return True
    own = [a.network for a in port.addresses]
    return any(a.version == s.version and a.overlaps(s) for a in own for s in network.subnets)


def filters(device: Device, port: Interface, family: str, way: str) -> Iterator[Filter]:
    """Lists of an interface and its VLAN, in the direction `in` or `out`."""
    fact = FACTS[family, way]
    yield from _filter(port, port, fact, f"the access list of {port.label} ({way})")
    vlan = port.vlan_id if "vlan_id" in port.lines else None
    table = device.vlans if "vlans" in device.lines else None
    row = table.get(str(vlan)) if table is not None and vlan is not None else None
    if row is not None and ("acl_in" not in row.lines or fact in row.lines):
        yield from _filter(row, port, fact, f"the VLAN access list or map of {row.label}")
    if way == "in" and vlan is not None and _on_every_port(device, vlan, fact):
        words = f"the access lists of the ports of VLAN {vlan}"
        yield Filter("", words, port, fact)


def _filter(row: Facts, port: Interface, fact: str, words: str) -> Iterator[Filter]:
    if fact not in row.lines:
        yield Filter("", words, port, fact)
    elif getattr(row, fact):
        yield Filter(getattr(row, fact), words, port, fact)


def _on_every_port(device: Device, vlan: int, fact: str) -> bool:
    """Whether each port that carries the VLAN has a list: then no packet comes in without one."""
    found = [port for port in device.interfaces if _carries(port, vlan)]
    return bool(found) and all(fact in p.lines and getattr(p, fact) for p in found)


def _carries(port: Interface, vlan: int) -> bool:
    """Ports and LAGs; members of a LAG have their LAG's VLANs."""
    if port.kind not in {"ethernet", "lag"} or "switched_vlan" not in port.lines:
        return False
    vlans = port.switched_vlan
    known = {"access_vlan", "trunk_vlans"} & set(vlans.lines)
    own = {vlans.access_vlan} if "access_vlan" in known else set[int]()
    return vlan in own or ("trunk_vlans" in known and vlan in vlans.trunk_vlans)
