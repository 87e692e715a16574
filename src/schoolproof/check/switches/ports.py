"""Ports as controls ask for them: edge ports, telephone ports, the links behind an uplink."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from schoolproof.check.result import Gap, Item
from schoolproof.errors import UnknownFact
from schoolproof.model import Device, Facts, Interface

F = TypeVar("F", bound=Facts)


def each(subjects: Iterable[F], judge: Callable[[F], Iterable[Item]]) -> Iterator[Item]:
    """Judge subjects one by one: what is not known of one must not hide what is wrong elsewhere."""
    for subject in subjects:
        try:
            yield from judge(subject)
        except UnknownFact as gap:
            yield Gap(subject, str(gap))


def judged_ports(device: Device, params: Mapping[str, Any]) -> tuple[Interface, ...]:
    """Edge ports, and access-point ports too where the profile sets `applies_to_ap_ports`."""
    more = device.access_point_ports if params["applies_to_ap_ports"] else ()
    return (*device.edge_ports, *more)


def without_exempt(device: Device, ports: Iterable[Interface]) -> tuple[Interface, ...]:
    """Ports that the site file does not exempt from access control and address limits."""
    return tuple(port for port in ports if port.name not in device.ports.exempt)


def telephone_ports(device: Device) -> tuple[Interface, ...]:
    """Edge ports with a voice VLAN, and those that the site file names as telephone ports."""
    return tuple(port for port in device.edge_ports if _has_telephone(device, port))


def _has_telephone(device: Device, port: Interface) -> bool:
    vlans = port.switched_vlan
    if port.name in device.ports.phones or vlans.voice_vlan is not None:
        return True
    return vlans.interface_mode == "trunk" and device.is_telephone_port(port)


def links_of(device: Device, port: Interface) -> tuple[Interface, ...]:
    """The cables of an uplink that are in use: the members of a LAG, or the port itself."""
    if port.kind != "lag":
        return (port,)
    return tuple(p for p in device.interfaces if p.lag == port.name and p.enabled)
