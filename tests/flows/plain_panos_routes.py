"""Where the routers of a PAN-OS text send single hosts: no engine, no platform, no model.

A host at a router goes by its longest prefix, static or connected; `next-vr` hands it to the next
router, and a router that sees it twice throws it away.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address, ip_interface, ip_network
from typing import Any

from tests.flows.plain_panos_text import Tree, tree

Row = tuple[Any, str, str]  # a prefix, and an interface or a router; neither: thrown away


class Routing:
    """One text, in either form."""

    def __init__(self, text: str) -> None:
        network = tree(text).get("network", {})
        logical = network.get("logical-router", {})
        self.tables: Tree = network.get("virtual-router", {}) or {
            name: router["vrf"]["default"] for name, router in logical.items()
        }
        self.nets = dict(_addresses(network.get("interface", {}).get("ethernet", {})))
        self.rows = {name: list(self._rows(table)) for name, table in self.tables.items()}

    def router(self, port: str) -> str:
        """The router that looks up what comes in by this interface."""
        return next(name for name, t in self.tables.items() if port in t.get("interface", {}))

    def out(self, port: str, host: str, *, spare: bool = False) -> set[str]:
        """Interfaces by which a host that comes in here may leave; `spare`: by any route."""
        return self._out(self.router(port), host, (), spare=spare)

    def _out(self, router: str, host: str, seen: tuple[str, ...], *, spare: bool) -> set[str]:
        mine = ip_address(host)
        fits = [r for r in self.rows[router] if r[0].version == mine.version and mine in r[0]]
        longest = [r for r in fits if r[0].prefixlen == max(f[0].prefixlen for f in fits)]
        thrown = not any(port or following for _, port, following in longest)
        found: set[str] = set()
        for _, port, following in fits if spare and not thrown else longest:
            if port:
                found.add(port)
            if following and following not in (*seen, router):
                found |= self._out(following, host, (*seen, router), spare=spare)
        return found

    def _rows(self, table: Tree) -> Iterator[Row]:
        for port in table.get("interface", {}):
            for net in self.nets.get(port, ()):
                yield net.network, port, ""
        for word in ("ip", "ipv6"):
            routes = table.get("routing-table", {}).get(word, {}).get("static-route", {})
            for route in routes.values():
                if "no-install" not in route.get("route-table", {}):
                    hop = route.get("nexthop", {})
                    following = _first(hop.get("next-vr") or hop.get("next-lr"))
                    port = _first(route.get("interface")) or self._near(table, hop)
                    yield ip_network(_first(route["destination"])), port, following

    def _near(self, table: Tree, hop: Tree) -> str:
        value = _first(hop.get("ip-address") or hop.get("ipv6-address"))
        for port in table.get("interface", {}) if value else ():
            if any(ip_address(value) in net.network for net in self.nets.get(port, ())):
                return port
        return ""


def _first(below: Tree | None) -> str:
    return next(iter(below or {}), "")


def _addresses(ports: Tree) -> Iterator[tuple[str, list[Any]]]:
    for name, port in ports.items():
        layer = port.get("layer3", {})
        for unit, row in ((name, layer), *layer.get("units", {}).items()):
            words = [*row.get("ip", {}), *row.get("ipv6", {}).get("address", {})]
            yield unit, [ip_interface(word) for word in words]
