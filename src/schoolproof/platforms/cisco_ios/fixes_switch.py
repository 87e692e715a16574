"""Commands that mend what a switch is told for all its ports, and network access control."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from schoolproof.model import Device, Facts, Interface
from schoolproof.model.switching import Vlan
from schoolproof.parse import vlan_text
from schoolproof.platforms.cisco_ios.fixes import fixes
from schoolproof.platforms.cisco_ios.fixes_ports import numbers, on, port_lines


@fixes("device.stp.mode", "stp.mode")
def _stp_mode(_device: Device, _subject: Facts, wanted: Any) -> Sequence[str]:
    word = {"mstp": "mst", "rstp": "rapid-pvst"}.get(str(wanted), str(wanted))
    return [f"spanning-tree mode {word}"]


@fixes("device.stp.enabled", "stp.enabled", "device.stp.disabled_vlans", "stp.disabled_vlans")
def _stp_on(device: Device, _subject: Facts, _wanted: Any) -> Sequence[str]:
    off = device.stp.disabled_vlans
    return [f"spanning-tree vlan {vlan_text(off)}"] if off else []


PRIORITY = re.compile(r"^spanning-tree (?:vlan|mst) [\d,-]+ priority \d+$", re.MULTILINE)


@fixes("device.stp.priority", "stp.priority")
def _stp_priority(device: Device, _subject: Facts, wanted: Any) -> Sequence[str]:
    """Priorities go in steps of 4096. Giving up the place of the root takes the claims back."""
    priority = int(wanted) // 4096 * 4096
    if device.stp.priority < priority:
        return [f"no {line}" for line in PRIORITY.findall(device.native_text)]
    return [_for_all(device, priority)]


def _for_all(device: Device, priority: int) -> str:
    mst = "mode" in device.stp.lines and device.stp.mode == "mstp"
    return f"spanning-tree {'mst 0' if mst else 'vlan 1-4094'} priority {priority}"


@fixes("device.stp.highest_priority", "stp.highest_priority")
def _stp_everywhere(device: Device, _subject: Facts, wanted: Any) -> Sequence[str]:
    """One line for every VLAN; what single VLANs say otherwise is taken back."""
    old = [f"no {line}" for line in PRIORITY.findall(device.native_text)]
    return [*old, _for_all(device, int(wanted) // 4096 * 4096)]


@fixes("device.dhcp_snooping.enabled", "dhcp_snooping.enabled")
def _snooping(_device: Device, _subject: Facts, wanted: Any) -> Sequence[str]:
    return [on("ip dhcp snooping", wanted)]


@fixes("device.dhcp_snooping.vlans", "dhcp_snooping.vlans")
def _snooping_vlans(_device: Device, _subject: Facts, wanted: Any) -> Sequence[str]:
    return [f"ip dhcp snooping vlan {vlan_text(numbers(wanted))}", "ip dhcp snooping"]


@fixes("device.arp_inspection.vlans", "arp_inspection.vlans")
def _inspection_vlans(_device: Device, _subject: Facts, wanted: Any) -> Sequence[str]:
    return [f"ip arp inspection vlan {vlan_text(numbers(wanted))}"]


@fixes("device.arp_inspection.enabled", "arp_inspection.enabled")
def _inspection(device: Device, _subject: Facts, wanted: Any) -> Sequence[str]:
    """The same VLANs as DHCP snooping, whose addresses it compares with."""
    if not wanted:
        return [f"no ip arp inspection vlan {vlan_text(device.arp_inspection.vlans)}"]
    vlans = device.dhcp_snooping.vlans
    return [f"ip arp inspection vlan {vlan_text(vlans)}"] if vlans else []


@fixes(
    "device.vlan_propagation.enabled",
    "vlan_propagation.enabled",
    "device.vlan_propagation.mode",
    "vlan_propagation.mode",
)
def _vtp(_device: Device, _subject: Facts, wanted: Any) -> Sequence[str]:
    return [f"vtp mode {wanted if isinstance(wanted, str) else 'transparent'}"]


@fixes("device.lldp.enabled", "lldp.enabled")
def _lldp(_device: Device, _subject: Facts, wanted: Any) -> Sequence[str]:
    return [on("lldp run", wanted)]


@fixes("device.dot1x.enabled", "dot1x.enabled")
def _dot1x(_device: Device, _subject: Facts, wanted: Any) -> Sequence[str]:
    return [on("dot1x system-auth-control", wanted)]


@fixes("device.ip_routing")
def _ip_routing(_device: Device, _subject: Facts, wanted: Any) -> Sequence[str]:
    return [on("ip routing", wanted)]


@fixes("vlan.name")
def _vlan_name(_device: Device, vlan: Vlan, wanted: Any) -> Sequence[str]:
    return [f"vlan {vlan.vlan_id}", f" name {wanted}"]


@fixes("interface.acl_in", "interface.acl6_in")
def _acl_in(_device: Device, port: Interface, wanted: Any) -> Sequence[str]:
    return port_lines(port, f"ip access-group {wanted} in") if wanted else []


@fixes("interface.dot1x.enabled", "interface.dot1x.monitor", "interface.dot1x.port_control")
def _port_access(device: Device, port: Interface, wanted: Any) -> Sequence[str]:
    """Ask before forwarding. The words are those that the port already uses, old or new style.

    Whether RADIUS servers and an authentication list exist is another control's matter.
    """
    if wanted == "force-unauthorized":
        return port_lines(port, "authentication port-control force-unauthorized")
    globally = [] if device.dot1x.enabled else ["dot1x system-auth-control"]
    if "aaa" not in device.lines or not device.aaa.enabled:
        globally.insert(0, "aaa new-model")
    if _new_style(port):
        lines = ("access-session closed", "access-session port-control auto")
    else:
        lines = ("no authentication open", "authentication port-control auto")
    return [*globally, *port_lines(port, *lines, "dot1x pae authenticator", "mab")]


def _new_style(port: Interface) -> bool:
    """New style is in monitor mode until `access-session closed`, and no line says so."""
    dot1x = port.dot1x
    known = "monitor" in dot1x.lines and "enabled" in dot1x.lines
    return not known or (dot1x.monitor and dot1x.lines["monitor"] is None)


def _in_template(device: Device, port: Interface, fact: str, wanted: Any) -> list[str]:
    """The VLAN of a service template, where a control policy gives it to the port."""
    line = port.dot1x.lines.get(fact)
    lines = device.native_text.split("\n")[:line] if line else [""]
    if not lines[-1].startswith(" vlan "):
        return []
    head = next((text for text in reversed(lines) if text.startswith("service-template ")), None)
    return [head, " no vlan" if wanted is None else f" vlan {wanted}"] if head else []


@fixes("interface.dot1x.server_fail_vlan")
def _server_fail(device: Device, port: Interface, wanted: Any) -> Sequence[str]:
    if template := _in_template(device, port, "server_fail_vlan", wanted):
        return template
    if wanted is None:
        return port_lines(port, "no authentication event server dead action authorize vlan")
    return port_lines(port, f"authentication event server dead action authorize vlan {wanted}")


@fixes("interface.dot1x.server_fail_open")
def _server_fail_open(_device: Device, port: Interface, wanted: Any) -> Sequence[str]:
    return (
        [] if wanted else port_lines(port, "no authentication event server dead action authorize")
    )


@fixes("interface.dot1x.guest_vlan")
def _guest(device: Device, port: Interface, wanted: Any) -> Sequence[str]:
    if template := _in_template(device, port, "guest_vlan", wanted):
        return template
    if wanted is None:
        return port_lines(port, "no authentication event no-response action authorize vlan")
    return port_lines(port, f"authentication event no-response action authorize vlan {wanted}")
