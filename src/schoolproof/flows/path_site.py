"""A packet's way through a school: list of the switch, firewall, list of the switch.

A packet passes where each of them lets it. What the first list refuses is taken out of the question
before the firewall is asked; the list behind sees the source that the firewall made of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from schoolproof.flows.firewalls.device import Firewall
from schoolproof.flows.firewalls.query import Flows
from schoolproof.flows.firewalls.translated import translated
from schoolproof.flows.firewalls.vdoms import hides
from schoolproof.flows.sets import spans
from schoolproof.flows.sets.base import Budget, Piece
from schoolproof.flows.sets.conditions import UNREAD, both
from schoolproof.flows.sets.packets import networks
from schoolproof.flows.sets.rule import Rule
from schoolproof.flows.sets.spans import Spans
from schoolproof.flows.switches.path import SETS, Passed, Switch
from schoolproof.flows.switches.path_gate import Gate, Refuser, within
from schoolproof.flows.switches.path_local import Switches
from schoolproof.flows.switches.path_ports import NO_WAY, Filter, filters, routed_ports
from schoolproof.model import Interface, Network

ASKED = "the lists on the way let clients ask the firewall's proxy"
HIDDEN = "the lists on the way let pass what the firewall makes of the source"


class SitePath:
    """The switches that route at a site, beside its firewall. All share its conditions."""

    def __init__(self, flows: Flows, switches: Mapping[str, Switch] | Switches) -> None:
        self.flows = flows
        self.all = switches if isinstance(switches, Switches) else Switches(switches)
        self.switches = self.all.by_name
        self._gates: dict[tuple[str, str, str], list[Gate]] = {}

    def homes(self, network: Network) -> dict[str, Switch]:
        """Switches by which a network's packets come in; none where it stands on the firewall.

        One that stands on both may use either, so that no list binds it.
        """
        if self.flows.places.is_attached(network):
            return {}
        return {name: each for name, each in self.switches.items() if each.has(network)}

    def local(
        self, source: Network, target: Network, service: Spans, budget: Budget | None = None
    ) -> Iterator[tuple[str, Passed]]:
        """Packets between two networks that switches forward by themselves, by name of the first.

        Raises:
            UnknownFact: its lists are too tangled to follow.
        """
        for name, switch, hop in self.all.hops(source, target, service):
            for passed in switch.passed(hop, budget):
                yield name, passed

    def let_out(
        self, network: Network, pieces: list[Piece], budget: Budget | None = None
    ) -> list[Piece]:
        """Of packets from a network, those that reach the firewall."""
        return self._let(network, pieces, "in", budget or Budget())

    def let_in(self, network: Network, pieces: list[Piece]) -> list[Piece]:
        """Of packets to a network, those that get there if the firewall lets them pass.

        Where rules of the firewall translate sources, the lists see other ones: what they let
        pass of these is in it too, as a condition. `arriving` knows the rule.
        """
        if not self.homes(network) or not self._hides(pieces):
            return self._let(network, pieces, "out", Budget())
        found = self._let(network, self._sent_directly(pieces), "out", Budget())
        literal = self.flows.conditions.literal(HIDDEN, UNREAD)
        for cube, guard in pieces:
            under = both(guard, (literal,))
            everybody = [(cube._replace(source=s), under) for s in SETS.values() if under]
            for got, more in self._let(network, everybody, "out", Budget()):
                found.append((got._replace(source=cube.source, origin=cube.origin), more))
        return found

    def _hides(self, pieces: Iterable[Piece]) -> bool:
        """Whether a rule that translates sources may let some of these pass."""
        egress = 0
        for cube, _ in pieces:
            egress |= cube.egress
        firewalls = self.flows.firewalls
        rules = [r for f in firewalls for r in f.base.rules if r.accepts and _hidden(r, f)]
        return any(cube.egress & egress for rule in rules for cube, _ in rule.terms)

    @cached_property
    def _hides_between(self) -> bool:
        """Whether one of several VDOMs translates what it hands on to another."""
        ends, found = self.flows.ways.ends, self.flows.firewalls
        rules = [r for f in found for r in f.base.rules if r.accepts and _hidden(r, f)]
        return any(cube.egress & ends for rule in rules for cube, _ in rule.terms)

    def hidden(self, rule: Rule) -> Firewall | None:
        """The firewall that makes another source of what this rule of it lets pass."""
        firewall = self._owners.get(id(rule))
        if firewall is None or not (_hidden(rule, firewall) or self._hides_between):
            return None
        return firewall

    @cached_property
    def _owners(self) -> dict[int, Firewall]:
        return {id(rule): f for f in self.flows.firewalls for rule in f.base.rules}

    def arriving(
        self, network: Network, rule: Rule, piece: Piece, budget: Budget
    ) -> Iterator[Piece]:
        """Of packets that a rule of the firewall lets pass, those that get to their network."""
        sent = self._sent(network, rule, piece)
        if sent is None:
            yield from self._let(network, [piece], "out", budget)
            return
        cube = piece[0]
        for got, more in self._let(network, sent, "out", budget):
            yield got._replace(source=cube.source, origin=cube.origin), more

    def not_arriving(
        self, network: Network, rule: Rule, piece: Piece, budget: Budget
    ) -> Iterator[tuple[Refuser | None, Piece]]:
        """Of packets that a rule of the firewall lets pass, those that do not get there.

        Where it is not known what the rule makes of the source, they may be more than that.
        """
        sent = self._sent(network, rule, piece)
        if sent is None:
            yield from self.held_back(network, [piece], "out", budget)
            return
        cube, guard = piece
        unknown = both(guard, (-self.flows.conditions.literal(HIDDEN, UNREAD),))
        if unknown is not None and any(more != guard for _, more in sent):
            yield None, (cube, unknown)
        for refuser, (got, more) in self.held_back(network, sent, "out", budget):
            yield refuser, (got._replace(source=cube.source, origin=cube.origin), more)

    def _sent(self, network: Network, rule: Rule, piece: Piece) -> list[Piece] | None:
        """Packets as the lists see them; None: as the firewall got them."""
        firewall = self.hidden(rule) if self.homes(network) else None
        if firewall is None:
            return None
        cube, guard = piece
        if self._hides_between:
            known = both(guard, (self.flows.conditions.literal(HIDDEN, UNREAD),))
            return [(cube._replace(source=s), known) for s in SETS.values() if known]
        sent = translated(piece, rule, firewall, cube.egress, HIDDEN)
        return [sent] if sent else []

    def held_back(
        self, network: Network, pieces: Iterable[Piece], way: str, budget: Budget
    ) -> Iterator[tuple[Refuser, Piece]]:
        """Packets of a network that do not get to the firewall, or from there (`in`, `out`)."""
        held = list(pieces)
        for family, members in SETS.items():
            left: list[tuple[Refuser, Piece]] = []
            for number, gate in enumerate(self.gates(network, family, way)):
                asked = [piece for _, piece in left] if number else within(held, members)
                left = list(gate.refused(asked, budget))
            yield from ((replace(refuser, way=way), piece) for refuser, piece in left)

    def _let(self, network: Network, pieces: list[Piece], way: str, budget: Budget) -> list[Piece]:
        if not self.homes(network):
            return pieces
        found: list[Piece] = []
        if way == "in":  # the lists see such a packet on its way to the proxy
            found += self._asked_of_proxy(network, pieces)
            pieces = self._sent_directly(pieces)
        for family, members in SETS.items():
            asked = within(pieces, members)
            gates = self.gates(network, family, way)
            found += [got for gate in gates for _, got in gate.let(asked, budget)]
            found += asked if not gates else []
        return found

    def _sent_directly(self, pieces: Iterable[Piece]) -> list[Piece]:
        """Without what a client asks a proxy of the firewall to send."""
        plain = ~self.flows.faces.indirect
        return [
            (cube._replace(ingress=cube.ingress & plain), guard)
            for cube, guard in pieces
            if cube.ingress & plain
        ]

    def _asked_of_proxy(self, network: Network, pieces: Iterable[Piece]) -> Iterator[Piece]:
        """What lists do with a packet to the proxy is not asked; without any it gets there."""
        gates = [gate for family in SETS for gate in self.gates(network, family, "in")]
        listed = any(gate.steps or gate.guard - gate.switch.opening for gate in gates)
        more = {self.flows.conditions.literal(ASKED, UNREAD)} if listed else set()
        for cube, guard in pieces:
            ingress = cube.ingress & self.flows.faces.indirect
            narrowed = both(guard, more) if ingress else None
            if narrowed is not None:
                yield cube._replace(ingress=ingress), narrowed

    def gates(self, network: Network, family: str, way: str) -> list[Gate]:
        """The lists of each switch and interface by which it may come; none: nothing binds it.

        A family that a switch does not route there may have another way, where no list is.
        """
        key = (network.name, family, way)
        if key not in self._gates:
            self._gates[key] = self._found(network, family, way)
        return self._gates[key]

    def _found(self, network: Network, family: str, way: str) -> list[Gate]:
        found: list[Gate] = []
        for switch in self.homes(network).values():
            ports = switch.ports(network, family) if family in switch.families else []
            if not ports:
                return []
            for port in ports:
                lists = self.on_way(switch, port, family, way)
                guard = switch.opening | switch.unread(lists)
                found.append(Gate(switch, port, switch.steps(lists, family), guard))
        return found

    def on_way(self, switch: Switch, port: Interface, family: str, way: str) -> list[Filter]:
        """Lists between a network's interface and the firewall, in the order of the packet."""
        near = list(filters(switch.device, port, family, way))
        if way == "in":
            return [*near, *self._transit(switch, port, family, "out")]
        return [*self._transit(switch, port, family, "in"), *near]

    def _transit(self, switch: Switch, port: Interface, family: str, way: str) -> Iterator[Filter]:
        """Lists of the interface towards the firewall; where none is, those of all others."""
        others = [p for p in routed_ports(switch.device, family) if p.name != port.name]
        theirs = networks(a.network for p in self._through() for a in p.addresses)
        shared = [p for p in others if spans.meet(networks(a.network for a in p.addresses), theirs)]
        if len(shared) == 1:
            yield from filters(switch.device, shared[0], family, way)
            return
        for each in shared or others:
            for found in filters(switch.device, each, family, way):
                yield Filter("", found.words, found.subject, found.fact)

    def _through(self) -> Iterator[Interface]:
        """Interfaces of the firewall through which packets pass: none for management."""
        for port in self.flows.places.device.interfaces:
            if "addresses" in port.lines and not ("kind" in port.lines and port.kind in NO_WAY):
                yield port


def _hidden(rule: Rule, firewall: Firewall) -> bool:
    return rule.proxied or hides(rule, firewall)
