"""Path monitoring of default routes: what takes a route away when the line behind it is dead.

A target whose `enable` is not written counts, as the web interface ticks it; monitoring as a whole
does only where a line says so. Source: PAN-OS Networking Administrator's Guide, Configure Path
Monitoring for a Static Route.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address

from schoolproof.model.routing import LinkMonitor
from schoolproof.parse.items import Item
from schoolproof.platforms.paloalto_panos.reading import Reading, reader

EVERYWHERE = frozenset({"0.0.0.0/0", "::/0"})


@reader(turn=2)
def path_monitors(reading: Reading) -> None:
    """One row for each default route that is monitored."""
    for router, item in _tables(reading):
        for word in ("ip", "ipv6"):
            for route in item.each("routing-table", word, "static-route"):
                part = route.at("path-monitor")
                if part is None:
                    continue
                part.read_all()
                port = _outlet(reading, route)
                if route.value("destination") in EVERYWHERE and part.flag("enable") and port:
                    row = LinkMonitor(part.at_line("enable"), name=route.name)
                    line = part.at_line("monitor-destinations")
                    row.put(line, targets=_targets(reading, part))
                    row.put(route.at_line("interface") or route.line, interfaces=(port,))
                    reading.firewall.link_monitors.add(f"{router}/{word}:{route.name}", row)


def _tables(reading: Reading) -> Iterator[tuple[str, Item]]:
    """Routing tables of virtual routers, and of logical ones of the advanced engine."""
    for router in reading.root.each("network", "virtual-router"):
        yield router.name, router
    for router in reading.root.each("network", "logical-router"):
        for table in router.each("vrf"):
            yield f"{router.name}/{table.name}", table


def _targets(reading: Reading, part: Item) -> tuple[str, ...]:
    """Addresses of the targets; a name that no object of the text has stays a name."""
    found = [
        entry.value("destination")
        for entry in part.each("monitor-destinations")
        if entry.flag("enable", default=True)
    ]
    return tuple(_address(reading, name) for name in found if name)


def _address(reading: Reading, name: str) -> str:
    item = reading.scopes[0].find("address", name)
    value = item.value("ip-netmask") if item is not None else None
    return value.partition("/")[0] if value else name


def _outlet(reading: Reading, route: Item) -> str | None:
    """The interface that the route names, or in whose subnet its next hop is."""
    name = route.value("interface")
    hop = route.value("nexthop", "ip-address") or route.value("nexthop", "ipv6-address")
    if name is not None or hop is None:
        return name
    try:
        address = ip_address(hop)
    except ValueError:
        return None
    for port in reading.device.interfaces:
        nets = port.addresses if "addresses" in port.lines else ()
        if any(address in net.network for net in nets):
            return port.name
    return None
