"""One packet through a rule base, like a firewall's own policy look-up."""

from __future__ import annotations

from dataclasses import dataclass

from schoolproof.flows.firewalls.query import Flows, Passage
from schoolproof.flows.sets import spans
from schoolproof.flows.sets.base import Piece
from schoolproof.flows.sets.conditions import ALWAYS, Guard, reading, without
from schoolproof.flows.sets.packets import address, internet, service
from schoolproof.flows.sets.spans import Spans


@dataclass(frozen=True, slots=True)
class Trace:
    """Which rules decide a packet: one, or several where it depends on something unknown.

    `refused`: the conditions under which no rule decides it; None where some rule always does.
    """

    passages: tuple[Passage, ...]
    refused: tuple[str, ...] | None

    @property
    def decision(self) -> str:
        """`accept`, `deny`, or `depends`."""
        words = {"accept" if p.rule.accepts else "deny" for p in self.passages}
        if self.refused is not None:
            words.add("deny")
        return words.pop() if len(words) == 1 else "depends"

    @property
    def certainty(self) -> str:
        """`must`: the decision is the same for every reading."""
        return "may" if self.decision == "depends" else "must"


def trace(flows: Flows, source: str, target: str, protocol: str, port: int | None) -> Trace:
    """The rules that decide this packet, whatever its source port.

    Raises:
        ValueError: an address or the protocol is not one.
        UnknownFact: the rules are too tangled to follow.
    """
    asked = _Asked(flows, source, target, service_of(protocol, port))
    return asked.traced(asked.packets(by_proxy=False))


def trace_by_proxy(
    flows: Flows, source: str, target: str, protocol: str, port: int | None
) -> Trace | None:
    """The same where the client asks a proxy of the firewall to send it; None: none answers it.

    Raises:
        ValueError: an address or the protocol is not one.
        UnknownFact: the rules are too tangled to follow.
    """
    asked = _Asked(flows, source, target, service_of(protocol, port))
    packets = asked.packets(by_proxy=True)
    return asked.traced(packets) if packets else None


def service_of(protocol: str, port: int | None) -> Spans:
    """A service as a person types it.

    Raises:
        ValueError: it is none.
    """
    return service(protocol if port is None else f"{protocol}/{port}")


class _Asked:
    """One packet as sets, for one firewall."""

    def __init__(self, flows: Flows, source: str, target: str, asked: Spans) -> None:
        self._flows, self._service = flows, asked
        self._source, self._target = address(source), address(target)

    def packets(self, *, by_proxy: bool) -> list[Piece]:
        flows = self._flows
        ways = ways_of(flows, self._source), ways_of(flows, self._target)
        return flows.asked(self._source, self._target, self._service, ways, by_proxy=by_proxy)

    def traced(self, packets: list[Piece]) -> Trace:
        flows = self._flows
        ends = (self._source, self._target)
        outside = any(spans.meet(end, internet()) for end in ends)
        found = tuple(flows.deciding(packets, outside=outside))
        left = flows.refused_at_the_end(packets, outside=outside)
        return Trace(found, left.conditions if left else _nowhere(flows, packets))


def _nowhere(flows: Flows, packets: list[Piece]) -> tuple[str, ...] | None:
    """The conditions under which no route leads anywhere; None where some always does."""
    left: Guard | None = ALWAYS
    for _, guard in packets:
        literals = frozenset(x for clause in guard for x in clause)
        if left is not None and all(len(clause) == 1 for clause in guard):
            left = without(left, literals) if literals else None
    found = reading(left) if left is not None else None
    return None if found is None else tuple(flows.conditions.text(x) for x in sorted(found))


def ways_of(flows: Flows, host: tuple[int, int]) -> int:
    """Interfaces behind which a host is: those of its network, else those to the internet."""
    places = flows.places
    found = 0
    for network in places.networks():
        if spans.meet(places.known_addresses(network), host):
            found |= places.ingress(network)
    return found or places.outside
