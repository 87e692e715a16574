"""Commands that mend ports. `wanted` is the value that a control expects."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from schoolproof.model import Device, Interface
from schoolproof.parse import vlan_text
from schoolproof.platforms.cisco_ios.fixes import fixes

RA_POLICY = "RA-HOST"  # created by the fix where the device has no policy for hosts


def port_lines(port: Interface, *lines: str) -> list[str]:
    """Lines below the header of a port's section."""
    return [f"interface {port.name}", *(f" {line}" for line in lines)]


def on(command: str, wanted: object) -> str:
    """The command, or its negation."""
    return command if wanted else f"no {command}"


def numbers(wanted: Any) -> frozenset[int]:
    """VLANs of one number or several."""
    return frozenset({wanted}) if isinstance(wanted, int) else frozenset(wanted)


@fixes("interface.enabled")
def _enabled(_device: Device, port: Interface, wanted: Any) -> Sequence[str]:
    return port_lines(port, "no shutdown" if wanted else "shutdown")


@fixes("interface.switched_vlan.interface_mode")
def _mode(_device: Device, port: Interface, wanted: Any) -> Sequence[str]:
    if wanted == "trunk":
        return port_lines(port, "switchport mode trunk", "switchport nonegotiate")
    return port_lines(port, "switchport mode access")


@fixes("interface.switched_vlan.negotiation")
def _negotiation(_device: Device, port: Interface, wanted: Any) -> Sequence[str]:
    vlans = port.switched_vlan
    trunk = "interface_mode" in vlans.lines and vlans.interface_mode == "trunk"
    if wanted or trunk:
        return port_lines(port, on("switchport nonegotiate", not wanted))
    return port_lines(port, "switchport mode access")


@fixes("interface.switched_vlan.access_vlan")
def _access_vlan(_device: Device, port: Interface, wanted: Any) -> Sequence[str]:
    return port_lines(port, f"switchport access vlan {wanted}")


@fixes("interface.switched_vlan.native_vlan")
def _native_vlan(_device: Device, port: Interface, wanted: Any) -> Sequence[str]:
    if wanted is None:
        return ["vlan dot1q tag native"]
    return port_lines(port, f"switchport trunk native vlan {wanted}")


@fixes("interface.switched_vlan.trunk_vlans")
def _trunk_vlans(_device: Device, port: Interface, wanted: Any) -> Sequence[str]:
    listed = vlan_text(numbers(wanted)) or "none"
    return port_lines(port, f"switchport trunk allowed vlan {listed}")


@fixes("interface.switched_vlan.voice_vlan")
def _voice_vlan(_device: Device, port: Interface, wanted: Any) -> Sequence[str]:
    if wanted is None:
        return port_lines(port, "no switchport voice vlan")
    return port_lines(port, f"switchport voice vlan {wanted}")


@fixes("interface.stp.edge_port")
def _edge_port(_device: Device, port: Interface, wanted: Any) -> Sequence[str]:
    if not wanted:
        return port_lines(port, "spanning-tree portfast disable")
    vlans = port.switched_vlan
    trunk = "interface_mode" in vlans.lines and vlans.interface_mode == "trunk"
    return port_lines(port, "spanning-tree portfast trunk" if trunk else "spanning-tree portfast")


@fixes("interface.stp.bpdu_guard")
def _bpdu_guard(_device: Device, port: Interface, wanted: Any) -> Sequence[str]:
    if not wanted:
        return port_lines(port, "spanning-tree bpduguard disable")
    lines = ["spanning-tree bpduguard enable"]
    if port.stp.bpdu_filter:  # the filter drops BPDUs before the guard sees them
        lines.insert(0, "no spanning-tree bpdufilter enable")
    return [*_stp_again(_device, port), *port_lines(port, *lines)]


def _stp_again(device: Device, port: Interface) -> list[str]:
    """Guards do nothing in a VLAN without spanning tree."""
    off = device.stp.disabled_vlans if "stp" in device.lines else frozenset()
    if not off:
        return []
    vlans = port.switched_vlan
    carried = vlans.trunk_vlans if "trunk_vlans" in vlans.lines else frozenset[int]()
    carried = carried or frozenset({vlans.access_vlan})
    return [f"spanning-tree vlan {vlan_text(off & carried)}"] if off & carried else []


@fixes("interface.stp.bpdu_filter")
def _bpdu_filter(_device: Device, port: Interface, wanted: Any) -> Sequence[str]:
    return port_lines(port, on("spanning-tree bpdufilter enable", wanted))


@fixes("interface.stp.root_guard")
def _root_guard(device: Device, port: Interface, wanted: Any) -> Sequence[str]:
    if not wanted:
        return port_lines(port, "spanning-tree guard none")
    return [*_stp_again(device, port), *port_lines(port, "spanning-tree guard root")]


