"""Questions to a firewall: which packets between networks pass, and by which rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from schoolproof.errors import UnknownFact
from schoolproof.flows.firewalls.device import Firewall
from schoolproof.flows.firewalls.objects import SURE, Part
from schoolproof.flows.firewalls.places import Places
from schoolproof.flows.firewalls.routers import Routers
from schoolproof.flows.firewalls.routes import DOWN
from schoolproof.flows.firewalls.vdoms import Ways, toward
from schoolproof.flows.firewalls.walk import Cut, Passage, Test, Walk
from schoolproof.flows.sets import cube as cubes
from schoolproof.flows.sets import spans
from schoolproof.flows.sets.base import Piece, whole
from schoolproof.flows.sets.conditions import ALWAYS, STATE, UNREAD, both
from schoolproof.flows.sets.cube import Cube
from schoolproof.flows.sets.faces import Faces, beside, proxied, published
from schoolproof.flows.sets.packets import EVERY_PORT, EVERY_SERVICE, IPV4, IPV6, internet, private
from schoolproof.flows.sets.spans import Spans
from schoolproof.model import Network

__all__ = ["Flows", "Passage"]


class Flows(Walk):
    """A firewall and its site, ready for questions. With VDOMs: all of them in sequence."""

    def __init__(self, firewall: Firewall | Sequence[Firewall]) -> None:
        self.firewalls = (firewall,) if isinstance(firewall, Firewall) else tuple(firewall)
        self.firewall = self.firewalls[0]
        faces = Faces.together(f.faces for f in self.firewalls)
        super().__init__(Ways(self.firewalls), faces, self.firewall.conditions)
        device = self.firewall.device
        self._routers = Routers(device, self.faces, self.conditions)
        routes = [*(f.routes for f in self.firewalls), *self._routers.tables]
        self.places = Places(device, self.faces, routes, self.ways.ends)
        self._sent: dict[int, tuple[Part, ...]] = {}

    def between(
        self, source: Network, target: Network, service: Spans = EVERY_SERVICE
    ) -> list[Piece]:
        """Packets from one network to another that this firewall forwards.

        Networks behind the same interface meet elsewhere, on the switch that routes them; only a
        proxy of the firewall may join them here, and where it does not there is no packet.
        """
        ways = ingress, egress = self.places.ingress(source), self.places.ingress(target)
        sets = self.places.addresses(source), self.places.addresses(target), service
        asked = self._if_there(list(self._by_proxy(*sets, ways)), source, target)
        if self._same_way(source, target, ingress, egress):
            return asked if source.name != target.name and self._some_pass(asked) else []
        pieces = self._pieces(*sets, ways) or self._nowhere(*sets, ways)
        return [*self._if_there(pieces, source, target), *asked]

    @staticmethod
    def _nowhere(
        senders: Spans, targets: Spans, service: Spans, ways: tuple[int, int]
    ) -> list[Piece]:
        """Packets that no route sends to where they want to go: they leave by no interface."""
        ingress, egress = ways
        known = ingress and egress and senders and targets
        cube = Cube(senders, targets, service, EVERY_PORT, ingress, 0)
        return [whole(cube)] if known else []

    def _some_pass(self, pieces: list[Piece]) -> bool:
        try:
            return next(self.pieces_passing(pieces), None) is not None
        except UnknownFact:
            return True

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
        sets, ways = (self.places.addresses(source), targets, service), (ingress, egress)
        pieces = [*self._pieces(*sets, ways), *self._by_proxy(*sets, ways)]
        return self._if_there(pieces, source)

    def inward(self, service: Spans = EVERY_SERVICE) -> list[Piece]:
        """Packets from the internet to anything inside, published servers by inner address.

        Raises:
            UnknownFact: something publishes servers that is not followed.
        """
        faces, told = self.faces, self.firewall.device.firewall
        if "shared_publishers" in told.lines and told.shared_publishers:
            names = ", ".join(told.shared_publishers)
            msg = f"the shared gateway {names} publishes servers, which is not followed"
            raise UnknownFact(msg)
        senders = spans.minus(internet(), self._own())
        inner = faces.plain & ~(self.places.outside | self.ways.ends)
        targets = spans.join(self._own(), private())
        ways = (self.places.outside, inner)
        pieces = self._pieces(senders, targets, service, ways)
        pieces += self._by_proxy(senders, targets, service, ways)
        everybody = whole(Cube(senders, IPV4 + IPV6, service, EVERY_PORT, faces.every, inner))
        for firewall, (cube, literals) in ((f, t) for f in self.firewalls for t in f.published):
            held = cubes.meet(everybody[0], cube._replace(source=IPV4 + IPV6, egress=inner))
            guard = both(ALWAYS, literals)
            if not held or guard is None:
                continue
            if held.ingress & published(self.places.outside):
                pieces.append((held, guard))
            pieces += self._passed_on((held, guard), firewall)
        return pieces

    def inward_to(self, network: Network, packets: list[Piece]) -> list[Piece]:
        """Of these packets from the internet, those to one network, by where it stands.

        What no route sends there leaves by no interface; of a network that nothing places here,
        by any.
        """
        places, held = self.places, self.places.addresses(network)
        stands = places.ingress(network) if places.is_placed(network) else -1
        found = [
            (cube._replace(target=both, egress=egress), guard)
            for cube, guard in packets
            if (both := spans.meet(cube.target, held)) and (egress := cube.egress & stands)
        ]
        return found or self._nowhere(internet(), held, EVERY_SERVICE, (places.outside, stands))

    def _passed_on(self, piece: Piece, firewall: Firewall) -> Iterator[Piece]:
        """Packets to a published server that another virtual firewall may pass on to this one.

        What that one refuses by the outer address is not asked.
        """
        cube, guard = piece
        ends = cube.ingress & published(self.ways.ends)
        lines = any(f.faces.plain & self.places.outside for f in self.firewalls if f != firewall)
        if ends and lines:
            text = f"another virtual firewall passes packets of the internet on to {firewall.vdom}"
            narrowed = both(guard, (self.conditions.literal(text, UNREAD),))
            if narrowed is not None:
                yield cube._replace(ingress=ends), narrowed

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

    def _by_proxy(
        self, senders: Spans, targets: Spans, service: Spans, ways: tuple[int, int]
    ) -> Iterator[Piece]:
        """Of such packets those that a client asks a proxy of the firewall to send."""
        ingress = proxied(ways[0]) | beside(ways[0])
        asked = Cube(senders, targets, service, EVERY_PORT, ingress, ways[1])
        for cube, literals in (term for f in self.firewalls for term in f.proxied):
            held = cubes.meet(asked, cube._replace(egress=asked.egress))
            for sent, guard in self._routed(whole(held)) if held else ():
                narrowed = both(guard, literals)
                if narrowed is not None:
                    yield sent, narrowed

    def direct(self, pieces: Iterable[Piece]) -> list[Piece]:
        """Of these packets those that no proxy of the firewall sends."""
        indirect = self.faces.indirect
        return [piece for piece in pieces if not piece[0].ingress & indirect]

    def _routed(self, piece: Piece) -> list[Piece]:
        cube, _ = piece
        found = list[Piece]()
        for ingress, router in self._routers.split(cube.ingress):
            found += self._sent_by(router, cube._replace(ingress=ingress))
        return found

    def _sent_by(self, router: str | None, cube: Cube) -> list[Piece]:
        """To the lines, and to interfaces of another router, only what routes send there."""
        asked = cube.egress & (self.places.outside | self._routers.elsewhere(router))
        inner = cube.egress & ~asked
        found = [whole(cube._replace(egress=inner))] if inner else []
        by_parts: dict[tuple[Part, ...], int] = {}
        for bit in self.faces.bits(asked):
            parts = self._routers.by(router, bit) if router is not None else self._parts(bit)
            by_parts[parts] = by_parts.get(parts, 0) | bit
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
        self,
        source: Spans,
        target: Spans,
        service: Spans,
        ways: tuple[int, int],
        *,
        by_proxy: bool = False,
    ) -> list[Piece]:
        """Packets between any addresses while all routes are up, by interfaces in and out.

        `by_proxy`: those that a client asks a proxy of the firewall to send.
        """
        down = frozenset((self.conditions.literal(DOWN, STATE),))
        made = self._by_proxy if by_proxy else self._pieces
        found = made(source, target, service, ways)
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
        return self.deciding(
            packets, outside=outside, skip=lambda rule: not rule.accepts or unless(rule), cut=cut
        )
