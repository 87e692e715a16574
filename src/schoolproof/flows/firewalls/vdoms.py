"""The way of a packet through a device's virtual firewalls (VDOMs), over the links between them.

What several rule bases see one after the other passes only if each of them lets it pass.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from schoolproof.flows.firewalls.objects import Part
from schoolproof.flows.firewalls.translated import translated
from schoolproof.flows.sets import spans
from schoolproof.flows.sets.base import Piece
from schoolproof.flows.sets.conditions import UNREAD, both
from schoolproof.flows.sets.cube import Cube
from schoolproof.flows.sets.faces import ALL_WAYS, Faces, beside, is_beside
from schoolproof.flows.sets.rule import Rule
from schoolproof.model import Device

if TYPE_CHECKING:
    from schoolproof.flows.firewalls.device import Firewall

MOST_VDOMS = 6  # that one packet passes
MOST_WAYS = 16  # between two VDOMs


@dataclass(frozen=True, slots=True)
class Hop:
    """One rule base on a way, and the interfaces by which a packet comes in and goes on."""

    firewall: Firewall
    ingress: int
    egress: int


@dataclass(frozen=True, slots=True)
class Way:
    """Rule bases in the order in which a packet meets them, and the packets that go this way."""

    hops: tuple[Hop, ...]
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Link:
    """A link in one direction: from where by which end, in by which end to where.

    `single`: it is never one of several on a way; `hidden`: no line says that the ends see it.
    """

    near: Firewall
    out: int
    into: int
    far: Firewall
    single: bool
    hidden: bool


def members(device: Device, faces: Faces, vdoms: Sequence[str | None]) -> dict[str | None, int]:
    """The interfaces of each VDOM; one of which nothing tells the VDOM may be in any."""
    found: dict[str | None, int] = dict.fromkeys(vdoms, 0)
    for name in faces.names:
        bit = faces.mask([name])
        for vdom in _home(device, name) & set(vdoms) or set(vdoms):
            found[vdom] |= bit
    return found


def _home(device: Device, name: str) -> set[str | None]:
    """The VDOM of an interface by itself, by the keys of its zones, or by the policies' words."""
    firewall = device.firewall
    port = device.interfaces.get(name) if "interfaces" in device.lines else None
    if port is not None and "vdom" in port.lines:
        return {port.vdom}
    zones = {key.rpartition("/")[0] for key, zone in firewall.zones.items() if _has(zone, name)}
    if zones:
        return set(zones)
    facts = ("source_zones", "destination_zones")
    return {
        row.vdom
        for row in firewall.policies
        if any(fact in row.lines and name in getattr(row, fact) for fact in facts)
    }


def _has(zone: object, name: str) -> bool:
    return name in getattr(zone, "interfaces", ())


class Ways:
    """All ways between the VDOMs of one device."""

    def __init__(self, firewalls: Sequence[Firewall]) -> None:
        self._firewalls = firewalls
        self._links = list(self._found()) if len(firewalls) > 1 else []

    @property
    def ends(self) -> int:
        """Interfaces that are ends of links."""
        found = 0
        for link in self._links:
            found |= link.out | link.into
        return found

    @cached_property
    def _shared(self) -> int:
        """Interfaces of gateways that several virtual firewalls share, with all their bits."""
        firewall = self._firewalls[0].device.firewall
        names = firewall.shared_ports if "shared_ports" in firewall.lines else ()
        return self._firewalls[0].faces.mask(names) * ALL_WAYS

    def _found(self) -> Iterator[Link]:
        """Each link in both directions."""
        firewall = self._firewalls[0].device.firewall
        for link in firewall.vdom_links if "vdom_links" in firewall.lines else ():
            one, two = (self._at(name) for name in link.interfaces)
            if one and two and one[0] is not two[0]:
                single = "single" in link.lines and link.single
                hidden = "visible" in link.lines and not link.visible
                yield Link(one[0], one[1], two[1], two[0], single, hidden)
                yield Link(two[0], two[1], one[1], one[0], single, hidden)

    def _at(self, name: str) -> tuple[Firewall, int] | None:
        homes = [f for f in self._firewalls if f.faces.mask([name]) & f.faces.plain]
        return (homes[0], homes[0].faces.mask([name])) if len(homes) == 1 else None

    def of(self, packets: Sequence[Piece]) -> Iterator[Way]:
        """The ways of these packets, by the interfaces where they come in and go out."""
        if len(self._firewalls) == 1:
            yield Way((Hop(self._firewalls[0], -1, -1),), tuple(packets))
            return
        for first in self._firewalls:
            for last in self._firewalls:
                pieces = [p for piece in packets for p in _limited(piece, first, last)]
                if first is not last:  # by a gateway of both a packet meets one rule base only
                    mine, its = (self._shared & f.faces.every for f in (first, last))
                    pieces = [p for piece in pieces for p in _cut(piece, its, mine)]
                if pieces:
                    yield from self._between(first, last, pieces)

    def _between(self, first: Firewall, last: Firewall, pieces: list[Piece]) -> Iterator[Way]:
        if first is last:
            yield Way((Hop(first, -1, -1),), tuple(pieces))
            return
        found = list(self._chains(first, last, ()))[:MOST_WAYS]
        lost = [p for piece in pieces for p in _parted(piece, self._shared)] if found else pieces
        if lost:
            said = f"packets get from VDOM {first.vdom} to {last.vdom} by a way that is not written"
            literal = first.conditions.literal(said, UNREAD)
            unlinked = (Hop(first, -1, first.faces.plain), Hop(last, last.faces.plain, -1))
            yield Way(unlinked, tuple(_under(lost, literal)))
        linked = [p for piece in pieces for p in _cut(piece, self._shared, self._shared)]
        for hops in found:
            narrowed = self._routed(hops, self._seen(hops, linked), alone=len(found) == 1)
            if narrowed:
                yield Way(hops, tuple(narrowed))

    def _seen(self, hops: tuple[Hop, ...], pieces: list[Piece]) -> list[Piece]:
        """That the ends of each link on the way see each other, which no line says."""
        for hop, after in pairwise(hops):
            near, far = hop.firewall, after.firewall
            if any(x.hidden and x.near is near and x.out == hop.egress for x in self._links):
                said = f"{near.vdom} and {far.vdom} see each other, which no line says"
                pieces = list(_under(pieces, near.conditions.literal(said, UNREAD)))
        return pieces

    def _chains(
        self, at: Firewall, last: Firewall, before: tuple[Hop, ...], ingress: int = -1
    ) -> Iterator[tuple[Hop, ...]]:
        """Simple paths over links, the last hop included."""
        if at is last:
            yield (*before, Hop(at, ingress, -1))
        elif len(before) < MOST_VDOMS:
            seen = {hop.firewall.vdom for hop in before}
            for link in self._links:
                ends = link.near is at and link.far.vdom not in seen
                if ends and not (link.single and (before or link.far is not last)):
                    hops = (*before, Hop(at, ingress, link.out))
                    yield from self._chains(link.far, last, hops, link.into)

    @staticmethod
    def _routed(hops: tuple[Hop, ...], pieces: list[Piece], *, alone: bool) -> list[Piece]:
        """Packets that the routes send this way."""
        for hop in hops[:-1]:
            routes, found = hop.firewall.routes, list[Piece]()
            parts: list[Part] = routes.by(hop.egress)
            if not routes.is_known and not alone:
                name = hop.firewall.faces.first(hop.egress)
                said = f"packets leave VDOM {hop.firewall.vdom} by {name}"
                literal = hop.firewall.conditions.literal(said, UNREAD)
                parts = [(held, frozenset((literal,))) for held, _ in parts]
            for piece in pieces:
                found += toward(piece, parts)
            pieces = found
        return pieces


