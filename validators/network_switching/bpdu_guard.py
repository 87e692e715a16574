"""Edge ports are protected against rogue switches."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import Item, control, expect
from schoolproof.check.switches.ports import each, judged_ports
from schoolproof.model import Device, Interface


@control(
    code="SWITCH-009",
    clauses=["NS-1h", "NS-3a"],
    severity="high",
    device="switch",
    params={"applies_to_ap_ports": False},
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """Every enabled edge port is an edge port for spanning tree and has BPDU guard.

    Why it matters: a switch brought in by a pupil and plugged into a wall socket can become
    the centre of the whole network, or stop it.

    Expected results:
        pass: BPDU guard is on for every enabled edge port, by itself or by the global default
        fail: one finding for each port without it; a BPDU filter on the port undoes the guard, and
            spanning tree off leaves it without effect
        notapplicable: the switch has no edge ports
    """
    running = "stp" not in device.lines or device.stp.enabled
    cause = "" if running else "network_switching/spanning_tree_mode"

    def judge(port: Interface) -> Iterator[Item]:
        says = "no BPDU guard on an edge port"
        if port.stp.bpdu_filter:
            says = "a BPDU filter on this port undoes BPDU guard"
        yield from expect(port, "stp.bpdu_guard", True, says=says, because_of=cause)
        if running:
            says = "not an edge port for spanning tree: devices wait 30 seconds for the network"
            yield from expect(port, "stp.edge_port", True, says=says, severity="low")

    yield from each(judged_ports(device, params), judge)
