"""Which addresses a device sends out by which interface, as far as its static routes decide it.

The longest prefix wins. A less specific route counts where the better one is down. Which of equal
routes is taken (distance, priority, load) is not asked: each of them may be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from ipaddress import ip_network

from schoolproof.flows.firewalls.objects import SURE, Part
from schoolproof.flows.sets import spans
from schoolproof.flows.sets.conditions import LIST, STATE, UNREAD, Conditions, Literals
from schoolproof.flows.sets.faces import Faces
from schoolproof.flows.sets.packets import IPV4, IPV6, network
from schoolproof.flows.sets.spans import Spans
from schoolproof.model import Device, Interface

MOST = 1000  # routes; of more only the interfaces are known
EVERYTHING = IPV4 + IPV6
ANYWHERE = -1  # the mask of all interfaces
DOWN = "the better route is down"
Row = tuple[int, tuple[int, int], int]  # length of the prefix, its addresses, its interfaces


@dataclass(frozen=True, slots=True)
class Router:
    """A router by name; `others`: a bit of its own for each router of the device."""

    name: str
    others: Mapping[str, int]


class Routes:
    """The routes of one VDOM, of a device that has none (`vdom` None), or of one router in it."""

    def __init__(
        self,
        device: Device,
        vdom: str | None,
        faces: Faces,
        conditions: Conditions,
        router: Router | None = None,
    ) -> None:
        self._device = device
        self._vdom = vdom
        self._router = router
        self._faces = faces
        self._conditions = conditions
        firewall = device.firewall
        known = "routes" in firewall.lines
        name = router.name if router else None
        rows = [r for r in firewall.routes if r.vdom == vdom and r.enabled] if known else []
        rows = [r for r in rows if (r.vrf if "vrf" in r.lines else None) == name]
        self.is_known = bool(rows) and len(rows) <= MOST
        self._static: list[Row] = []
        self._loose = 0  # interfaces by which anything may leave, on a route that is no prefix
        for row in rows if self.is_known else ():
            mask = self._mask(row.interfaces) if "interfaces" in row.lines else ANYWHERE
            if router and "next_vrf" in row.lines:
                mask |= router.others.get(row.next_vrf or "", 0)
            if not {"prefix", "interfaces"} <= set(row.lines):
                self._loose |= mask
                continue
            net = ip_network(row.prefix)
            self._static.append((net.prefixlen, network(net), mask))

    def _mask(self, names: Iterable[str]) -> int:
        keys = {name: f"{self._vdom}/{name}" for name in names}
        zones = self._faces.zones
        return self._faces.mask(key if key in zones else name for name, key in keys.items())

    @cached_property
    def _rows(self) -> list[Row]:
        """Static routes, those of the interfaces' own networks, and what a provider hands out."""
        found = [*self._static]
        for port in self._ports():
            mask = self._faces.mask([port.name])
            if "addresses" in port.lines:
                nets = [address.network for address in port.addresses]
                found += [(net.prefixlen, network(net), mask) for net in nets]
            if _takes_default(port):
                found += [(0, (low, high), mask) for low, high in spans.pairs(EVERYTHING)]
        return sorted(found, key=lambda row: -row[0])

    def _ports(self) -> Iterator[Interface]:
        for port in self._device.interfaces:
            of_another = "vdom" in port.lines and self._vdom not in {None, port.vdom}
            if self._router and ("vrf" not in port.lines or port.vrf != self._router.name):
                of_another = True
            if not of_another and ("enabled" not in port.lines or port.enabled):
                yield port

    @cached_property
    def _best(self) -> dict[int, Spans]:
        """Addresses by the interfaces of their longest prefix."""
        found: dict[int, Spans] = {}
        taken: dict[bool, Spans] = {False: (), True: ()}
        held: dict[tuple[int, tuple[int, int]], int] = {}
        for length, addresses, mask in self._rows:
            held[length, addresses] = held.get((length, addresses), 0) | mask
        for (_, addresses), mask in held.items():
            six = addresses[0] >= IPV6[0]
            new = spans.minus(addresses, taken[six])
            if new:
                found[mask] = spans.join(found.get(mask, ()), new)
                taken[six] = spans.join(taken[six], addresses)
        return found

    def by(self, bit: int) -> list[Part]:
        """Addresses that leave by this interface, each set under what it depends on.

        A family of addresses without a static route has other ones: there nothing is narrowed.
        """
        if not self.is_known:
            return [(EVERYTHING, SURE)]
        return self._parts(bit, list(self._guesses(bit)))

    def to_router(self, end: int) -> list[Part]:
        """Addresses that this router hands to another one, by that one's bit."""
        loose = f"a route{self._where()} leads to another router that is no plain prefix"
        guesses = [self._literal(UNREAD, loose)] if self._loose & end else []
        return self._parts(end, guesses)

    def _parts(self, bit: int, guesses: Iterable[Literals]) -> list[Part]:
        best = self._sum(held for mask, held in self._best.items() if mask & bit)
        any_of_mine = self._sum(held for _, held, mask in self._rows if mask & bit)
        spare = spans.minus(spans.minus(any_of_mine, best), self._best.get(0, ()))
        rest = spans.minus(spans.minus(EVERYTHING, best), spare)
        down = self._literal(STATE, DOWN)
        found = [(best, self._unless_policy_routes()), (spare, down)]
        found += [(rest, guess) for guess in guesses]
        ruled = self._families
        found = [(spans.meet(held, ruled), literals) for held, literals in found]
        found.append((spans.minus(EVERYTHING, ruled), SURE))
        return [part for part in found if part[0]]

    @cached_property
    def _families(self) -> Spans:
        """Addresses of the families that have a static route."""
        sixes = {addresses[0] >= IPV6[0] for _, addresses, _ in self._static}
        return (IPV4 if False in sixes else ()) + (IPV6 if True in sixes else ())

    @staticmethod
    def _sum(found: Iterable[Spans]) -> Spans:
        return spans.union(pair for held in found for pair in spans.pairs(held))

    def _literal(self, kind: str, text: str) -> Literals:
        return frozenset((self._conditions.literal(text, kind),))

    def _where(self) -> str:
        if self._router:
            return f" of router {self._router.name}"
        return f" of VDOM {self._vdom}" if self._vdom else ""

    @cached_property
    def _policy_routes(self) -> int:
        """Interfaces by which policy routes send."""
        table = self._device.firewall
        if "policy_routes" not in table.lines:
            return 0
        mine = [row for row in table.policy_routes if row.vdom == self._vdom and row.enabled]
        found = 0
        for row in mine:
            found |= self._mask([row.interface]) or ANYWHERE
        return found

    @property
    def _by_policy(self) -> Literals:
        """That a policy route sends a packet."""
        where = "" if self._router else self._where()  # it comes before any router's own routes
        return self._literal(LIST, f"a policy route{where} sends it")

    def _unless_policy_routes(self) -> Literals:
        """That a policy route takes some packets elsewhere; some others it leaves alone."""
        if not self._policy_routes:
            return SURE
        return frozenset(-literal for literal in self._by_policy)

    def _guesses(self, bit: int) -> Iterator[Literals]:
        """By what else a packet may leave here, each by itself; nothing: it does not."""
        if self._policy_routes & bit:
            yield self._by_policy
        firewall = self._device.firewall
        named = firewall.routing_protocols if "routing_protocols" in firewall.lines else ()
        scope = self._router.name if self._router else self._vdom
        head = f"{scope}/" if scope else ""
        mine = [n.removeprefix(head) for n in named if n.startswith(head)]
        name = self._faces.first(bit)
        port = self._device.interfaces.get(name)
        if self._loose & bit or port is None or (_learns(port) and name not in self._links):
            yield self._literal(UNREAD, f"a route leads to {name} that is no plain prefix")
        elif mine:
            said = f"{' or '.join(mine)}{self._where()} brings a route to {name}"
            yield self._literal(UNREAD, said)

    @cached_property
    def _links(self) -> set[str]:
        """Interfaces that lead to another VDOM: no route comes by itself there."""
        firewall = self._device.firewall
        links = firewall.vdom_links if "vdom_links" in firewall.lines else ()
        return {name for link in links for name in link.interfaces}

    @cached_property
    def _router_bits(self) -> int:
        return sum(self._router.others.values()) if self._router else 0

    def behind(self, held: Spans) -> int:
        """Interfaces to which routes that are no default lead these addresses; 0: not all are."""
        if not self.is_known or not held:
            return 0
        found, left = 0, held
        lengths = {addresses for length, addresses, _ in self._static if length}
        inside = spans.union(lengths)
        for mask, addresses in self._best.items():
            if spans.meet(left, addresses):
                if not mask or self._router_bits & mask:
                    return 0  # thrown away, or another router tells
                found |= mask
                left = spans.minus(left, addresses)
        return found if not left and spans.within(held, inside) else 0


def _takes_default(port: Interface) -> bool:
    """Whether an interface may have a default route from its provider."""
    if "default_route" in port.lines:
        return port.default_route
    return "dhcp_client" in port.lines and port.dhcp_client


def _learns(port: Interface) -> bool:
    """Whether an interface may bring a route by itself, as tunnels and modems do."""
    return "kind" in port.lines and port.kind in {"tunnel", "other"}
