"""Service objects as sets of numbers (see `packets`), with source ports where they have some."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schoolproof.flows.firewalls.objects import SURE, each_service
from schoolproof.flows.sets import spans
from schoolproof.flows.sets.conditions import STATE, UNREAD, Conditions, Literals
from schoolproof.flows.sets.packets import EVERY_PORT, EVERY_SERVICE, PROTOCOLS
from schoolproof.flows.sets.spans import Spans
from schoolproof.model.firewall import Firewall
from schoolproof.model.objects import ServiceObject

Served = tuple[Spans, Spans, Literals]  # services, source ports, conditions
PORTS = (("tcp", "tcp_ports"), ("udp", "udp_ports"), ("sctp", "sctp_ports"))
EVERY_ICMP = frozenset({"ALL_ICMP", "ALL_ICMP6"})


class Services:
    """Sets of services that names stand for."""

    def __init__(self, firewall: Firewall, conditions: Conditions) -> None:
        self._firewall = firewall
        self._conditions = conditions
        self._memo: dict[str, list[Served]] = {}

    def parts(self, names: Iterable[str]) -> list[Served]:
        """The union of these services and groups."""
        found: list[Served] = []

        def add(name: str) -> None:
            if name not in self._memo:
                self._memo[name] = self._named(name)
            found.extend(self._memo[name])

        each_service(self._firewall, names, add)
        return _tidy(found)

    def _named(self, name: str) -> list[Served]:
        row = self._firewall.service_objects.get(name)
        if row is None or "protocol" not in row.lines:
            return [self._unread(f"the service is {name}, which is not here")]
        if row.protocol == "group":  # one without members holds nothing
            return []
        if not {"tcp_ports", "udp_ports"} <= set(row.lines):
            return [self._unread(f"the service is {name}, limited by more than ports")]
        try:
            return list(self._row(row))
        except ValueError:
            return [self._unread(f"the service is {name}, whose ports were not understood")]

    def _row(self, row: ServiceObject) -> Iterator[Served]:
        if row.protocol == "all":
            yield (EVERY_SERVICE, EVERY_PORT, SURE)
        elif row.protocol.startswith("ip/"):
            yield (_whole(int(row.protocol[3:])), EVERY_PORT, SURE)
        elif row.protocol in {"icmp", "icmp6"}:
            yield (_whole(PROTOCOLS[row.protocol]), EVERY_PORT, self._icmp(row))
        elif row.protocol.startswith("proxy"):
            yield self._unread(f"the service is {row.name}, of the explicit proxy")
        else:
            yield from self._transport(row)

    def _icmp(self, row: ServiceObject) -> Literals:
        """A service for some types of ICMP: which types, the model does not hold."""
        if row.name in EVERY_ICMP:
            return SURE
        return frozenset((self._conditions.literal(f"the ICMP type is that of {row.name}", STATE),))

    def _transport(self, row: ServiceObject) -> Iterator[Served]:
        for protocol, fact in PORTS:
            for text in getattr(row, fact) if fact in row.lines else ():
                target, _, origin = text.partition(":")
                low, high = port_range(target)
                number = PROTOCOLS[protocol] << 16
                yield ((number + low, number + high), port_range(origin or "0-65535"), SURE)

    def _unread(self, text: str) -> Served:
        return (EVERY_SERVICE, EVERY_PORT, frozenset((self._conditions.literal(text, UNREAD),)))


def _whole(protocol: int) -> Spans:
    return (protocol << 16, (protocol << 16) + 65535)


def port_range(text: str) -> tuple[int, int]:
    """First and last of `80` or `80-90`.

    Raises:
        ValueError: it is no range of ports.
    """
    low, _, high = text.partition("-")
    first, last = int(low), int(high or low)
    if not 0 <= first <= last <= EVERY_PORT[1]:
        msg = f"{text} is no range of ports"
        raise ValueError(msg)
    return first, last


def _tidy(parts: Iterable[Served]) -> list[Served]:
    found: dict[tuple[Spans, Literals], list[tuple[int, int]]] = {}
    for held, origin, literals in parts:
        found.setdefault((origin, literals), []).extend(spans.pairs(held))
    return [(spans.union(p), origin, literals) for (origin, literals), p in found.items()]


def negated(parts: list[Served]) -> list[Served]:
    """Everything but these services. Conditions of a part are negated one by one."""
    left: list[Served] = [(EVERY_SERVICE, EVERY_PORT, SURE)]
    for held, origin, literals in parts:
        kept: list[Served] = []
        for mine, ports, own in left:
            kept.append((spans.minus(mine, held), ports, own))
            inside = spans.meet(mine, held)
            kept.append((inside, spans.minus(ports, origin), own))
            kept += [(inside, spans.meet(ports, origin), own | {-x}) for x in literals]
        left = [p for p in _tidy(kept) if p[0] and p[1] and not any(-x in p[2] for x in p[2])]
    return left
