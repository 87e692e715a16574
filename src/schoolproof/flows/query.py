"""Questions to a firewall: which packets between networks pass, and by which rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from schoolproof.flows import cube as cubes
from schoolproof.flows import spans
from schoolproof.flows.base import Piece, whole
from schoolproof.flows.conditions import ALWAYS, STATE, UNREAD, both
from schoolproof.flows.cube import Cube
from schoolproof.flows.device import Firewall
from schoolproof.flows.faces import Faces
from schoolproof.flows.objects import SURE, Part
from schoolproof.flows.packets import EVERY_PORT, EVERY_SERVICE, IPV4, IPV6, internet, private
from schoolproof.flows.places import Places
from schoolproof.flows.routes import DOWN
from schoolproof.flows.spans import Spans
from schoolproof.flows.vdoms import Ways, toward
from schoolproof.flows.walk import Cut, Passage, Test, Walk
from schoolproof.model import Network

__all__ = ["Flows", "Passage"]


class Flows(Walk):
    """A firewall and its site, ready for questions. With VDOMs: all of them in sequence."""

    def __init__(self, firewall: Firewall | Sequence[Firewall]) -> None:
        self.firewalls = (firewall,) if isinstance(firewall, Firewall) else tuple(firewall)
        self.firewall = self.firewalls[0]
        faces = Faces.together(f.faces for f in self.firewalls)
        super().__init__(Ways(self.firewalls), faces, self.firewall.conditions)
        routes = [f.routes for f in self.firewalls]
        self.places = Places(self.firewall.device, self.faces, routes, self.ways.ends)
        self._sent: dict[int, tuple[Part, ...]] = {}

    def between(
        self, source: Network, target: Network, service: Spans = EVERY_SERVICE
    ) -> list[Piece]:
        """Packets from one network to another that this firewall forwards.

        Networks behind the same interface meet elsewhere, on the switch that routes them.
        """
        ingress, egress = self.places.ingress(source), self.places.ingress(target)
        if self._same_way(source, target, ingress, egress):
            return []
        senders, targets = self.places.addresses(source), self.places.addresses(target)
        pieces = self._pieces(senders, targets, service, (ingress, egress))
        return self._if_there(pieces, source, target)

    def _if_there(self, pieces: list[Piece], *networks: Network) -> list[Piece]:
        """A network that stands nowhere here may be elsewhere: then nothing is sure."""
        literals = {
            self.conditions.literal(
                f"{n.name} stands behind this firewall, by an interface that nothing names", UNREAD
            )
            for n in networks
            if self.places.is_guessed(n)
        }
        return [(cube, guard | {frozenset((x,)) for x in literals}) for cube, guard in pieces]

    def _same_way(self, source: Network, target: Network, ingress: int, egress: int) -> bool:
        """Whether they meet elsewhere; of two that stand on no interface the routes tell."""
        places = self.places
        if source.name == target.name:
            return True
        if not places.is_attached(source) and not places.is_attached(target):
            ingress, egress = places.by_route(source), places.by_route(target)
            if not ingress or not egress:
                return True
        return ingress == egress and ingress & (ingress - 1) == 0

    def outward(
        self, source: Network, service: Spans = EVERY_SERVICE, lines: Iterable[str] | None = None
    ) -> list[Piece]:
        """Packets from a network to the internet, over these lines or over all."""
        egress = self.places.outside if lines is None else self.faces.mask(lines)
        ingress = self.places.ingress(source) & ~self.places.outside
        targets = spans.minus(internet(), self._own())
        senders = self.places.addresses(source)
        return self._if_there(self._pieces(senders, targets, service, (ingress, egress)), source)

    def inward(self, service: Spans = EVERY_SERVICE) -> list[Piece]:
        """Packets from the internet to anything inside, published servers by inner address."""
        faces = self.faces
        senders = spans.minus(internet(), self._own())
        inner = faces.plain & ~self.places.outside
        targets = spans.join(self._own(), private())
        ways = (self.places.outside, inner)
        pieces = self._pieces(senders, targets, service, ways)
        everybody = whole(Cube(senders, IPV4 + IPV6, service, EVERY_PORT, faces.every, inner))
        for cube, literals in (term for f in self.firewalls for term in f.published):
            held = cubes.meet(everybody[0], cube._replace(source=IPV4 + IPV6))
            if held and held.ingress & self.places.outside << 1:
                guard = both(ALWAYS, literals)
                if guard is not None:
                    pieces.append((held, guard))
        return pieces

    def _own(self) -> Spans:
        """Addresses of the site's own networks."""
        found: Spans = ()
        for network in self.places.networks():
            found = spans.join(found, self.places.known_addresses(network))
        return found

    def _pieces(
        self, senders: Spans, targets: Spans, service: Spans, ways: tuple[int, int]
    ) -> list[Piece]:
        """Packets of both families; to the lines only what the routes send there."""
        ingress, egress = ways
        found: list[Piece] = []
        for family in (IPV4, IPV6):
            source, target = spans.meet(senders, family), spans.meet(targets, family)
            if source and target and ingress and egress:
                cube = Cube(source, target, service, EVERY_PORT, ingress, egress)
                found += self._routed(whole(cube))
        return found

    def _routed(self, piece: Piece) -> list[Piece]:
        cube, _ = piece
        inner, lines = cube.egress & ~self.places.outside, cube.egress & self.places.outside
        found = [whole(cube._replace(egress=inner))] if inner else []
        by_parts: dict[tuple[Part, ...], int] = {}
        for bit in self.faces.bits(lines):
            by_parts[self._parts(bit)] = by_parts.get(self._parts(bit), 0) | bit
        for parts, egress in by_parts.items():
            found += toward(whole(cube._replace(egress=egress)), parts)
        return found

    def _parts(self, bit: int) -> tuple[Part, ...]:
        """Where the routes of an interface's own VDOM send by it."""
        if bit not in self._sent:
            homes = [f for f in self.firewalls if f.faces.plain & bit]
            single = homes[0].routes.by(bit) if len(homes) == 1 else [(IPV4 + IPV6, SURE)]
            self._sent[bit] = tuple(single)
        return self._sent[bit]

    def asked(
        self, source: Spans, target: Spans, service: Spans, ways: tuple[int, int]
    ) -> list[Piece]:
        """Packets between any addresses while all routes are up, by interfaces in and out."""
        down = frozenset((self.conditions.literal(DOWN, STATE),))
        found = self._pieces(source, target, service, ways)
        return [(cube, guard) for cube, guard in found if down not in guard]

    def passing(
        self,
        packets: list[Piece],
        *,
        outside: bool,
        unless: Test = lambda _: False,
        cut: Cut = lambda _: [],
    ) -> Iterator[Passage]:
        """Each accepting rule that decides some of these packets, in order, with one of them.

        `unless`: rules that are in order; `cut`: what a rule may let through without being wrong.

        Raises:
            UnknownFact: the rules are too tangled to follow.
        """
        wanted = self.deciding(
            packets, outside=outside, skip=lambda rule: not rule.accepts or unless(rule), cut=cut
        )
        yield from wanted
