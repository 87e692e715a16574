"""A packet's way through a school: list of the switch, firewall, list of the switch.

A packet passes where each of them lets it. Addresses inside are not translated, so the order does
not matter: what the lists refuse is taken out of the question before the firewall is asked.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from schoolproof.flows import spans
from schoolproof.flows.base import Budget, Piece
from schoolproof.flows.packets import networks
from schoolproof.flows.path import SETS, Passed, Switch, through
from schoolproof.flows.path_ports import NO_WAY, Filter, filters, routed_ports
from schoolproof.flows.query import Flows
from schoolproof.flows.spans import Spans
from schoolproof.model import Interface, Network


class SitePath:
    """The switches that route at a site, beside its firewall. All share its conditions."""

    def __init__(self, flows: Flows, switches: Mapping[str, Switch]) -> None:
        self.flows = flows
        self.switches = {name: switch for name, switch in switches.items() if switch.families}

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
        """Packets between two networks that a switch forwards by itself, by name of the switch.

        Raises:
            UnknownFact: its lists are too tangled to follow.
        """
        for name, switch in self.switches.items():
            for hop in switch.between(source, target, service):
                for passed in switch.passed(hop, budget):
                    yield name, passed

    def let_out(self, network: Network, pieces: list[Piece]) -> list[Piece]:
        """Of packets from a network, those that reach the firewall."""
        homes = self.homes(network)
        if not homes:
            return pieces
        found: list[Piece] = []
        for switch in homes.values():
            found += self._listed(switch, network, pieces, "in")
        return found

    def let_in(self, network: Network, pieces: list[Piece]) -> list[Piece]:
        """Of packets that a firewall sends to a network, those that get there."""
        homes = self.homes(network)
        if not homes:
            return pieces
        found: list[Piece] = []
        for switch in homes.values():
            found += self._listed(switch, network, pieces, "out")
        return found

    def _listed(
        self, switch: Switch, network: Network, pieces: list[Piece], way: str
    ) -> Iterator[Piece]:
        """Through the lists of one switch. `way`: of the network's own interface.

        A family that the switch does not route there may have another way, where no list is.
        """
        budget = Budget()
        for family, held in SETS.items():
            asked = [piece for piece in pieces if spans.meet(piece[0].source, held)]
            ports = switch.ports(network, family) if family in switch.families else []
            yield from asked if not ports else ()
            for port in ports:
                found = self.on_way(switch, port, family, way)
                guard = switch.opening | switch.unread(found)
                narrowed = [(cube, old | guard) for cube, old in asked]
                for _, piece in through(switch.steps(found, family), narrowed, budget):
                    yield switch.plain(piece)

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
