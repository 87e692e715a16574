"""One packet through a rule base, like a firewall's own policy look-up."""

from __future__ import annotations

from dataclasses import dataclass

from schoolproof.flows import spans
from schoolproof.flows.packets import address, internet, service
from schoolproof.flows.query import Flows, Passage


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
    src, dst = address(source), address(target)
    asked = service(protocol if port is None else f"{protocol}/{port}")
    ways = _ways(flows, src), _ways(flows, dst)
    outside = bool(spans.meet(src, internet()) or spans.meet(dst, internet()))
    packets = flows.asked(src, dst, asked, ways)
    found = tuple(flows.deciding(packets, outside=outside))
    left = flows.refused_at_the_end(packets, outside=outside)
    nowhere = () if not packets else None
    return Trace(found, left.conditions if left else nowhere)


def _ways(flows: Flows, host: tuple[int, int]) -> int:
    """Interfaces behind which a host is: those of its network, else those to the internet."""
    places = flows.places
    found = 0
    for network in places.networks():
        if spans.meet(places.known_addresses(network), host):
            found |= places.ingress(network)
    return found or places.outside
