"""Interfaces, zones, SD-WAN, health checks, high availability."""

from __future__ import annotations

import re

from schoolproof.model import Interface, Table
from schoolproof.model.firewall import Ha
from schoolproof.model.objects import Zone
from schoolproof.model.routing import LinkMonitor
from schoolproof.model.switching import Vlan
from schoolproof.platforms.fortinet.firewall import firewall_of
from schoolproof.platforms.fortinet.reading import Reading, afterwards, config
from schoolproof.platforms.fortinet.settings import Settings
from schoolproof.platforms.fortinet.values import Address, address, speed

KINDS = {
    "physical": "ethernet",
    "vlan": "vlan",
    "aggregate": "lag",
    "redundant": "lag",
    "loopback": "loopback",
    "tunnel": "tunnel",
    "vap-switch": "wlan",
    "wl-mesh": "wlan",
}
PHYSICAL_NAME = re.compile(r"(?:port|wan|lan|dmz|internal|x|ha|a|b|s|r|npu)\d*(?:/\d+)*")
SDWAN_ZONE = "virtual-wan-link"
SDWAN = ("system sdwan", "system virtual-wan-link")


@config("system interface")
def read_interfaces(reading: Reading, block: Settings) -> None:
    """Every interface of the device. With VDOMs the block stands in `config global`."""
    if "interfaces" not in reading.device.lines:
        reading.device.put(block.at, interfaces=Table[Interface](), vlans=Table[Vlan]())
    for entry in block.edits():
        port = Interface(entry.at, name=entry.name, routed=True)
        reading.device.interfaces.add(entry.name, port)
        _shape(entry, port)
        _reach(entry, port)
        _vlan(reading, port)


def _shape(entry: Settings, port: Interface) -> None:
    """What kind of interface, where it hangs, how fast."""
    number = entry.int("vlanid", 0) or None
    parent = entry.text("interface") or None
    port.put(entry.line("type"), kind=_kind(entry, number))
    port.put(entry.line("vlanid"), vlan_id=number)
    port.put(entry.line("interface"), parent=parent)
    port.put(entry.line("status"), enabled=entry.text("status", "up") != "down")
    port.put(
        entry.line("description", "alias"),
        description=entry.text("description") or entry.text("alias"),
    )
    port.put(entry.line("role"), role=entry.text("role", "undefined"))
    port.put(entry.line("vdom"), vdom=entry.text("vdom", "root"))
    portal = entry.text("security-mode", "none") == "captive-portal"
    port.put(entry.line("security-mode"), captive_portal=portal)
    port.put(None, lag=None, zone=None)
    rate, duplex = speed(entry.text("speed", "auto"))
    port.put(entry.line("speed"), speed_mbps=rate, duplex=duplex)


def _kind(entry: Settings, number: int | None) -> str:
    kind = entry.text("type")
    if entry.name == "mgmt" or entry.text("dedicated-to") == "management":
        return "management"
    if kind:
        return KINDS.get(kind, "other")
    if number:
        return "vlan"
    return "ethernet" if PHYSICAL_NAME.fullmatch(entry.name) else "other"


def _reach(entry: Settings, port: Interface) -> None:
    """Addresses and what answers on them."""
    six = entry.section("ipv6")
    found = [address(entry.get("ip", ()) or ())]
    line = entry.line("ip")
    for section, key in ((entry.section("secondaryip"), "ip"), (six.section("ip6-extra-addr"), "")):
        found += [address(e.get(key, ()) or () if key else (e.name,)) for e in section.edits()]
    found.append(address(six.get("ip6-address", ()) or ()))
    addresses: tuple[Address, ...] = tuple(a for a in found if a is not None)
    port.put(line or six.line("ip6-address"), addresses=addresses)
    modes = {entry.text("mode"), six.text("ip6-mode")}
    port.put(entry.line("mode"), dhcp_client=bool(modes & {"dhcp", "pppoe"}))
    _access(entry, port)
    port.put(six.line("ip6-allowaccess"), admin_access6=frozenset(six.list("ip6-allowaccess")))


def _access(entry: Settings, port: Interface) -> None:
    """A second address may answer to services that the first one does not."""
    access, line = set(entry.list("allowaccess")), entry.line("allowaccess")
    for second in entry.section("secondaryip").edits():
        more = set(second.list("allowaccess"))
        line = line if more <= access else second.line("allowaccess")
        access |= more
    port.put(line, admin_access=frozenset(access))


