"""Routers with their static routes, forwarding by policy, and routing protocols.

Each interface belongs to one virtual router, or to one logical router where the advanced routing
engine is on. What a missing line means: `route-table` unicast, `create-default-route` yes,
`enable` of a protocol no. Sources: PAN-OS Web Interface Help, Network > Virtual Routers > Static
Routes, Network > Interfaces (DHCP client, PPPoE), Policies > Policy Based Forwarding; Networking
Administrator's Guide, Advanced Routing.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from ipaddress import IPv4Network, IPv6Network, ip_interface, ip_network

from schoolproof.model import Table
from schoolproof.model.routing import PolicyRoute, Route
from schoolproof.parse.items import Item
from schoolproof.platforms.paloalto_panos.reading import Reading, reader

Tables = dict[str, Item]
Network = IPv4Network | IPv6Network
NEXT = ("next-vr", "next-lr")
HOSTS = ("ip-address", "ipv6-address")
BY_PORT = frozenset({"", "fqdn", *HOSTS})
ELSEWHERE = frozenset({"no-install", "multicast"})  # a route in these tables only sends no packet
FAMILIES = {"ip": 4, "ipv6": 6}
# of a protocol whose `enable` is not written: what shows that it is in use
PEERS = {
    "bgp": ("peer-group",),
    "ospf": ("area",),
    "ospfv3": ("area",),
    "rip": ("interface",),
    "isis": ("interface",),
}


@reader(turn=1)
def routers(reading: Reading) -> None:
    """The router of each interface."""
    for name, item in _tables(reading).items():
        line = item.at_line("interface")
        for port in item.words("interface"):
            row = reading.device.interfaces.get(port)
            if row is not None:
                row.put(line, vrf=name)


@reader(turn=2)
def static_routes(reading: Reading) -> None:
    """Routes of every router. Of a device that Panorama manages some may not be in the text."""
    tables = _tables(reading)
    if not tables or _has_more(reading):
        return
    found = Table[Route]()
    for router in tables:
        for row in _Table(reading, router, tables).rows():
            found.add(row.name, row)
    reading.firewall.put(None, routes=found)
    speaking = (f"{router}/{name}" for router, item in tables.items() for name in _spoken(item))
    reading.firewall.put(None, routing_protocols=tuple(speaking))


def _tables(reading: Reading) -> Tables:
    """Routing tables by the name of their router; none where two engines have some.

    Which of the two engines runs, the line `advance-routing` says.
    """
    old = {item.name: item for item in reading.root.each("network", "virtual-router")}
    new = {
        router.name if table.name == "default" else f"{router.name}/{table.name}": table
        for router in reading.root.each("network", "logical-router")
        for table in router.each("vrf")
    }
    used = [any(map(_in_use, tables.values())) for tables in (old, new)]
    said = reading.root.value("deviceconfig", "setting", "advance-routing")
    if said in {"yes", "no"}:
        return new if said == "yes" else old
    return {} if all(used) else new if used[1] else old


def _in_use(table: Item) -> bool:
    return bool(table.words("interface")) or table.has("routing-table")


def _has_more(reading: Reading) -> bool:
    """Whether Panorama may have given the device more than its own text says."""
    system = reading.root.at("deviceconfig", "system")
    managed = system is not None and (system.has("panorama") or system.has("panorama-server"))
    return managed or reading.from_panorama or bool(reading.pushed.children)


class _Table:
    """The routing table of one router."""

    def __init__(self, reading: Reading, router: str, tables: Tables) -> None:
        self._reading = reading
        self._router = router
        self._tables = tables
        self._item = tables[router]
        self._known: dict[str, dict[int, set[int]] | None] = {}

    def rows(self) -> Iterator[Route]:
        """Its static routes of both families."""
        for word in FAMILIES:
            for entry in self._entries(word):
                yield self._route(entry, word)

    def _entries(self, word: str) -> Iterator[Item]:
        return self._item.each("routing-table", word, "static-route")

    def _route(self, item: Item, word: str) -> Route:
        key = f"{self._router}/{'ipv6:' if word == 'ipv6' else ''}{item.name}"
        row = Route(item.line, name=key, vdom=None, vrf=self._router)
        kinds = set(item.words("route-table"))
        row.put(item.at_line("route-table"), enabled=not kinds or not kinds <= ELSEWHERE)
        net = _network(self._reading, item.value("destination"))
        if net is not None and net.version == FAMILIES[word]:
            row.put(item.at_line("destination"), prefix=str(net))
        self._outlet(item, row)
        return row

    def _outlet(self, item: Item, row: Route) -> None:
        """By which interface or router; unset where that cannot be told."""
        kinds = item.words("nexthop")
        kind = kinds[0] if len(kinds) == 1 else ""
        hop = item.value("nexthop", kind) if kind else None
        port = item.value("interface")
        line = item.at_line("nexthop") or item.at_line("interface")
        if len(kinds) > 1 or (port or "").startswith("sdwan"):
            return
        if kind == "discard":
            row.put(line, interfaces=())
        elif kind in NEXT and hop in self._tables:
            row.put(line, interfaces=(port,) if port else (), next_vrf=hop)
        elif port and kind in BY_PORT:
            row.put(item.at_line("interface"), interfaces=(port,))
        elif kind in HOSTS and (found := self._towards(hop)) is not None:
            row.put(line, interfaces=(found,))

    def _towards(self, name: str | None) -> str | None:
        """The interface whose own network holds a next hop.

        None where another route is closer to it than that network, or two interfaces hold it.
        """
        value = _value(self._reading, name)
        try:
            hop = ip_interface(value or "").ip
        except ValueError:
            return None
        nets = [(net, port) for net, port in self._own if hop in net]
        least = min((net.prefixlen for net, _ in nets), default=0)
        others = self._destinations("ip" if hop.version == FAMILIES["ip"] else "ipv6")
        rest = {length: int(hop) >> hop.max_prefixlen - length for length in others or ()}
        if others is None or any(n > least and rest[n] in held for n, held in others.items()):
            return None
        names = {port for _, port in nets}
        return names.pop() if len(names) == 1 else None

    def _destinations(self, word: str) -> dict[int, set[int]] | None:
        """Prefixes by their length, without the bits of hosts; None where one is no prefix."""
        if word not in self._known:
            values = [entry.value("destination") for entry in self._entries(word)]
            nets = [_network(self._reading, value) for value in values]
            found: dict[int, set[int]] = {}
            mine = [net for net in nets if net is not None and net.version == FAMILIES[word]]
            for net in mine:
                start = int(net.network_address) >> net.max_prefixlen - net.prefixlen
                found.setdefault(net.prefixlen, set()).add(start)
            self._known[word] = found if len(mine) == len(nets) else None
        return self._known[word]

    @cached_property
    def _own(self) -> list[tuple[Network, str]]:
        """Networks of the interfaces."""
        ports = (self._reading.device.interfaces.get(n) for n in self._item.words("interface"))
        return [
            (address.network, port.name)
            for port in ports
            if port is not None and "addresses" in port.lines
            for address in port.addresses
        ]


def _network(reading: Reading, name: str | None) -> Network | None:
    try:
        return ip_network(_value(reading, name) or "", strict=False)
    except ValueError:
        return None


def _value(reading: Reading, name: str | None) -> str | None:
    """An address as written, or that of the object with this name; None where several differ."""
    values = {name}
    for place in (*(scope.own for scope in reading.scopes), reading.shared):
        if name and (item := place.at("address", name)) is not None:
            values = (values - {name}) | {item.value("ip-netmask")}
    return values.pop() if len(values) == 1 else None


def _spoken(table: Item) -> Iterator[str]:
    """Routing protocols that may bring routes to a table."""
    for place in (table, table.at("protocol")):
        for name, peers in PEERS.items():
            item = place.at(name) if place is not None else None
            if item is None:
                continue
            used = any([*item.each(word)] for word in peers)
            if item.flag("enable", default=used):
                yield name


@reader(turn=2)
def forwarded(reading: Reading) -> None:
    """Forwarding by policy, which comes before the routes. What a rule asks for is not read."""
    places = [(scope.name, scope.own) for scope in reading.scopes]
    places += [(item.name, item) for item in reading.root.each("network", "shared-gateway")]
    found = Table[PolicyRoute]()
    for head, place in places:
        for item in place.each("rulebase", "pbf", "rules"):
            name = f"{head}/{item.name}" if head else item.name
            row = PolicyRoute(item.line, name=name, vdom=None)
            sends = item.has("action", "forward") or item.has("action", "forward-to-vsys")
            row.put(item.at_line("disabled"), enabled=sends and not item.flag("disabled"))
            port = item.value("action", "forward", "egress-interface") or ""
            row.put(item.at_line("action"), interface=port)
            found.add(name, row)
    reading.firewall.put(None, policy_routes=found)
