"""Networks behind a firewall's interfaces, and the interfaces that lead to the internet."""

from __future__ import annotations

from collections.abc import Iterable

from schoolproof.check.memo import once_per_device
from schoolproof.errors import UnknownFact
from schoolproof.model import Device, Interface, Network

ANY = "any"


def is_outside(device: Device, name: str) -> bool:
    """Whether a zone or interface leads to the internet: role wan, declared or probed.

    Raises:
        UnknownFact: nothing says which interfaces those are.
    """
    lines = _internet_lines(device)
    return name == ANY or bool(lines & {name, *members(device, name)})


@once_per_device
def _internet_lines(device: Device) -> frozenset[str]:
    roles = {p.name for p in device.interfaces if "role" in p.lines and p.role == "wan"}
    declared = {line.interface for line in device.site.lines}
    probed = {name for probe in device.firewall.link_monitors for name in probe.interfaces}
    if not roles | declared | probed:
        msg = "no interface has the role wan, and the site file declares no lines"
        raise UnknownFact(msg)
    return frozenset(roles | declared | probed)


def members(device: Device, name: str) -> tuple[str, ...]:
    """The interfaces of a zone; an interface is its own."""
    zone = device.firewall.zones.get(name)
    return zone.interfaces if zone else (name,)


def behind(device: Device, names: Iterable[str], *, precise: bool) -> list[Network]:
    """Declared networks whose packets may come in through these zones and interfaces.

    `precise`: the policy names addresses, which then decide where an interface tells nothing.

    Raises:
        UnknownFact: an interface belongs to no declared network and anything may come from it.
    """
    found: list[Network] = []
    for name in names:
        if name == ANY:
            return list(device.site.networks)
        for port in members(device, name):
            found += _behind_one(device, port, name, precise=precise)
    return found


def _behind_one(device: Device, port: str, zone: str, *, precise: bool) -> list[Network]:
    attached = _attached(device, port, zone)
    if port in _internet_lines(device):
        return attached
    if attached and not any("transit" in network.purposes for network in attached):
        return attached
    elsewhere = _attached_somewhere(device)
    routed = [n for n in device.site.networks if n.name not in elsewhere and n.subnets]
    if attached or not precise:
        if not attached and not routed:
            msg = f"the site file names no network for the interface {port}"
            raise UnknownFact(msg)
        return attached + routed
    return list(device.site.networks)


def attached(device: Device, port: Interface) -> list[Network]:
    """Declared networks that stand on an interface.

    Raises:
        UnknownFact: its addresses were not read.
    """
    zone = port.zone if "zone" in port.lines and port.zone else port.name
    return _attached(device, port.name, zone)


@once_per_device
def _attached_somewhere(device: Device) -> frozenset[str]:
    """Names of the networks that stand on an interface of this device."""
    ports = device.interfaces
    return frozenset(n.name for p in ports for n in _attached(device, p.name, p.name))


@once_per_device
def _attached(device: Device, name: str, zone: str) -> list[Network]:
    """By VLAN number, by address, by the zone that the site file names, or by SSID."""
    port = device.interfaces.get(name)
    ssids = {s.name for s in device.ssids if s.profile == name} if "ssids" in device.lines else ()
    given = {n.lower() for s in device.site.ssids if s.ssid in ssids for n in s.networks}
    return [
        network
        for network in device.site.networks
        if network.zone in {name, zone}
        or network.name.lower() in given
        or (port is not None and _stands_in(port, network))
    ]


def _stands_in(port: Interface, network: Network) -> bool:
    if "vlan_id" in port.lines and port.vlan_id is not None and port.vlan_id == network.vlan:
        return True
    if port.kind == "management" and "addresses" not in port.lines:
        return False  # nothing passes through a port for management
    own = [address.network for address in port.addresses]
    return any(a.version == s.version and a.overlaps(s) for a in own for s in network.subnets)
