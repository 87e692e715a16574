"""Sockets ask who is there before they let anybody in."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import Finding, Item, control, expect, remark
from schoolproof.check.switches.ports import each, judged_ports, without_exempt
from schoolproof.model import Device, Interface, line_of


@control(
    code="SWITCH-017",
    clauses=["NS-3d", "NS-3g", "WN-4a"],
    severity="high",
    device="switch",
    params={"mode": "enforce", "applies_to_ap_ports": False},
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """Every enabled edge port asks for 802.1X or MAC authentication before it forwards.

    Why it matters: a list of devices in a spreadsheet keeps nobody out. A port that asks does:
    what the school does not know stays outside, or in a network for visitors.

    Expected results:
        pass: each edge port that the site file does not exempt authenticates first
        fail: one finding for each port that does not; monitor mode asks but lets everybody in
        notapplicable: the switch has no edge ports
    """
    ports = judged_ports(device, params)
    asked = without_exempt(device, ports)

    def judge(port: Interface) -> Iterator[Item]:
        if "monitor" in port.dot1x.lines and port.dot1x.monitor:
            if params["mode"] == "monitor":
                yield remark(port, "monitor mode: this port asks, but lets everybody in")
                return
            yield Finding(
                port,
                "monitor mode: this port asks who is there, but lets everybody in",
                expected="enforced",
                actual="monitor mode",
                fact="dot1x.enabled",
                want=True,
                line=line_of(port, "dot1x.monitor"),
            )
            return
        says = "whoever plugs in here is on the network without being asked"
        yield from expect(port, "dot1x.enabled", True, says=says)
        if port.dot1x.enabled:
            yield from expect(port, "dot1x.monitor", False)

    yield from each(asked, judge)
    for port in ports:
        if port not in asked:
            reason = device.ports.exempt[port.name]
            yield remark(port, f"exempt by the site file: {reason}")
