"""Ports that people plug into are fixed access ports."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Item, control, expect
from schoolproof.check.switches.ports import each, judged_ports
from schoolproof.model import Device, Interface

SAYS = {
    "trunk": "this port carries several VLANs, but the site file does not name it as an uplink",
    "dynamic": "this port lets the other end decide whether it carries all VLANs",
}


@control(
    code="SWITCH-002",
    clauses=["NS-3a", "NS-3e"],
    severity="high",
    device="switch",
    params={"applies_to_ap_ports": False},
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """Every enabled port that is not declared as an uplink is a fixed access port.

    Why it matters: a laptop that can talk a wall socket into being a trunk sits in every network
    of the school at once.

    Expected results:
        pass: edge ports are in access mode (a telephone's own VLAN may be tagged), and uplinks
            do not negotiate
        fail: one finding for each port that is a trunk or may become one; an uplink that is fixed
            but still answers negotiation counts as low
        notapplicable: no enabled switch ports
    """
    edge = judged_ports(device, params)

    def judge_edge(port: Interface) -> Iterator[Item]:
        mode = port.switched_vlan.interface_mode
        if mode == "trunk" and device.is_telephone_port(port):
            yield OK
            return
        says = SAYS.get(mode, "")
        yield from expect(port, "switched_vlan.interface_mode", "access", says=says)

    def judge_link(port: Interface) -> Iterator[Item]:
        says = "this link still answers trunk negotiation (DTP)"
        level = "low" if port.switched_vlan.interface_mode == "trunk" else None
        yield from expect(port, "switched_vlan.negotiation", False, says=says, severity=level)

    yield from each(edge, judge_edge)
    yield from each((p for p in device.switch_ports if p not in edge), judge_link)
