"""Wireless networks on air, and whom the site file says they are for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from schoolproof.check.result import Item
from schoolproof.check.switches.ports import each
from schoolproof.errors import UnknownFact
from schoolproof.model import Device, Network
from schoolproof.model.wireless import Ssid

UNENCRYPTED = frozenset({"open", "wep"})
SHARED_KEY = frozenset({"psk", "sae"})


def each_on_air(device: Device, judge: Callable[[Ssid], Iterable[Item]]) -> Iterator[Item]:
    """Judge every wireless network that a radio sends out."""

    def one(ssid: Ssid) -> Iterable[Item]:
        return judge(ssid) if ssid.enabled else ()

    yield from each(device.ssids, one)


def audience(device: Device, ssid: Ssid) -> str:
    """Whom a wireless network is for.

    Raises:
        UnknownFact: the site file does not name this SSID.
    """
    found = device.site.audience_of(ssid.name)
    if found is None:
        msg = f"the site file does not say whom the SSID {ssid.name} is for"
        raise UnknownFact(msg)
    return found


def declared_networks(device: Device, ssid: Ssid) -> tuple[Network, ...]:
    """The networks that the site file gives to an SSID."""
    names = [name for s in device.site.ssids if s.ssid == ssid.name for name in s.networks]
    found = (device.site.network_named(name) for name in names)
    return tuple(network for network in found if network)


def landing(device: Device, ssid: Ssid) -> frozenset[str]:
    """What the network is for in which a wireless network ends.

    By VLAN number; by name; or by the address of the interface that the network is.

    Raises:
        UnknownFact: neither the text nor the site file says it.
    """
    if ssid.vlan is None:
        raise UnknownFact("ssid.vlan")
    if isinstance(ssid.vlan, int):
        return device.site.purposes_of(ssid.vlan)
    network = device.site.network_named(ssid.vlan)
    port = device.interfaces.get(ssid.vlan) if "interfaces" in device.lines else None
    if network is None and port is not None and port.addresses:
        return device.site.purpose_of_address(str(port.addresses[0].ip))
    if network is None:
        msg = f"the site file does not name the network {ssid.vlan} of the SSID {ssid.name}"
        raise UnknownFact(msg)
    return network.purposes
