"""Nobody can pretend to be the gateway."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Finding, Item, control, expect
from schoolproof.check.switches.ports import each
from schoolproof.check.switches.vlans import present, vlan_list, vlan_words
from schoolproof.model import USER_PURPOSES, Device, Interface, line_of

HOSTS = frozenset({"edge", "access_point"})
FACT = "arp_inspection.vlans"


@control(
    code="SWITCH-015",
    clauses=["NS-3e", "WN-4d"],
    severity="medium",
    device="switch",
    params={"user_purposes": sorted(USER_PURPOSES)},
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """ARP inspection covers every user VLAN, and no edge port is trusted.

    Why it matters: without it one computer can tell all others that it is the gateway, and read
    what they send.

    Expected results:
        pass: every user VLAN on the switch is inspected; only uplinks and declared servers are
            trusted
        fail: VLANs are left out, inspection is off, or an edge or access-point port is trusted
        unknown: the switch takes its VLANs from another one (VTP), or no networks are declared
        notapplicable: the switch has no user VLANs
    """
    vlans = present(device, *params["user_purposes"])
    if not vlans:
        return
    on = device.arp_inspection.enabled
    missing = vlans - device.arp_inspection.vlans if on else vlans
    says = f"leaves out {vlan_words(device.site, missing)}" if on else "is off"
    wrong = Finding(
        device,
        f"ARP inspection {says}",
        expected="every user VLAN",
        actual=f"without {vlan_list(missing)}",
        fact=FACT,
        want=missing,
        line=line_of(device, FACT),
    )
    yield wrong if missing else OK
    if not on:
        return

    def judge(port: Interface) -> Iterator[Item]:
        says = "whatever is plugged in here may pretend to be another device"
        yield from expect(port, "arp_inspection.trusted", False, says=says)

    yield from each((p for p in device.switch_ports if device.port_class(p) in HOSTS), judge)
