"""Address and service objects as sets of numbers, each under the conditions it depends on.

A part is a set and the literals under which it counts; a list of parts is their union.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from ipaddress import IPv4Address, ip_network

from schoolproof.errors import UnknownFact
from schoolproof.flows.sets import spans
from schoolproof.flows.sets.conditions import LIST, NAME, UNREAD, Conditions, Literals
from schoolproof.flows.sets.packets import IPV4, IPV6, address
from schoolproof.flows.sets.spans import Spans
from schoolproof.model import Table
from schoolproof.model.firewall import Firewall
from schoolproof.model.objects import AddressObject

Part = tuple[Spans, Literals]
SURE: Literals = frozenset()
MAX_DEPTH = 16  # groups in groups; deeper is a ring
MAX_PARTS = 512
MAX_HOLES = 8  # of a wildcard: 256 pieces
IPV4_BITS = 32
KINDS = {
    "fqdn": NAME,
    "geography": NAME,
    "dynamic": LIST,
    "mac": LIST,
    "category": LIST,  # of sites, as a proxy sees them
    "host pattern": LIST,
}


class Addresses:
    """Sets of addresses that names stand for. `side` is `source` or `destination`."""

    def __init__(
        self, firewall: Firewall, conditions: Conditions, more: Table[AddressObject] | None = None
    ) -> None:
        """`more`: objects that count where the firewall has none of the name."""
        self._table = firewall.address_objects
        self._more = more or Table[AddressObject]()
        self._conditions = conditions
        self._memo: dict[tuple[str, str], list[Part]] = {}

    def parts(self, names: Iterable[str], side: str, family: Spans) -> list[Part]:
        """The union of these objects within one family."""
        found = [part for name in names for part in self._named(name, side, 0)]
        return tidy([(spans.meet(held, family), literals) for held, literals in found])

    def _named(self, name: str, side: str, depth: int) -> list[Part]:
        key = (name, side)
        if key not in self._memo:
            row = self._table.get(name) or self._more.get(name)
            if row is None:
                self._memo[key] = [self._unread(f"the {side} is in {name}, which is not here")]
            elif depth > MAX_DEPTH:
                return [self._unread(f"the {side} is in {name}, a group within itself")]
            else:
                self._memo[key] = self._row(row, side, depth)
        return self._memo[key]

    def _row(self, row: AddressObject, side: str, depth: int) -> list[Part]:
        if row.type == "group":
            held = [part for n in row.members for part in self._named(n, side, depth + 1)]
            left_out = [part for n in row.exclude for part in self._named(n, side, depth + 1)]
            return cut(tidy(held), tidy(left_out)) if left_out else tidy(held)
        if "value" not in row.lines:
            return [self._unread(f"the {side} is in {row.name}, whose value was not understood")]
        if row.type in {"subnet", "range"}:
            try:
                return [(address(row.value), SURE)]
            except ValueError:
                return [self._unread(f"the {side} is in {row.name}, which is no address")]
        whole = IPV6 if row.family == "ipv6" else IPV4
        if row.type == "wildcard":
            exact = wildcard(row.value)
            if exact:
                return [(exact, SURE)]
            whole = wildcard_hull(row.value)
        text = f"the {side} is in {row.name} ({row.type} {row.value})"
        literal = self._conditions.literal(text, KINDS.get(row.type, UNREAD))
        return [(whole, frozenset((literal,)))]

    def _unread(self, text: str) -> Part:
        literal = self._conditions.literal(text, UNREAD)
        return (IPV4 + IPV6, frozenset((literal,)))


def wildcard(value: str) -> Spans | None:
    """The addresses of `address mask` where ones of the mask must fit; None: too many pieces.

    Every zero of the mask above its last one doubles the pieces.
    """
    base, _, written = value.partition(" ")
    try:
        mask, first = int(IPv4Address(written)), int(IPv4Address(base))
    except ValueError:
        return None
    low = (mask & -mask).bit_length() - 1 if mask else IPV4_BITS
    holes = [bit for bit in range(low, IPV4_BITS) if not mask >> bit & 1]
    if len(holes) > MAX_HOLES:
        return None
    size, starts = (1 << low) - 1, [first & mask]
    for bit in holes:
        starts += [start | 1 << bit for start in starts]
    return spans.union((start, start + size) for start in starts)


def wildcard_hull(value: str) -> Spans:
    """The smallest prefix around `address mask`, where the mask has holes."""
    base, _, mask = value.partition(" ")
    ones = 0
    try:
        number = int(ip_network(mask).network_address)
        while ones < 32 and number >> (31 - ones) & 1:  # noqa: PLR2004  bits of IPv4
            ones += 1
        return address(f"{base}/{ones}")
    except ValueError:
        return IPV4


def tidy(parts: Iterable[Part]) -> list[Part]:
    """The same union with one part for each set of literals."""
    found: dict[Literals, list[tuple[int, int]]] = {}
    for held, literals in parts:
        if held:
            found.setdefault(literals, []).extend(spans.pairs(held))
    return [(spans.union(pairs), literals) for literals, pairs in found.items()]


def cut(parts: list[Part], other: list[Part]) -> list[Part]:
    """The union of `parts` without the union of `other`."""
    for held, literals in other:
        left: list[Part] = []
        for mine, own in parts:
            both = spans.meet(mine, held)
            left.append((spans.minus(mine, held), own))
            left += [(both, own | {-x}) for x in literals if x not in own or len(literals) > 1]
        parts = tidy(p for p in left if not any(-x in p[1] for x in p[1]))
        if len(parts) > MAX_PARTS:
            msg = f"a list of addresses depends on more than {MAX_PARTS} conditions"
            raise UnknownFact(msg)
    return parts


def each_service(
    firewall: Firewall, names: Iterable[str], judge: Callable[[str], None], depth: int = 0
) -> None:
    """Call `judge` with every service that is no group."""
    for name in names:
        row = firewall.service_objects.get(name)
        if row is not None and row.members and depth <= MAX_DEPTH:
            each_service(firewall, row.members, judge, depth + 1)
        else:
            judge(name)
