"""Which packets a switch forwards between its networks: list at the way in, list at the way out.

Packets are those that open a connection; what answers one is let through by stateless lists in a
way that a site file declares as `established`. A packet to an address of the switch itself never
leaves it, and is not in these sets.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from schoolproof.flows.firewalls.places import NO_HOSTS
from schoolproof.flows.sets import spans
from schoolproof.flows.sets.base import Budget, Piece, RuleBase
from schoolproof.flows.sets.conditions import UNREAD, Apart, Conditions, Guard
from schoolproof.flows.sets.cube import Cube
from schoolproof.flows.sets.faces import Faces
from schoolproof.flows.sets.packets import EVERY_PORT, EVERY_SERVICE, IPV4, IPV6, network, networks
from schoolproof.flows.sets.spans import Spans
from schoolproof.flows.sets.witness import Witness, witness
from schoolproof.flows.switches.acl import ANSWER, FRAGMENT, Line, Lists, opening
from schoolproof.flows.switches.path_ports import (
    Filter,
    families,
    filters,
    routed_ports,
    stands,
)
from schoolproof.model import Device, Interface, Network, Table
from schoolproof.model.firewall import Firewall
from schoolproof.model.objects import Zone

VERSION = 4  # IPv6 subnets have no address for all
WORDS = frozenset({ANSWER, FRAGMENT})
SETS = {"ipv4": IPV4, "ipv6": IPV6}


@dataclass(frozen=True, slots=True)
class Step:
    """A list on the way, with its rules; `host` is the switch that has it."""

    filter: Filter
    base: RuleBase
    host: str = ""


@dataclass(frozen=True, slots=True)
class Hop:
    """In by one interface and out by another, what hangs between, and the packets that ask.

    `egress` is None where another switch has the target.
    """

    ingress: Interface
    egress: Interface | None
    steps: tuple[Step, ...]
    pieces: tuple[Piece, ...]
    over: tuple[str, ...] = ()  # the next switch and its interfaces, where one hands on to it


@dataclass(frozen=True, slots=True)
class Passed:
    """Packets that every list on a way lets through, with the entries that do."""

    hop: Hop
    lines: tuple[Line, ...]
    piece: Piece


class Switch:
    """A switch that routes, with its site: `device.site` declares the networks."""

    def __init__(
        self, device: Device, conditions: Conditions | None = None, name: str = ""
    ) -> None:
        """`name`: of the host in the inventory, where several devices are asked together."""
        self.device = device
        self.name = name
        shared = Conditions() if conditions is None else conditions
        self.conditions = Apart(shared, name, WORDS) if name else shared
        self.lists = Lists(device, self.conditions)
        self.faces = _faces(device)
        self.opening = opening(self.conditions)
        self.families = families(device)

    def ports(self, network: Network, family: str) -> list[Interface]:
        """Routed interfaces that the network stands on."""
        return [p for p in routed_ports(self.device, family) if stands(p, network)]

    def networks(self) -> list[Network]:
        """Declared networks with hosts that stand on an interface of this switch."""
        return [n for n in self.device.site.networks if not n.purposes <= NO_HOSTS and self.has(n)]

    def has(self, network: Network) -> bool:
        """Whether the network stands here."""
        return any(self.ports(network, family) for family in self.families)

    def addresses(self, network: Network) -> Spans:
        """Its subnets as declared, and those of the interfaces it stands on."""
        ports = [p for family in self.families for p in self.ports(network, family)]
        return networks([*network.subnets, *(a.network for p in ports for a in p.addresses)])

    def no_hosts(self) -> Spans:
        """Addresses of the switch itself, and of its subnets as a whole: nobody else has them."""
        known = [a for p in self.device.interfaces if "addresses" in p.lines for a in p.addresses]
        found = [network(type(a.network)((a.ip, a.max_prefixlen))) for a in known]
        nets = [a.network for a in known if a.version == VERSION]
        for first, last in map(network, nets):
            found += [(first, first), (last, last)] if last > first + 1 else []
        return spans.union(found)

    def between(
        self, source: Network, target: Network, service: Spans = EVERY_SERVICE
    ) -> list[Hop]:
        """The ways between two networks that both stand here; none where they do not."""
        if source.name == target.name:
            return []
        targets = spans.minus(self.addresses(target), self.no_hosts())
        return [
            hop
            for family in self.families
            for one in self.ports(source, family)
            for other in self.ports(target, family)
            if (hop := self._hop(family, (one, other), (self.addresses(source), targets, service)))
        ]

    def _hop(
        self, family: str, way: tuple[Interface, Interface], sets: tuple[Spans, Spans, Spans]
    ) -> Hop | None:
        one, other = way
        ingress, egress = self.faces.mask([one.name]), self.faces.mask([other.name])
        source, target = (spans.meet(held, SETS[family]) for held in sets[:2])
        if not source or not target:
            return None
        cube = Cube(source, target, sets[2], EVERY_PORT, ingress, egress)
        found = [*filters(self.device, one, family, "in")]
        found += filters(self.device, other, family, "out")
        guard = self.opening | self.unread(found) | self._vrfs(one, other)
        return Hop(one, other, self.steps(found, family), ((cube, guard),))

    def steps(self, found: Sequence[Filter], family: str) -> tuple[Step, ...]:
        """The lists that were read, as rules."""
        return tuple(Step(f, self.lists.base(f.name, family), self.name) for f in found if f.name)

    def unread(self, found: Sequence[Filter]) -> Guard:
        """That lists and maps let a packet pass that were not read."""
        texts = [f"{f.words} lets it pass, which was not read" for f in found if not f.name]
        return self.unknown(*texts)

    def unknown(self, *texts: str) -> Guard:
        """Conditions that nobody knows, all of which must hold."""
        return frozenset(frozenset((self.conditions.literal(t, UNREAD),)) for t in texts)

    def _vrfs(self, one: Interface, other: Interface) -> Guard:
        names = [p.vrf if "vrf" in p.lines else None for p in (one, other)]
        if names[0] == names[1]:
            return frozenset()
        return self.unknown(f"a route leads from {names[0] or 'no VRF'} to {names[1] or 'no VRF'}")

    def passed(self, hop: Hop, budget: Budget | None = None) -> Iterator[Passed]:
        """Packets that every list of a way lets through.

        Raises:
            UnknownFact: the lists are too tangled to follow.
        """
        spent = budget or Budget()
        for lines, piece in through(hop.steps, hop.pieces, spent):
            yield Passed(hop, lines, piece)

    def plain(self, piece: Piece) -> Piece:
        """The same packets without saying that they open a connection."""
        opens = frozenset(x for clause in self.opening for x in clause)
        return piece[0], frozenset(clause for clause in piece[1] if not clause & opens)

    def shown(self, piece: Piece) -> Witness:
        """A packet of a set, with what it depends on beside that it opens a connection."""
        return witness(self.plain(piece), self.faces, self.conditions, outside=False)


def through(
    steps: Sequence[Step], pieces: Sequence[Piece], budget: Budget
) -> Iterator[tuple[tuple[Line, ...], Piece]]:
    """Packets that all of these lists let through, each with the entries that do.

    Raises:
        UnknownFact: the lists are too tangled to follow.
    """
    if not steps:
        yield from (((), piece) for piece in pieces)
        return
    base = steps[0].base
    for number in base.candidates(pieces):
        rule = base.rules[number]
        if rule.accepts and isinstance(rule, Line):
            held = list(base.decided(number, pieces, budget))
            for lines, piece in through(steps[1:], held, budget) if held else ():
                yield (rule, *lines), piece


def refused(
    steps: Sequence[Step], pieces: Sequence[Piece], budget: Budget
) -> Iterator[tuple[Step, Piece]]:
    """Packets that one of these lists refuses, with the first list that does.

    Raises:
        UnknownFact: the lists are too tangled to follow.
    """
    if not steps:
        return
    base = steps[0].base
    for number in base.candidates(pieces):
        held = list(base.decided(number, pieces, budget))
        if not base.rules[number].accepts:
            yield from ((steps[0], piece) for piece in held)
        elif held:
            yield from refused(steps[1:], held, budget)
    yield from ((steps[0], piece) for piece in base.undecided(pieces, budget))


def _faces(device: Device) -> Faces:
    """The interfaces of a switch; it has no zones."""
    plain = Device(None, firewall=Firewall(None, zones=Table[Zone]()))
    return Faces(plain, [port.name for port in device.interfaces])