def _vlan(reading: Reading, port: Interface) -> None:
    if port.vlan_id is not None:
        vlan = Vlan(port.line, vlan_id=port.vlan_id, name=port.name)
        reading.device.vlans.add(str(port.vlan_id), vlan)


@afterwards()
def read_members(reading: Reading) -> None:
    """Members of aggregates: the aggregate lists them."""
    for block in reading.blocks("system interface"):
        for entry in block.edits():
            members = entry.list("member")
            if entry.text("type") not in {"aggregate", "redundant"}:
                continue
            for name in members:
                port = reading.device.interfaces.get(name)
                if port is not None:
                    port.put(entry.line("member"), lag=entry.name)


@afterwards()
def read_zones(reading: Reading) -> None:
    """Zones of each VDOM; SD-WAN zones are zones. Their keys: see `settings`."""
    firewall_of(reading.device).put(None, zones=Table[Zone]())
    for block in reading.blocks("system zone"):
        for entry in block.edits():
            zone = _add_zone(reading, entry, entry.name)
            zone.put(entry.line("interface"), interfaces=entry.list("interface"))
            denied = entry.text("intrazone", "deny") == "deny"
            zone.put(entry.line("intrazone"), intrazone_deny=denied)
            _mark(reading, zone, entry.key())
    for path in SDWAN:
        for block in reading.blocks(path):
            _sdwan(reading, block)


def _add_zone(reading: Reading, block: Settings, name: str) -> Zone:
    return firewall_of(reading.device).zones.add(block.key(name), Zone(block.at, name=name))


def _mark(reading: Reading, zone: Zone, key: str) -> None:
    if "interfaces" not in reading.device.lines:
        return
    for name in zone.interfaces:
        port = reading.device.interfaces.get(name)
        if port is not None:
            port.put(zone.lines["interfaces"], zone=key)


def _sdwan(reading: Reading, block: Settings) -> None:
    """Members name their zone; without one they are in `virtual-wan-link`."""
    members: dict[str, list[str]] = {}
    for entry in block.section("members").edits():
        zone, port = entry.text("zone", SDWAN_ZONE), entry.text("interface")
        if entry.flag("status", default=True) and port:
            members.setdefault(zone, []).append(port)
    for entry in block.section("zone").edits():
        members.setdefault(entry.name, [])
    if not block.flag("status", default=False):
        return
    for name, ports in members.items():
        area = _add_zone(reading, block, name)
        area.put(block.section("members").at, interfaces=tuple(ports))
        _mark(reading, area, block.key(name))


@afterwards(turn=1)
def read_health(reading: Reading) -> None:
    """Link monitors and the health checks of SD-WAN."""
    table = Table[LinkMonitor]()
    firewall_of(reading.device).put(None, link_monitors=table)
    for block in reading.blocks("system link-monitor"):
        for entry in block.edits():
            if entry.flag("status", default=True):
                _monitor(table, entry, entry.key(), entry.list("srcintf"))
    for path in SDWAN:
        for block in reading.blocks(path):
            _checks(table, block)


def _checks(table: Table[LinkMonitor], block: Settings) -> None:
    """A check names members by number; 0 is all of them, no list none.

    The factory's own checks have no list until somebody adds one (Technical Tip 192579, Factory
    default health checks). SD-WAN switched off checks nothing.
    """
    on = block.flag("status", default=False)
    ports = {e.name: e.text("interface") for e in block.section("members").edits()}
    for entry in block.section("health-check").edits():
        chosen = entry.list("members")
        names = ports.values() if "0" in chosen else (ports.get(n, "") for n in chosen)
        ports_of = tuple(n for n in names if n)
        _monitor(table if on else Table(), entry, entry.key(), ports_of)


def _monitor(table: Table[LinkMonitor], entry: Settings, key: str, ports: tuple[str, ...]) -> None:
    monitor = table.add(key, LinkMonitor(entry.at, name=entry.name))
    monitor.put(entry.line("srcintf", "members"), interfaces=ports)
    monitor.put(entry.line("server"), targets=entry.list("server"))


@config("system ha", always=True)
def read_ha(reading: Reading, block: Settings) -> None:
    """Clustering of two devices (FGCP)."""
    modes = {"a-p": "active-passive", "a-a": "active-active"}
    ha = Ha(block.at)
    ha.put(block.line("mode"), mode=modes.get(block.text("mode", "standalone"), "standalone"))
    ha.put(block.line("session-pickup"), session_pickup=block.flag("session-pickup", default=False))
    firewall_of(reading.device).put(block.at, ha=ha)
