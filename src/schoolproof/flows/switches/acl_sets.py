"""Addresses, services and object groups of access lists as sets of numbers (see `packets`).

ICMP types stand where ports stand: `type * 256 + code`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from ipaddress import IPv4Address

from schoolproof.flows.firewalls.objects import (
    MAX_DEPTH,
    SURE,
    Part,
    tidy,
    wildcard,
    wildcard_hull,
)
from schoolproof.flows.sets import spans
from schoolproof.flows.sets.conditions import UNREAD, Conditions, Literals
from schoolproof.flows.sets.packets import EVERY_PORT, EVERY_SERVICE, IPV4, IPV6, PROTOCOLS, address
from schoolproof.flows.sets.spans import Spans
from schoolproof.model import Device
from schoolproof.model.switching import AclEntry

Served = tuple[Spans, Spans, Literals]  # services, source ports, conditions
ICMPS = frozenset({"icmp", "icmp6"})
CODES = 256  # of an ICMP type
ALL_ONES = 0xFFFFFFFF


class Groups:
    """What the words of an entry hold; groups by name, each understood once."""

    def __init__(self, device: Device, conditions: Conditions) -> None:
        self._device = device
        self._conditions = conditions
        self._memo: dict[tuple[str, str], list[Part]] = {}

    def addresses(self, entry: AclEntry, side: str, family: Spans) -> list[Part]:
        """The source or destination of an entry, within one family."""
        text: str = getattr(entry, side)
        if side in entry.groups:
            found = self._network_group(text, side)
        else:
            found = [self._address(text, side)]
        return tidy((spans.meet(held, family), literals) for held, literals in found)

    def _network_group(self, name: str, side: str) -> list[Part]:
        key = (name, side)
        if key not in self._memo:
            members = self._members(name, "network")
            told = (self._address(member, side, name) for member in members)
            self._memo[key] = tidy(told)
        return self._memo[key]

    def _members(self, name: str, kind: str, depth: int = 0) -> Iterator[str]:
        """Members of a group and of the groups in it; what is not known stays a word."""
        table = self._device.object_groups if "object_groups" in self._device.lines else None
        group = table.get(name) if table is not None else None
        if group is None or group.kind != kind or not group.members or depth > MAX_DEPTH:
            yield f"unread the object group {name}"
            return
        for member in group.members:
            if member.startswith("group "):
                yield from self._members(member.removeprefix("group "), kind, depth + 1)
            else:
                yield member

    def _address(self, text: str, side: str, group: str = "") -> Part:
        if text == "any":
            return IPV4 + IPV6, SURE
        of_group = f" of the object group {group}" if group else ""
        words = f"{text.removeprefix('unread ')}{of_group}"
        if " " in text and not text.startswith("unread"):
            return self._wildcard(text, side, words)
        try:
            return address(text), SURE
        except ValueError:
            return IPV4 + IPV6, self._unread(f"the {side} fits {words}")

    def _wildcard(self, text: str, side: str, words: str) -> Part:
        """Zeros of a wildcard mask must fit; the model's masks are the other way round."""
        base, _, mask = text.partition(" ")
        try:
            turned = f"{base} {IPv4Address(~int(IPv4Address(mask)) & ALL_ONES)}"
        except ValueError:
            return IPV4, self._unread(f"the {side} fits {words}")
        exact = wildcard(turned)
        if exact is not None:
            return exact, SURE
        return wildcard_hull(turned), self._unread(f"the {side} fits {words}")

    def _unread(self, text: str) -> Literals:
        return frozenset((self._conditions.literal(text, UNREAD),))

    def services(self, entry: AclEntry) -> list[Served]:
        """Protocol and ports of an entry."""
        if "protocol" in entry.groups:
            return [self._service(text) for text in self._members(entry.protocol, "service")]
        if entry.protocol in ICMPS:
            return [(icmp(entry.protocol, entry.icmp), EVERY_PORT, SURE)]
        targets = _ports(entry.destination_ports)
        origins = _ports(entry.source_ports)
        return [(within(entry.protocol, targets), origins, SURE)]

    def _service(self, text: str) -> Served:
        """`tcp`, `tcp/80`, `tcp/80:1024-65535`, `icmp/8/0`."""
        try:
            name, _, rest = text.partition("/")
            if name in ICMPS:
                return icmp(name, rest), EVERY_PORT, SURE
            target, _, source = rest.partition(":")
            return within(name, _ports([target] if target else [])), _origin(source), SURE
        except ValueError:
            words = text.removeprefix("unread ")
            return EVERY_SERVICE, EVERY_PORT, self._unread(f"the service fits {words}")


def _origin(text: str) -> Spans:
    return _ports([text]) if text else EVERY_PORT


def _ports(texts: Iterable[str]) -> Spans:
    """A union of ports; without any, all of them."""
    given = list(texts)
    if not given:
        return EVERY_PORT
    found = []
    for text in given:
        if text == "none":
            continue
        low, _, high = text.partition("-")
        found.append((int(low), int(high or low)))
    return spans.union(found)


def within(protocol: str, ports: Spans) -> Spans:
    """Services of a protocol with these ports.

    Raises:
        ValueError: it is no protocol.
    """
    if protocol == "any":
        return EVERY_SERVICE
    number = PROTOCOLS[protocol] if protocol in PROTOCOLS else int(protocol)
    return tuple((number << 16) + port for port in ports)


def icmp(protocol: str, text: str) -> Spans:
    """A type, a type with its code, or everything of the protocol."""
    kind, _, code = text.partition("/")
    if not kind:
        return within(protocol, EVERY_PORT)
    first = int(kind) * CODES
    if code:
        return within(protocol, (first + int(code), first + int(code)))
    return within(protocol, (first, first + CODES - 1))
