"""Published servers of a PAN-OS text: packets as security rules see them, before translation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from ipaddress import ip_address

from tests.flows.plain import Server, Service
from tests.flows.plain_fortios_objects import borders
from tests.flows.plain_panos_objects import EVERY_PORT, Objects, Range, edges, within, written
from tests.flows.plain_panos_text import Tree, at, words

ALL_PORTS: list[Range] = [(6, EVERY_PORT, EVERY_PORT), (17, EVERY_PORT, EVERY_PORT)]


@dataclass(frozen=True)
class Published:
    """One NAT rule that translates destinations."""

    name: str
    zone: str  # where packets come in; "": anywhere
    outside: tuple[str, ...]  # prefixes, ranges, or names that nobody knows
    inside: tuple[str, ...]
    service: tuple[Range, ...]  # before the translation; none: any service
    port: int | None  # after it; None: the same
    interfaces: tuple[str, ...] = ("any",)

    @property
    def is_placed(self) -> bool:
        """Whether the text says where its packets go after the translation."""
        return bool(self.inside) and all(borders(word) for word in self.inside)

    def by(self, interfaces: list[str]) -> Published:
        return replace(self, interfaces=tuple(interfaces))

    def server(self) -> Server:
        hosts = tuple(host for word in self.inside for host in borders(word))
        asked = {(number, self.port or low, 50_000) for number, (low, _), _ in self._ranges()}
        return Server(self.name, self.interfaces, hosts, (*sorted(asked), (6, 9, 9)), self._takes)

    def _ranges(self) -> list[Range]:
        return list(self.service) or ALL_PORTS

    def _takes(self, host: str, service: Service, interface: str) -> bool:
        six = any(":" in word for word in self.outside)
        if not self.is_placed and (":" in host) != six:
            return False
        if self.is_placed and not any(written(word, host) for word in self.inside):
            return False
        if self.interfaces != ("any",) and interface not in self.interfaces:
            return False
        if self.port is None:
            return not self.service or within(list(self.service), (*service[:2], 50_000))
        numbers = {number for number, _, _ in self._ranges()}
        return service[0] in numbers and service[1] == self.port

    def sampled(self, near: list[str]) -> list[str]:
        """Addresses before the translation: the ends, and those near what a rule names."""
        ends = [host for word in self.outside for host in borders(word)]
        if not ends or any(not borders(word) for word in self.outside):
            return []
        hosts = [h for h in (*ends, *near) if any(written(word, h) for word in self.outside)]
        four = [host for host in hosts if ip_address(host).version == ip_address(ends[0]).version]
        return list(dict.fromkeys(four))

    def ports(self, service: Service, near: list[Service]) -> list[Service]:
        """Services before the translation that become this one."""
        if self.port is None:
            return [service]
        asked = [(number, port, service[2]) for number, port, _ in near]
        asked += [(n, port, service[2]) for n, port, _ in edges(self._ranges())]
        mine = [s for s in asked if s[0] == service[0] and within(self._ranges(), (*s[:2], 9))]
        return list(dict.fromkeys(mine))


def published(name: str, row: Tree, objects: Objects) -> Iterator[Published]:
    """What one NAT rule publishes."""
    if "yes" in row.get("disabled", {}):
        return
    zones = words(row, "from")
    zone = zones[0] if len(zones) == 1 and zones[0] != "any" else ""
    for word in ("destination-translation", "dynamic-destination-translation"):
        inner = words(row, word, "translated-address")
        if inner:
            outside = tuple(objects.value(n) for n in words(row, "destination"))
            asked = [objects.ranges(n) for n in words(row, "service") if n != "any"]
            known = [r for found in asked for r in found or ()] if len(asked) == 1 else []
            port = next(iter(words(row, word, "translated-port")), None)
            inside = tuple(objects.value(n) for n in inner)
            yield Published(
                name, zone, outside, inside, tuple(known), None if port is None else int(port)
            )
            return
    static = at(row, "source-translation", "static-ip")
    if "yes" in static.get("bi-directional", {}):
        outside = tuple(objects.value(n) for n in words(static, "translated-address"))
        inside = tuple(objects.value(n) for n in words(row, "source"))
        yield Published(name, "", outside, inside, (), None)
