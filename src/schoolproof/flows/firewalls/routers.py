"""Routers of a device that has several beside its rule bases, and the ways from one to another.

By which interface a packet comes in says which router looks it up; a route may hand it to the
next router, which looks it up again. Which rules it meets is not asked here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schoolproof.flows.firewalls.objects import SURE, Part
from schoolproof.flows.firewalls.routes import Router, Routes
from schoolproof.flows.sets import spans
from schoolproof.flows.sets.conditions import Conditions
from schoolproof.flows.sets.faces import ALL_WAYS, WAYS, Faces
from schoolproof.flows.sets.packets import IPV4, IPV6
from schoolproof.model import Device

MOST = 6  # routers; of more nothing is narrowed
EVERYWHERE: tuple[Part, ...] = ((IPV4 + IPV6, SURE),)


class Routers:
    """All routers of a device; none where its routes belong to virtual firewalls."""

    def __init__(self, device: Device, faces: Faces, conditions: Conditions) -> None:
        self._ports: dict[str, int] = {}
        self._tables: dict[str, Routes] = {}
        self._found: dict[tuple[str, int], tuple[Part, ...]] = {}
        for name, ports in _members(device).items():
            self._ports[name] = faces.mask(ports)
        bit = 1 << WAYS * len(faces.names)
        self._ends = {name: bit << number for number, name in enumerate(self._ports)}
        for name in self._ports:
            router = Router(name, self._ends)
            self._tables[name] = Routes(device, None, faces, conditions, router)

    @property
    def tables(self) -> list[Routes]:
        """The routes of each."""
        return list(self._tables.values())

    def split(self, ingress: int) -> Iterator[tuple[int, str | None]]:
        """Interfaces by the router that looks up what comes in there; the last by none."""
        rest = ingress
        for name, ports in self._ports.items():
            held = ingress & ports * ALL_WAYS
            rest &= ~held
            if held:
                yield held, name
        if rest:
            yield rest, None

    def elsewhere(self, name: str | None) -> int:
        """Interfaces of the other routers: only a route leads there."""
        if name is None:
            return 0
        found = 0
        for other, ports in self._ports.items():
            found |= ports if other != name else 0
        return found

    def by(self, name: str, bit: int) -> tuple[Part, ...]:
        """Addresses that what this router looks up first leaves for by an interface."""
        key = (name, bit)
        if key not in self._found:
            known = any(ports & bit for ports in self._ports.values())
            self._found[key] = tuple(self._by(name, bit, (name,))) if known else EVERYWHERE
        return self._found[key]

    def _by(self, name: str, bit: int, seen: Sequence[str]) -> list[Part]:
        """A packet that comes to a router twice goes in a circle, and nowhere."""
        table = self._tables[name]
        found = table.by(bit)
        for other, end in self._ends.items() if table.is_known else ():
            sent = table.to_router(end) if other not in seen else []
            further = self._by(other, bit, (*seen, other)) if sent else []
            found += [
                (both, one | two)
                for held, one in sent
                for there, two in further
                if (both := spans.meet(held, there)) and not any(-literal in two for literal in one)
            ]
        return found


def _members(device: Device) -> dict[str, list[str]]:
    """Interfaces by router, where some route stands in a router's table."""
    firewall = device.firewall
    if "routes" not in firewall.lines or "interfaces" not in device.lines:
        return {}
    found: dict[str, list[str]] = {}
    for route in firewall.routes:
        if "vrf" in route.lines and route.vrf is not None:
            found.setdefault(route.vrf, [])
    for port in device.interfaces if found else ():
        if "vrf" in port.lines and port.vrf is not None:
            found.setdefault(port.vrf, []).append(port.name)
    return found if len(found) <= MOST else {}
