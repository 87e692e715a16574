"""Questions to a firewall: which packets between networks pass, and by which rules."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from schoolproof.flows import cube as cubes
from schoolproof.flows import spans
from schoolproof.flows.base import Budget, Piece, whole
from schoolproof.flows.conditions import ALWAYS, UNREAD, both
from schoolproof.flows.cube import Cube
from schoolproof.flows.device import Firewall
from schoolproof.flows.packets import EVERY_PORT, EVERY_SERVICE, IPV4, IPV6, internet, private
from schoolproof.flows.places import Places
from schoolproof.flows.rules import Rule
from schoolproof.flows.spans import Spans
from schoolproof.flows.witness import Witness, witness
from schoolproof.model import Network

TRIED = 64  # packets looked at for the one that tells most


@dataclass(frozen=True, slots=True)
class Passage:
    """A rule that decides packets of a question, with the packet that shows it."""

    rule: Rule
    witness: Witness


class Flows:
    """A firewall and its site, ready for questions."""

    def __init__(self, firewall: Firewall) -> None:
        self.firewall = firewall
        self.places = Places(firewall.device, firewall.faces)

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
            self.firewall.base.conditions.literal(
                f"{n.name} stands behind this firewall, by an interface that nothing names", UNREAD
            )
            for n in networks
            if self.places.is_guessed(n)
        }
        return [(cube, guard | {frozenset((x,)) for x in literals}) for cube, guard in pieces]

    def _same_way(self, source: Network, target: Network, ingress: int, egress: int) -> bool:
        routed = not self.places.is_attached(source) and not self.places.is_attached(target)
        single = ingress == egress and ingress & (ingress - 1) == 0
        return routed or single or source.name == target.name

    def outward(
        self, source: Network, service: Spans = EVERY_SERVICE, lines: Iterable[str] | None = None
    ) -> list[Piece]:
        """Packets from a network to the internet, over these lines or over all."""
        egress = self.places.outside if lines is None else self.firewall.faces.mask(lines)
        ingress = self.places.ingress(source) & ~self.places.outside
        targets = spans.minus(internet(), self._own())
        senders = self.places.addresses(source)
        return self._if_there(self._pieces(senders, targets, service, (ingress, egress)), source)

    def inward(self, service: Spans = EVERY_SERVICE) -> list[Piece]:
        """Packets from the internet to anything inside, published servers by inner address."""
        faces = self.firewall.faces
        senders = spans.minus(internet(), self._own())
        inner = faces.plain & ~self.places.outside
        targets = spans.join(self._own(), private())
        ways = (self.places.outside, inner)
        pieces = self._pieces(senders, targets, service, ways)
        everybody = whole(Cube(senders, IPV4 + IPV6, service, EVERY_PORT, faces.every, inner))
        for cube, literals in self.firewall.published:
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

    @staticmethod
    def _pieces(
        senders: Spans, targets: Spans, service: Spans, ways: tuple[int, int]
    ) -> list[Piece]:
        ingress, egress = ways
        found = []
        for family in (IPV4, IPV6):
            source, target = spans.meet(senders, family), spans.meet(targets, family)
            if source and target and ingress and egress:
                cube = Cube(source, target, service, EVERY_PORT, ingress, egress)
                found.append(whole(cube))
        return found

    def passing(
        self,
        packets: list[Piece],
        *,
        outside: bool,
        unless: Callable[[Rule], bool] = lambda _: False,
        cut: Callable[[Rule], list[Cube]] = lambda _: [],
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

    def deciding(
        self,
        packets: list[Piece],
        *,
        outside: bool,
        skip: Callable[[Rule], bool] = lambda _: False,
        cut: Callable[[Rule], list[Cube]] = lambda _: [],
    ) -> Iterator[Passage]:
        """Each rule that decides some of these packets, in order, with one of them.

        Raises:
            UnknownFact: the rules are too tangled to follow.
        """
        base = self.firewall.base
        for number in base.candidates(packets):
            rule = base.rules[number]
            if skip(rule):
                continue
            asked = _without(packets, cut(rule))
            best = self._best(base.decided(number, asked, Budget()), outside=outside)
            if best is not None:
                yield Passage(rule, best)

    def refused_at_the_end(self, packets: list[Piece], *, outside: bool) -> Witness | None:
        """Of these packets one that no rule decides, so that the firewall refuses it."""
        return self._best(self.firewall.base.undecided(packets, Budget()), outside=outside)

    def _best(self, pieces: Iterator[Piece], *, outside: bool) -> Witness | None:
        """The packet that rests on least: every reading, a real one, any."""
        found: Witness | None = None
        for piece in islice(pieces, TRIED):
            new = witness(
                piece, self.firewall.faces, self.firewall.base.conditions, outside=outside
            )
            if found is None or _rank(new) < _rank(found):
                found = new
            if found.must:
                break
        return found


def _rank(found: Witness) -> tuple[bool, bool, int]:
    return not found.must, not found.real, len(found.conditions)


def _without(packets: list[Piece], allowed: list[Cube]) -> list[Piece]:
    """These packets without those that are allowed."""
    left = packets
    for cube in allowed:
        after: list[Piece] = []
        for held, guard in left:
            parts = cubes.minus(held, cube)
            after += [(held, guard)] if parts is None else [(part, guard) for part in parts]
        left = after
    return left