@fixes("interface.stp.loop_guard")
def _loop_guard(device: Device, port: Interface, wanted: Any) -> Sequence[str]:
    if not wanted:
        return port_lines(port, "spanning-tree guard none")
    return [*_stp_again(device, port), *port_lines(port, "spanning-tree guard loop")]


@fixes("interface.loop.loop_detection")
def _loop_detection(_device: Device, port: Interface, wanted: Any) -> Sequence[str]:
    return port_lines(port, on("loopdetect", wanted))


@fixes("interface.loop.udld")
def _udld(_device: Device, port: Interface, wanted: Any) -> Sequence[str]:
    return port_lines(port, "udld port aggressive" if wanted else "udld port disable")


@fixes("interface.storm_control.broadcast", "interface.storm_control.broadcast_percent")
def _storm(_device: Device, port: Interface, wanted: Any) -> Sequence[str]:
    if wanted is False:
        return port_lines(port, "no storm-control broadcast level")
    percent = 5.0 if wanted is True else float(wanted)
    return port_lines(port, f"storm-control broadcast level {percent:.2f}")


@fixes("interface.dhcp_snooping.trusted")
def _dhcp_trust(_device: Device, port: Interface, wanted: Any) -> Sequence[str]:
    return port_lines(port, on("ip dhcp snooping trust", wanted))


@fixes("interface.arp_inspection.trusted")
def _arp_trust(_device: Device, port: Interface, wanted: Any) -> Sequence[str]:
    return port_lines(port, on("ip arp inspection trust", wanted))


@fixes("interface.source_guard.enabled")
def _source_guard(device: Device, port: Interface, wanted: Any) -> Sequence[str]:
    """Source guard knows only addresses that snooping saw on a port that is not trusted."""
    if not wanted:
        return port_lines(port, "no ip verify source")
    vlan = port.switched_vlan.access_vlan
    lines = [] if device.dhcp_snooping.enabled else ["ip dhcp snooping"]
    if vlan not in device.dhcp_snooping.vlans:
        lines.append(f"ip dhcp snooping vlan {vlan}")
    untrust = ["no ip dhcp snooping trust"] if port.dhcp_snooping.trusted else []
    return [*lines, *port_lines(port, *untrust, "ip verify source")]


@fixes("interface.port_security.enabled", "interface.port_security.max_addresses")
def _port_security(_device: Device, port: Interface, wanted: Any) -> Sequence[str]:
    if wanted is False:
        return port_lines(port, "no switchport port-security")
    maximum = 2 if wanted is True else int(wanted)
    return port_lines(
        port,
        f"switchport port-security maximum {maximum}",
        "switchport port-security violation restrict",
        "switchport port-security",
    )


@fixes("interface.ra_guard.enabled")
def _ra_guard(_device: Device, port: Interface, wanted: Any) -> Sequence[str]:
    if not wanted:
        return port_lines(port, "no ipv6 nd raguard")
    policy = [f"ipv6 nd raguard policy {RA_POLICY}", " device-role host"]
    return [*policy, *port_lines(port, f"ipv6 nd raguard attach-policy {RA_POLICY}")]


@fixes("interface.poe.enabled")
def _poe(_device: Device, port: Interface, wanted: Any) -> Sequence[str]:
    return port_lines(port, "power inline auto" if wanted else "power inline never")


@fixes("interface.lldp.enabled", "interface.lldp.med")
def _port_lldp(device: Device, port: Interface, wanted: Any) -> Sequence[str]:
    if not wanted:
        return port_lines(port, "no lldp transmit", "no lldp receive")
    run = [] if device.lldp.enabled else ["lldp run"]
    again = ("lldp transmit", "lldp receive", "lldp med-tlv-select network-policy")
    return [*run, *port_lines(port, *again)]


@fixes("interface.qos.prioritised")
def _qos(_device: Device, port: Interface, wanted: Any) -> Sequence[str]:
    if not wanted:
        return port_lines(port, "no mls qos trust")
    return ["mls qos", *port_lines(port, "mls qos trust dscp")]


@fixes("interface.speed_mbps")
def _speed(_device: Device, port: Interface, wanted: Any) -> Sequence[str]:
    return port_lines(port, "speed auto" if wanted is None else f"speed {wanted}")


@fixes("interface.duplex")
def _duplex(_device: Device, port: Interface, wanted: Any) -> Sequence[str]:
    return port_lines(port, f"duplex {wanted}")


@fixes("interface.addresses")
def _addresses(_device: Device, port: Interface, wanted: Any) -> Sequence[str]:
    """Only taking addresses away can be decided here."""
    return [] if wanted else port_lines(port, "no ip address", "shutdown")
