"""Interfaces with their addresses, zones and the management services that answer there."""

from __future__ import annotations

import re
from ipaddress import IPv4Interface, IPv6Interface, ip_interface

from schoolproof.model import Interface, Table
from schoolproof.parse.items import Item
from schoolproof.platforms.paloalto_panos.reading import Reading, reader

SERVICES = ("https", "http", "ssh", "telnet", "ping", "snmp", "http-ocsp")
SPEED = re.compile(r"\d+")
KINDS = {"ethernet": "ethernet", "aggregate-ethernet": "lag"}
UNITS = {"loopback": "loopback", "tunnel": "tunnel", "vlan": "vlan"}
OFF = "down"


@reader()
def interfaces(reading: Reading) -> None:
    """Every interface and unit that the text names."""
    reading.device.put(None, interfaces=Table[Interface]())
    network = reading.root.at("network", "interface")
    if network is None:
        return
    for word, kind in KINDS.items():
        for item in network.each(word):
            _port(reading, item, kind)
    for word, kind in UNITS.items():
        part = network.at(word)
        if part is None:
            continue
        if part.at("ip") or part.at("interface-management-profile") or part.at("comment"):
            _one(reading, part, word, kind, None)
        for unit in part.each("units"):
            _one(reading, unit, unit.name, kind, word)
    _zones(reading)


def _port(reading: Reading, item: Item, kind: str) -> None:
    """A port or LAG with its subinterfaces."""
    layer = next((item.at(w) for w in ("layer3", "layer2") if item.at(w)), None)
    row = _one(reading, layer or Item("", item.line), item.name, kind, None)
    row.line = item.line
    row.put(item.at_line("comment"), description=item.value("comment") or "")
    row.put(item.at_line("link-state"), enabled=item.value("link-state") != OFF)
    row.put(item.line, routed=item.at("layer2") is None)
    row.put(item.at_line("aggregate-group"), lag=item.value("aggregate-group"))
    speed = item.value("link-speed") or "auto"
    if speed == "auto" or SPEED.fullmatch(speed):
        number = None if speed == "auto" else int(speed)
        row.put(item.at_line("link-speed"), speed_mbps=number)
    duplex = item.value("link-duplex") or "auto"
    if duplex in {"auto", "full", "half"}:
        row.put(item.at_line("link-duplex"), duplex=duplex)
    if (wire := item.at("virtual-wire")) is not None:
        wire.used = True
    for unit in layer.each("units") if layer else ():
        part = _one(reading, unit, unit.name, kind, item.name)
        part.put(row.lines["enabled"], enabled=row.enabled)


def _one(reading: Reading, item: Item, name: str, kind: str, parent: str | None) -> Interface:
    """What every kind of interface has."""
    row = Interface(item.line, name=name, kind=kind, routed=True, enabled=True, lag=None)
    row.put(item.at_line("comment"), description=item.value("comment") or "")
    tag = item.value("tag")
    row.put(item.at_line("tag"), vlan_id=int(tag) if tag and tag.isdecimal() else None)
    row.put(item.line, parent=parent, vrf=None, zone=None)
    client = item.at("dhcp-client")
    pppoe = item.at("pppoe")
    dynamic = client is not None and client.flag("enable", default=True)
    row.put(client.line if client else None, dhcp_client=dynamic)
    six = item.at("ipv6", "dhcp-client")
    row.put(None, default_route=_given_route(client) or _given_route(pppoe) or six is not None)
    for part in (client, pppoe, six):
        if part is not None:
            part.read_all()
    _addresses(reading, row, item, other=pppoe is not None)
    _access(reading, row, item)
    reading.device.interfaces.add(name, row)
    return row


def _given_route(client: Item | None) -> bool:
    """Whether a client of DHCP or PPPoE takes a default route; where no line says so it does."""
    if client is None or not client.flag("enable", default=True):
        return False
    return client.flag("create-default-route", default=True)


def _addresses(reading: Reading, row: Interface, item: Item, *, other: bool) -> None:
    """Addresses, also by the name of an object; with one that nobody knows all stay unset."""
    found: list[IPv4Interface | IPv6Interface] = []
    known = not other
    names = [*item.each("ip")]
    item.flag("ipv6", "enabled")
    names += [*item.each("ipv6", "address")]
    for entry in names:
        entry.read_all()
        address = _address(reading, entry.name)
        known = known and address is not None
        if address is not None:
            found.append(address)
    if known:
        row.put(names[0].line if names else item.line, addresses=tuple(found))


def _address(reading: Reading, name: str) -> IPv4Interface | IPv6Interface | None:
    for place in (reading.scopes[0].own, reading.pushed, reading.shared):
        part = place.at("address", name)
        if part is not None:
            name = part.value("ip-netmask") or name
            break
    try:
        return ip_interface(name)
    except ValueError:
        return None


def _access(reading: Reading, row: Interface, item: Item) -> None:
    """Services of the management profile; without one nothing answers here."""
    name = item.value("interface-management-profile")
    line = item.at_line("interface-management-profile")
    if name is None:
        row.put(line, admin_access=frozenset(), admin_access6=frozenset())
        return
    profile = reading.root.at("network", "profiles", "interface-management-profile", name)
    if profile is None:
        return
    found = frozenset(s for s in SERVICES if profile.flag(s))
    where = next((profile.at_line(s) for s in ("telnet", "http", "ssh") if s in found), line)
    row.put(where, admin_access=found, admin_access6=found)
    names = profile.words("permitted-ip")
    reading.permitted[row.name] = (names or None, profile.at_line("permitted-ip") or profile.line)


@reader()
def profiles(reading: Reading) -> None:
    """Management profiles that no interface uses are harmless, but they are read."""
    for profile in reading.root.each("network", "profiles", "interface-management-profile"):
        for service in SERVICES:
            profile.flag(service)
        for entry in profile.each("permitted-ip"):
            entry.read_all()


def _zones(reading: Reading) -> None:
    """The zone of each interface."""
    table = reading.device.interfaces
    for scope in reading.scopes:
        for zone in scope.own.each("zone"):
            for kind in ("layer3", "layer2", "virtual-wire", "tap"):
                for name in zone.words("network", kind):
                    row = table.get(name)
                    if row is not None:
                        key = f"{scope.name}/{zone.name}" if scope.name else zone.name
                        row.put(zone.at_line("network", kind), zone=key)
                        if scope.name:
                            row.put(zone.line, vdom=scope.name)
