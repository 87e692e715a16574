"""Published servers: the packets that a firewall translates to them, and what rules see of those.

FortiOS looks policies up after the translation (inner address and port), PAN-OS before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schoolproof.flows.firewalls.objects import SURE, Part
from schoolproof.flows.firewalls.services import Served
from schoolproof.flows.sets import spans
from schoolproof.flows.sets.conditions import UNREAD, Conditions, Literals
from schoolproof.flows.sets.cube import Cube
from schoolproof.flows.sets.faces import Faces, published
from schoolproof.flows.sets.packets import EVERY_PORT, EVERY_SERVICE, IPV4, IPV6, PROTOCOLS, address
from schoolproof.flows.sets.spans import Spans
from schoolproof.model import Device
from schoolproof.model.objects import Vip
from schoolproof.model.policies import FirewallPolicy

Translated = tuple[Cube, Literals]


class Servers:
    """The published servers of one device, as sets of packets after the translation."""

    def __init__(self, device: Device, faces: Faces, conditions: Conditions) -> None:
        self._firewall = device.firewall
        self._faces = faces
        self._conditions = conditions

    def named(self, name: str) -> Vip | None:
        """The published server that a policy means by a name, which no address object has."""
        return None if name in self._firewall.address_objects else self._firewall.vips.get(name)

    @property
    def seen_outside(self) -> bool:
        """Whether rules see packets as they are before the translation."""
        return any(_before(vip) for vip in self._firewall.vips)

    def turned(self, policy: FirewallPolicy) -> bool:
        """Whether a list of published servers is negated, so that nobody knows what is left."""
        names = policy.destinations if "destinations" in policy.lines else ()
        servers = [vip for name in names if (vip := self.named(name))]
        return policy.destination_negate and any(not _before(vip) for vip in servers)

    def of(self, policy: FirewallPolicy, fact: str) -> Iterator[tuple[Vip, Literals]]:
        """Servers for which a policy holds, and under what condition."""
        for name in getattr(policy, fact) if fact in policy.lines else ():
            vip = self.named(name)
            if vip is not None:
                yield vip, SURE
        for name in _perhaps(policy) if fact == "destinations" else ():
            vip = self.named(name)
            if vip is not None:
                said = f"{policy.title} holds for an outer address of {vip.name}"
                yield vip, frozenset((self._conditions.literal(said, UNREAD),))

    def inside(self, vip: Vip) -> Part:
        """Where its packets go. An inner address that the text does not say may be any."""
        try:
            held = spans.union(address(word) for word in vip.inside.split())
        except ValueError:
            held = ()
        if held:
            return held, SURE
        text = f"the destination is behind {vip.name}"
        whole = IPV6 if ":" in vip.outside else IPV4
        return whole, frozenset((self._conditions.literal(text, UNREAD),))

    def way(self, vip: Vip) -> int:
        """Where its packets come in; an interface that nobody knows may be any."""
        return self._faces.mask([vip.interface]) or self._faces.plain

    def reached(
        self, vip: Vip, policy: FirewallPolicy, services: Sequence[Served]
    ) -> Iterator[Served]:
        """Of these services of a rule those that reach it, by its inner ports.

        Where a rule names ports before the translation, which of several outer ports becomes which
        inner one is not told: a rule that names a part of them is a maybe. So is one that names
        the inner port only.
        """
        if not _before(vip) or vip.inside_ports in {"", vip.ports}:
            inner = _ports(vip, vip.inside_ports)
            yield from ((spans.meet(held, inner), o, x) for held, o, x in services)
            return
        said = f"{policy.title} names the port of {vip.name} before its translation"
        part = frozenset((self._conditions.literal(said, UNREAD),))
        for number in _protocols(vip):
            whole = (number << 16, (number << 16) + EVERY_PORT[1])
            outer, inner = (_of_one(number, t) or whole for t in (vip.ports, vip.inside_ports))
            for held, origin, literals in services:
                if spans.within(outer, held):
                    yield inner, origin, literals
                elif spans.meet(held, outer) or spans.meet(held, inner):
                    yield inner, origin, literals | part

    def translated(self, vdom: str | None) -> list[Translated]:
        """Packets that the firewall translates to published servers, by whatever interface."""
        found = []
        head = f"{vdom}/" if vdom else ""
        for key, vip in self._firewall.vips.items():
            if not key.removeprefix("nat:").startswith(head):
                continue
            inner, literals = self.inside(vip)
            way = published(self.way(vip))
            family = IPV4 if spans.meet(inner, IPV4) else IPV6
            if way:
                ports = _ports(vip, vip.inside_ports)
                cube = Cube(family, inner, ports, EVERY_PORT, way, self._faces.plain)
                found.append((cube, literals))
        return found


def _before(vip: Vip) -> bool:
    return "seen_outside" in vip.lines and vip.seen_outside


def _perhaps(policy: FirewallPolicy) -> tuple[str, ...]:
    return policy.maybe_published if "maybe_published" in policy.lines else ()


def _protocols(vip: Vip) -> list[int]:
    """One, or those with ports where the text names none."""
    names = (vip.protocol,) if vip.protocol in PROTOCOLS else ("tcp", "udp")
    return [PROTOCOLS[name] for name in names]


def _ports(vip: Vip, written: str) -> Spans:
    """Services of a published server; everything where it forwards no port."""
    found = [_of_one(number, written) for number in _protocols(vip)]
    held = spans.union(pair for each in found for pair in spans.pairs(each))
    return held if all(found) else EVERY_SERVICE


def _of_one(protocol: int, written: str) -> Spans:
    """Services of one protocol; none where no port is written, or what is no port."""
    found = []
    for text in written.split():
        low, _, high = text.partition("-")
        if not low.isdecimal() or not (high or low).isdecimal():
            return spans.NONE
        found.append(((protocol << 16) + int(low), (protocol << 16) + int(high or low)))
    return spans.union(found)
