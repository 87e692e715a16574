"""The core is the centre of spanning tree, by decision."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Finding, Item, at_most, control, expect
from schoolproof.check.switches.ports import each
from schoolproof.model import Device, Interface, line_of


@control(
    code="SWITCH-010",
    clauses=["NS-1h"],
    severity="medium",
    device="switch",
    params={"core_priority_max": 8192},
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """The core is root by a deliberate priority, and its links to other switches have root guard.

    Why it matters: without a decision the oldest switch in some cupboard becomes the centre, and
    all traffic of the school runs through it.

    Expected results:
        pass: the core's bridge priority is low enough in every VLAN and its downlinks have root
            guard; other switches leave that place to the core
        fail: a core with the factory priority, a downlink without root guard, or another switch
            with the priority of a core
    """
    limit = params["core_priority_max"]
    if device.role != "core":
        taken = device.stp.priority <= limit
        wrong = Finding(
            device,
            "this switch is no core, but its priority makes it the root of spanning tree",
            expected=f"above {limit}",
            actual=str(device.stp.priority),
            fact="stp.priority",
            want=32768,
            line=line_of(device, "stp.priority"),
        )
        yield wrong if taken else OK
        return
    says = "the core does not claim to be the root of spanning tree in every VLAN"
    yield from expect(device, "stp.highest_priority", at_most(limit), says=says)
    cause = "" if device.stp.enabled else "network_switching/spanning_tree_mode"

    def judge(port: Interface) -> Iterator[Item]:
        says = "no root guard: a switch behind this link can become the root"
        yield from expect(port, "stp.root_guard", True, says=says, because_of=cause)

    yield from each((p for p in device.uplinks if device.port_class(p) == "downlink"), judge)
