"""One socket, one telephone, one computer."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Item, at_most, control, expect
from schoolproof.check.switches.ports import each, judged_ports, without_exempt
from schoolproof.model import Device, Interface


@control(
    code="SWITCH-019",
    clauses=["NS-3d"],
    severity="low",
    device="switch",
    params={"max_addresses": 2, "applies_to_ap_ports": False},
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """Edge ports without 802.1X accept a limited number of addresses.

    Why it matters: behind one socket somebody can hide a small switch with ten computers, or a
    program that invents thousands of addresses until the switch shows all traffic to everybody.

    Expected results:
        pass: each edge port authenticates, or accepts no more addresses than allowed
        fail: one finding for each port without a limit or with one that is too high; a port in
            monitor mode counts as without authentication
        notapplicable: the switch has no edge ports
    """

    def judge(port: Interface) -> Iterator[Item]:
        if port.dot1x.enabled:
            yield OK
        elif not port.port_security.enabled:
            says = "any number of devices may stand behind this port"
            yield from expect(port, "port_security.enabled", True, says=says)
        else:
            says = "too many devices may stand behind this port"
            limit = at_most(params["max_addresses"])
            yield from expect(port, "port_security.max_addresses", limit, says=says)

    yield from each(without_exempt(device, judged_ports(device, params)), judge)
