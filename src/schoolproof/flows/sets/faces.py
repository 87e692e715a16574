"""Interfaces as bits of a mask.

Each interface has four bits for packets that come in: plain ones, those whose target the firewall
has already translated because it publishes an inner server there, those that a client asks the
firewall's own proxy to send, and those that may pass by a way that is not followed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import copy

from schoolproof.model import Device

ANY = "any"
WAYS = 4  # bits of an interface
ALL_WAYS = (1 << WAYS) - 1


class Faces:
    """The interfaces of a device, by name, and the zones that hold them."""

    def __init__(self, device: Device, names: Iterable[str]) -> None:
        self.zones = {key: zone.interfaces for key, zone in device.firewall.zones.items()}
        ports = device.interfaces if "interfaces" in device.lines else ()
        known = [port.name for port in ports]
        known += [name for members in self.zones.values() for name in members]
        known += [name for name in names if name != ANY and name not in self.zones]
        self.names = list(dict.fromkeys(known))
        self._bits = {name: 1 << (WAYS * n) for n, name in enumerate(self.names)}
        self.plain = sum(self._bits.values())
        self.every = self.plain * ALL_WAYS

    def limited(self, plain: int) -> Faces:
        """The same bits, where `any` is only these interfaces: those of one VDOM."""
        found = copy(self)
        found.plain = plain
        found.every = plain * ALL_WAYS
        return found

    @property
    def indirect(self) -> int:
        """The bits of packets that a client does not send to their target itself."""
        return proxied(self.plain) | beside(self.plain)

    @staticmethod
    def together(parts: Iterable[Faces]) -> Faces:
        """All interfaces of several VDOMs."""
        found, *more = parts
        plain = found.plain
        for each in more:
            plain |= each.plain
        return found.limited(plain)

    def mask(self, names: Iterable[str]) -> int:
        """The plain bits of these interfaces and zones; one that nobody knows has none."""
        found = 0
        for name in names:
            if name == ANY:
                return self.plain
            for member in self.zones.get(name, (name,)):
                found |= self._bits.get(member, 0)
        return found

    def first(self, mask: int) -> str:
        """The name of the lowest interface in a mask, or `` where it holds none."""
        bit = mask & -mask
        return self.names[(bit.bit_length() - 1) // WAYS] if bit else ""

    def each(self, mask: int) -> Iterator[str]:
        """The interfaces of a mask by name."""
        for name, bit in self._bits.items():
            if mask & bit * ALL_WAYS:
                yield name

    def bits(self, mask: int) -> Iterator[int]:
        """The plain bit of each interface of a mask."""
        for bit in self._bits.values():
            if mask & bit * ALL_WAYS:
                yield bit


def published(mask: int) -> int:
    """The same interfaces, for packets to published servers."""
    return mask << 1


def proxied(mask: int) -> int:
    """The same interfaces, for packets that a client sends by the firewall's proxy."""
    return mask << 2


def beside(mask: int) -> int:
    """The same interfaces, for packets by a way that is not followed."""
    return mask << 3


def is_beside(mask: int) -> bool:
    """Whether a mask holds packets by such a way, whatever interfaces there are."""
    count = mask.bit_length() // WAYS + 1
    each = ((1 << WAYS * count) - 1) // ALL_WAYS
    return bool(mask & beside(each))


def lowest(mask: int) -> int:
    """The lowest interface of a mask, with all of its bits."""
    bit = mask & -mask
    return ALL_WAYS << (bit.bit_length() - 1) // WAYS * WAYS if bit else 0
