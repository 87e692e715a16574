"""No device can announce itself as the way out."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import Item, control, expect
from schoolproof.check.switches.ports import each, judged_ports
from schoolproof.model import Device, Interface


@control(
    code="SWITCH-020",
    clauses=["NS-3e", "FM-3i"],
    severity="medium",
    device="switch",
    params={"applies_to_ap_ports": False},
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """Edge ports drop the announcements of IPv6 routers.

    Why it matters: computers speak IPv6 even where the school does not. A laptop that announces
    itself as IPv6 router draws the traffic of a whole room to itself, round the filter.

    Expected results:
        pass: RA guard for hosts acts on every edge port
        fail: one finding for each port without it; a policy for routers protects nothing
        notapplicable: the switch has no edge ports
    """

    def judge(port: Interface) -> Iterator[Item]:
        says = "a device here can announce itself as IPv6 router"
        yield from expect(port, "ra_guard.enabled", True, says=says)

    yield from each(judged_ports(device, params), judge)