def toward(piece: Piece, parts: Sequence[Part]) -> Iterator[Piece]:
    """The packets of a piece to each of these sets of targets."""
    cube, guard = piece
    for held, literals in parts:
        target = spans.meet(cube.target, held)
        narrowed = both(guard, literals) if target else None
        if narrowed is not None:
            yield cube._replace(target=target), narrowed


def _limited(piece: Piece, first: Firewall, last: Firewall) -> Iterator[Piece]:
    cube, guard = piece
    ingress, egress = cube.ingress & first.faces.every, cube.egress & last.faces.every
    stuck = first is last and not cube.egress  # no route sends it anywhere
    if ingress and (egress or stuck):
        yield cube._replace(ingress=ingress, egress=egress), guard


def _cut(piece: Piece, ingress: int, egress: int) -> Iterator[Piece]:
    """The packets that neither come in nor go out by these."""
    cube, guard = piece
    left = cube._replace(ingress=cube.ingress & ~ingress, egress=cube.egress & ~egress)
    if left.ingress and left.egress:
        yield left, guard


def _parted(piece: Piece, mask: int) -> Iterator[Piece]:
    """The packets that come in or go out by these."""
    yield from _cut(piece, ~mask, 0)
    yield from _cut(piece, mask, ~mask)


def _under(pieces: Sequence[Piece], literal: int) -> Iterator[Piece]:
    for cube, guard in pieces:
        narrowed = both(guard, (literal,))
        if narrowed is not None:
            yield cube, narrowed


def enter(piece: Piece, hop: Hop, *, last: bool) -> Piece:
    """A piece as a hop sees it: its own target interface only at the last one.

    What one rule base lets pass by a way that is not followed, the next one may let pass by such.
    """
    cube, guard = piece
    ingress = cube.ingress if hop.ingress == -1 else hop.ingress
    if hop.ingress != -1 and is_beside(cube.ingress):
        ingress |= beside(hop.ingress)
    return cube._replace(ingress=ingress, egress=cube.egress if last else hop.egress), guard


def passed_on(piece: Piece, rule: Rule, hop: Hop, goal: Cube) -> Piece | None:
    """What a rule let through, for the next rule base, with the interfaces where it wants to go.

    A rule that translates the source hides it: see `translated` for what it is then.
    """
    cube, guard = piece
    found = cube._replace(egress=goal.egress)
    if not hides(rule, hop.firewall):
        return found, guard
    said = f"VDOM {hop.firewall.vdom} translates the source to one that the next rules hold"
    return translated((found, guard), rule, hop.firewall, cube.egress, said)


def hides(rule: Rule, firewall: Firewall) -> bool:
    """Whether a rule translates sources, or rules beside it may (central NAT, those of PAN-OS).

    Behind a proxy of the firewall nobody sees the client.
    """
    policy, facts = rule.policy, firewall.device.firewall
    if "source_nat" in facts.lines and firewall.vdom in facts.source_nat:
        return True
    return rule.proxied or (policy is not None and ("nat" not in policy.lines or policy.nat))
