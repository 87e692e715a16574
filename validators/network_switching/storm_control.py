"""Floods from one socket stay small."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Item, at_most, control, expect
from schoolproof.check.switches.ports import each, judged_ports
from schoolproof.model import Device, Interface


@control(
    code="SWITCH-012",
    clauses=["NS-1"],
    severity="medium",
    device="switch",
    params={"max_broadcast_percent": 5, "applies_to_ap_ports": False},
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """Edge ports limit the rate of broadcasts.

    Why it matters: one broken network card that shouts all day must not stop a building.

    Expected results:
        pass: each edge port limits broadcasts, in percent up to the limit or in packets or bits
        fail: one finding for each port without a limit or with one that is too high
        notapplicable: the switch has no edge ports
    """

    def judge(port: Interface) -> Iterator[Item]:
        if not port.storm_control.broadcast:
            says = "broadcasts from this port are not limited"
            yield from expect(port, "storm_control.broadcast", True, says=says)
        elif port.storm_control.broadcast_percent is None:
            yield OK
        else:
            says = "the limit for broadcasts is too high to protect anybody"
            limit = at_most(params["max_broadcast_percent"])
            yield from expect(port, "storm_control.broadcast_percent", limit, says=says)

    yield from each(judged_ports(device, params), judge)
