"""The state while a text is read, and the table of commands at the top."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from schoolproof.model import Device
from schoolproof.model.interface import SwitchedVlan
from schoolproof.parse import Node
from schoolproof.platforms.hp_procurve.ports import ALL, expand
from schoolproof.platforms.lines import Lines

TOP = Lines()


class Said(NamedTuple):
    """What a line says of something."""

    value: Any
    line: int


@dataclass(slots=True)
class VlanDraft:
    """A VLAN as its block says it."""

    number: int
    line: int | None = None
    name: Said | None = None
    voice: bool = False
    prioritised: int | None = None  # line of a QoS setting
    acls: dict[str, Said] = field(default_factory=dict)  # of its interface, by fact
    vlan_acls: dict[str, Said] = field(default_factory=dict)  # of all its ports, by fact
    addresses: list[Said] = field(default_factory=list)
    dhcp: int | None = None
    routed: bool = False  # has an address or something else of a router's interface


@dataclass(slots=True)
class Reading:
    """What was seen so far. Effective values need the whole text, so `settle` functions come last.

    `said[key][port]` is a setting of a port, `lists[key]` the first line that holds a list of that
    key (it is what a finding points at when the list leaves a port out), `once[key]` a setting of
    the whole device.
    """

    device: Device
    unread: list[Node] = field(default_factory=list)
    ports: dict[str, int | None] = field(default_factory=dict)  # name → line of its section
    said: dict[str, dict[str, Said]] = field(default_factory=dict)
    lists: dict[str, int] = field(default_factory=dict)
    once: dict[str, Said] = field(default_factory=dict)
    many: dict[str, list[Said]] = field(default_factory=dict)
    vlans: dict[int, VlanDraft] = field(default_factory=dict)
    untagged: dict[str, Said] = field(default_factory=dict)  # port → VLAN; the last line wins
    tagged: dict[str, dict[int, int]] = field(default_factory=dict)  # port → VLAN → line
    not_default: dict[str, int] = field(default_factory=dict)  # taken out of VLAN 1, by line
    lags: dict[str, Said] = field(default_factory=dict)  # member → LAG
    members: dict[str, SwitchedVlan] = field(default_factory=dict)  # settled once, read often
    unlisted: bool = True  # VLAN 1 names no port: then the model says which ports there are

    def see(self, text: str) -> tuple[str, ...]:
        """Ports of a list; those that are new become known."""
        ports = expand(text)
        for port in ports:
            if port != ALL:
                self.ports.setdefault(port, None)
        return ports

    def mark(self, ports: Iterable[str], key: str, value: Any, line: int) -> None:
        """A line says `value` of these ports."""
        said = self.said.setdefault(key, {})
        self.lists.setdefault(key, line)
        for port in ports:
            said[port] = Said(value, line)

    def of(self, port: str, key: str) -> Said | None:
        """What was said of a port, by its name or by `all`."""
        said = self.said.get(key)
        return (said.get(port) or said.get(ALL)) if said else None

    def absent(self, port: str, key: str) -> int | None:
        """The line to point at when a port lacks a setting: the list that leaves it out.

        None where the port has a section of its own, which then is the line.
        """
        return None if self.ports.get(port) else self.lists.get(key)

    def on(self, key: str, *, default: bool = False) -> bool:
        """A switch of the whole device."""
        said = self.once.get(key)
        return bool(said.value) if said else default

    def line(self, key: str) -> int | None:
        """The line of a setting of the whole device."""
        said = self.once.get(key)
        return said.line if said else None

    def add(self, key: str, value: Any, line: int) -> None:
        """One more of a setting that a device may have several times."""
        self.many.setdefault(key, []).append(Said(value, line))

    def vlan(self, number: int) -> VlanDraft:
        """The VLAN with this number."""
        return self.vlans.setdefault(number, VlanDraft(number))


def flag(key: str, *patterns: str) -> None:
    """Read switches of the whole device: the command sets `key`, its `no` form unsets it."""

    @TOP.line(*(f"(no )?{pattern}" for pattern in patterns))
    def read(ctx: Reading, node: Node, no: str | None, *_: str | None) -> None:
        ctx.once[key] = Said(no is None, node.line)


def unquoted(text: str) -> str:
    """A value without its quotes and without the blanks around it."""
    return text.strip().strip('"')
