"""Commands that mend a port."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from schoolproof.model import Device, Interface
from schoolproof.platforms.hp_procurve.fixes import FIXES

STORM_PERCENT = 5
ADDRESSES = 2  # a telephone and a computer
Lines = Sequence[str]


def _set(wanted: Any) -> str:
    return "" if wanted else "no "


def _inside(port: Interface, *commands: str) -> Lines:
    return (f"interface {port.name}", *(f"   {command}" for command in commands))


def _in_vlan(vlan: int, *commands: str) -> Lines:
    return (f"vlan {vlan}", *(f"   {command}" for command in commands))


def _vlans(port: Interface) -> list[int]:
    facts = port.switched_vlan
    native = [facts.native_vlan] if facts.native_vlan else []
    return sorted({*native, *facts.trunk_vlans})


def _running(device: Device) -> list[str]:
    return [] if device.stp.enabled else ["spanning-tree"]


@FIXES("interface.enabled")
def _enabled(_device: Device, port: Interface, wanted: Any) -> Lines:
    return _inside(port, "enable" if wanted else "disable")


@FIXES("interface.switched_vlan.access_vlan", "interface.switched_vlan.native_vlan")
def _untagged(_device: Device, port: Interface, wanted: Any) -> Lines:
    if isinstance(wanted, int):
        return _in_vlan(wanted, f"untagged {port.name}")
    now = port.switched_vlan.native_vlan
    return _in_vlan(now, f"no untagged {port.name}") if now else ()


@FIXES("interface.switched_vlan.interface_mode")
def _mode(_device: Device, port: Interface, wanted: Any) -> Lines:
    if wanted != "access":
        return ()
    tagged = sorted(port.switched_vlan.trunk_vlans)
    return [line for v in tagged for line in _in_vlan(v, f"no tagged {port.name}")]


@FIXES("interface.switched_vlan.trunk_vlans")
def _trunk(_device: Device, port: Interface, wanted: Any) -> Lines:
    """The VLANs that the trunk should carry, and no others."""
    if not isinstance(wanted, Iterable):
        return ()
    now, want = set(port.switched_vlan.trunk_vlans), set(wanted)
    lines = [x for v in sorted(now - want) for x in _in_vlan(v, f"no tagged {port.name}")]
    return lines + [x for v in sorted(want - now) for x in _in_vlan(v, f"tagged {port.name}")]


@FIXES("interface.switched_vlan.voice_vlan")
def _voice(_device: Device, port: Interface, wanted: Any) -> Lines:
    return _in_vlan(wanted, f"tagged {port.name}", "voice") if isinstance(wanted, int) else ()


@FIXES("interface.stp.edge_port")
def _edge(device: Device, port: Interface, wanted: Any) -> Lines:
    if wanted:
        return [*_running(device), f"spanning-tree {port.name} admin-edge-port"]
    name = port.name
    return [f"no spanning-tree {name} admin-edge-port", f"no spanning-tree {name} auto-edge-port"]


@FIXES("interface.stp.bpdu_guard")
def _guard(device: Device, port: Interface, wanted: Any) -> Lines:
    lines = [f"{_set(wanted)}spanning-tree {port.name} bpdu-protection"]
    if wanted and port.stp.bpdu_filter:
        lines.insert(0, f"no spanning-tree {port.name} bpdu-filter")
    return [*_running(device), *lines] if wanted else lines


@FIXES("interface.stp.bpdu_filter")
def _filter(_device: Device, port: Interface, wanted: Any) -> Lines:
    return [f"{_set(wanted)}spanning-tree {port.name} bpdu-filter"]


@FIXES("interface.stp.root_guard")
def _root(device: Device, port: Interface, wanted: Any) -> Lines:
    line = f"{_set(wanted)}spanning-tree {port.name} root-guard"
    return [*_running(device), line] if wanted else [line]


@FIXES("interface.stp.loop_guard")
def _loop_guard(device: Device, port: Interface, wanted: Any) -> Lines:
    line = f"{_set(wanted)}spanning-tree {port.name} loop-guard"
    return [*_running(device), line] if wanted else [line]


@FIXES("interface.loop.loop_detection")
def _loop(_device: Device, port: Interface, wanted: Any) -> Lines:
    if not wanted:
        return [f"no loop-protect {port.name}"]
    lines = [f"loop-protect {port.name} receiver-action send-disable"]
    return [*(f"loop-protect vlan {v}" for v in _vlans(port)[:1]), *lines]


@FIXES("interface.loop.udld")
def _udld(_device: Device, port: Interface, wanted: Any) -> Lines:
    return _inside(port, f"{_set(wanted)}link-keepalive")


@FIXES("interface.storm_control.broadcast", "interface.storm_control.broadcast_percent")
def _storm(_device: Device, port: Interface, wanted: Any) -> Lines:
    if wanted is False:
        return _inside(port, "no rate-limit bcast in")
    percent = STORM_PERCENT if wanted is True else int(wanted or STORM_PERCENT)
    return _inside(port, f"rate-limit bcast in percent {percent}")


@FIXES("interface.dhcp_snooping.trusted")
def _dhcp_trust(_device: Device, port: Interface, wanted: Any) -> Lines:
    return [f"{_set(wanted)}dhcp-snooping trust {port.name}"]


@FIXES("interface.arp_inspection.trusted")
def _arp_trust(_device: Device, port: Interface, wanted: Any) -> Lines:
    return [f"{_set(wanted)}arp-protect trust {port.name}"]


@FIXES("interface.source_guard.enabled")
def _source(device: Device, port: Interface, wanted: Any) -> Lines:
    """It acts on untrusted ports in snooped VLANs only, so these come with it."""
    if not wanted:
        return [f"no ip source-lockdown {port.name}"]
    lines = [] if device.dhcp_snooping.enabled else ["dhcp-snooping"]
    lines += [f"dhcp-snooping vlan {v}" for v in _vlans(port)[:1]]
    if port.dhcp_snooping.trusted:
        lines.append(f"no dhcp-snooping trust {port.name}")
    return [*lines, "ip source-lockdown", f"ip source-lockdown {port.name}"]


@FIXES("interface.ra_guard.enabled")
def _ra_guard(_device: Device, port: Interface, wanted: Any) -> Lines:
    return [f"{_set(wanted)}ipv6 ra-guard ports {port.name}"]


@FIXES("interface.dot1x.enabled", "interface.dot1x.port_control")
def _dot1x(_device: Device, port: Interface, wanted: Any) -> Lines:
    if wanted in {False, "force-authorized"}:
        return [f"no aaa port-access authenticator {port.name}"]
    return [
        "aaa authentication port-access eap-radius",
        f"aaa port-access authenticator {port.name}",
        f"aaa port-access authenticator {port.name} control auto",
        "aaa port-access authenticator active",
    ]


@FIXES("interface.dot1x.monitor")
def _monitor(_device: Device, port: Interface, _wanted: Any) -> Lines:
    start = f"no aaa port-access {port.name}"
    return [f"{start} mixed", f"{start} open-auth"]


@FIXES("interface.dot1x.server_fail_open")
def _fail_open(_device: Device, port: Interface, wanted: Any) -> Lines:
    rest = " authorized" if wanted else ""
    if port.dot1x.mab:
        return [f"aaa authentication mac-based chap-radius{rest}"]
    return [f"aaa authentication port-access eap-radius{rest}"]


@FIXES("interface.dot1x.server_fail_vlan")
def _fail_vlan(_device: Device, port: Interface, wanted: Any) -> Lines:
    if wanted is None:
        return [f"no aaa port-access {port.name} critical-auth"]
    return [f"aaa port-access {port.name} critical-auth data-vlan {wanted}"]


@FIXES("interface.dot1x.guest_vlan")
def _guest(_device: Device, port: Interface, wanted: Any) -> Lines:
    ways = ("authenticator", "web-based", "mac-based")
    if wanted is None:
        return [f"no aaa port-access {way} {port.name} unauth-vid" for way in ways]
    way = "mac-based" if port.dot1x.mab else "authenticator"
    return [f"aaa port-access {way} {port.name} unauth-vid {wanted}"]


@FIXES("interface.port_security.enabled", "interface.port_security.max_addresses")
def _port_security(_device: Device, port: Interface, wanted: Any) -> Lines:
    if wanted is False:
        return [f"no port-security {port.name}"]
    limit = ADDRESSES if wanted is True else int(wanted or ADDRESSES)
    if port.dot1x.mab:
        return [f"aaa port-access mac-based {port.name} addr-limit {limit}"]
    start = f"port-security {port.name} learn-mode limited-continuous"
    return [f"{start} address-limit {limit} action send-disable"]


@FIXES("interface.poe.enabled")
def _poe(_device: Device, port: Interface, wanted: Any) -> Lines:
    return _inside(port, f"{_set(wanted)}power-over-ethernet")


@FIXES("interface.lldp.enabled", "interface.lldp.med")
def _lldp(device: Device, port: Interface, wanted: Any) -> Lines:
    if not wanted:
        return [f"lldp admin-status {port.name} disable"]
    lines = [] if device.lldp.enabled else ["lldp run"]
    med = f"lldp config {port.name} medTlvEnable capabilities"
    return [*lines, f"lldp admin-status {port.name} tx_rx", med]


@FIXES("interface.speed_mbps", "interface.duplex")
def _speed(_device: Device, port: Interface, _wanted: Any) -> Lines:
    return _inside(port, "speed-duplex auto")


@FIXES("interface.qos.prioritised")
def _qos(_device: Device, port: Interface, wanted: Any) -> Lines:
    if wanted and "prioritised" in port.qos.lines:  # the port itself says that nothing is trusted
        return _inside(port, "qos trust dscp")
    return ["qos type-of-service diff-services"] if wanted else ()


@FIXES("interface.addresses")
def _addresses(_device: Device, port: Interface, wanted: Any) -> Lines:
    """Take the addresses away that are not wanted."""
    gone = [a for a in port.addresses if a not in (wanted or ())]
    if port.kind != "vlan" or not gone:
        return ()
    lines = []
    for found in gone:
        mask = f"{found.ip} {found.netmask}" if found.version == 4 else str(found)  # noqa: PLR2004  IPv4
        lines.append(f"no {'ip' if found.version == 4 else 'ipv6'} address {mask}")  # noqa: PLR2004  IPv4
    return [f"vlan {port.vlan_id}", *(f"   {line}" for line in lines)]


@FIXES("interface.acl_in")
def _acl(_device: Device, port: Interface, wanted: Any) -> Lines:
    if port.kind != "vlan" or not isinstance(wanted, str) or port.vlan_id is None:
        return ()
    return _in_vlan(port.vlan_id, f'ip access-group "{wanted}" in')
