"""What configurations say about a site: VLANs, subnets, trunks, wireless networks, servers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from schoolproof.errors import UnknownFact
from schoolproof.model import Device, Interface
from schoolproof.model.facts import read
from schoolproof.start.found import Found

SERVERS = {
    "ntp": "ntp.servers",
    "syslog": "logging.hosts",
    "snmp": "snmp.trap_targets",
}
INSIDE = {"vlan", "ethernet", "lag", "management", "other"}  # kinds that may lead into a network


@dataclass(slots=True)
class SeenNetwork:
    """A VLAN, or a subnet without one. `names` and `hosts` in the order in which they came."""

    vlan: int | None
    names: dict[str, None] = field(default_factory=dict)
    subnets: dict[str, None] = field(default_factory=dict)
    hosts: dict[str, None] = field(default_factory=dict)


def known(subject: Any, path: str, otherwise: Any) -> Any:
    """A fact, or something else where no parser established it: a draft leaves it out."""
    try:
        return read(subject, path)
    except UnknownFact:
        return otherwise


def networks(found: list[Found]) -> list[SeenNetwork]:
    """Every VLAN and every subnet once: VLANs by number, then subnets without one."""
    seen: dict[tuple[int, str], SeenNetwork] = {}
    for one in found:
        for vlan in known(one.device, "vlans", ()):
            number = known(vlan, "vlan_id", None)
            if number is not None:
                _add(seen, number, "", one.name, known(vlan, "name", ""))
    for one in found:
        for port in _addressed(one.device):
            number = known(port, "vlan_id", None)
            for subnet in _subnets(port):
                _add(seen, number, subnet, one.name, port.name if _tells(port) else "")
    return [network for _key, network in sorted(seen.items(), key=lambda pair: pair[0])]


def _add(
    seen: dict[tuple[int, str], SeenNetwork], vlan: int | None, subnet: str, host: str, name: str
) -> None:
    key = (vlan, "") if vlan is not None else (4095, subnet)  # behind the last VLAN
    network = seen.setdefault(key, SeenNetwork(vlan))
    network.hosts[host] = None
    if name:
        network.names[name] = None
    if subnet:
        network.subnets[subnet] = None


def _addressed(device: Device) -> Iterator[Interface]:
    for port in known(device, "interfaces", ()):
        inside = known(port, "kind", "") in INSIDE and known(port, "role", "") != "wan"
        if inside and known(port, "enabled", True):
            yield port


def _subnets(port: Interface) -> Iterator[str]:
    for address in known(port, "addresses", ()):
        net = address.network
        if not net.is_link_local and net.prefixlen < net.max_prefixlen and net.prefixlen:
            yield str(net)


def _tells(port: Interface) -> bool:
    """Whether an interface's name is people's, and not made of its number (`Vlan10`)."""
    number = known(port, "vlan_id", None)
    return number is None or not port.name.endswith(str(number))


def trunks(device: Device) -> Iterator[tuple[Interface, frozenset[int]]]:
    """Enabled ports that carry tagged VLANs, members of a LAG left out."""
    for port in known(device, "interfaces", ()):
        if known(port, "kind", "") not in {"ethernet", "lag"} or known(port, "lag", None):
            continue
        if known(port, "enabled", False) and not known(port, "routed", False):
            mode = known(port, "switched_vlan.interface_mode", "")
            if mode == "trunk":
                yield port, known(port, "switched_vlan.trunk_vlans", frozenset())


def is_telephone(port: Interface, vlans: frozenset[int]) -> bool:
    """Whether a trunk looks like a desk: untagged for the computer, one tagged VLAN beside it."""
    native = known(port, "switched_vlan.native_vlan", None)
    return port.kind == "ethernet" and native is not None and len(vlans - {native}) == 1


def ssids(found: list[Found]) -> dict[str, set[int]]:
    """Wireless networks by name, with the VLANs where their clients land."""
    seen: dict[str, set[int]] = {}
    for one in found:
        for ssid in known(one.device, "ssids", ()):
            vlan = known(ssid, "vlan", None)
            landed = seen.setdefault(known(ssid, "name", ""), set())
            landed.update({vlan} if isinstance(vlan, int) else ())
    seen.pop("", None)
    return seen


def servers(found: list[Found]) -> dict[str, list[str]]:
    """The servers that devices ask or tell, by the site file's word for them."""
    seen: dict[str, set[str]] = {}
    for one in found:
        for kind, path in SERVERS.items():
            seen.setdefault(kind, set()).update(known(one.device, path, ()))
        for server in known(one.device, "radius_servers", ()):
            address = known(server, "address", "")
            seen.setdefault(known(server, "protocol", "radius"), set()).add(address)
    return {kind: sorted(names - {""}) for kind, names in seen.items() if names - {""}}


def lines(found: list[Found]) -> list[tuple[str, str]]:
    """Interfaces that a firewall calls its way out, with the host's name."""
    return [
        (port.name, one.name)
        for one in found
        for port in known(one.device, "interfaces", ())
        if known(port, "role", "") == "wan" and known(port, "enabled", True)
    ]
