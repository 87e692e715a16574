"""Devices speak with the address that they were given."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import Item, control, expect
from schoolproof.check.switches.ports import each, judged_ports
from schoolproof.model import USER_PURPOSES, Device, Interface


@control(
    code="SWITCH-016",
    clauses=["NS-3e"],
    severity="low",
    device="switch",
    params={
        "user_purposes": sorted(USER_PURPOSES),
        "exclude_purposes": ["server"],
        "applies_to_ap_ports": False,
    },
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """Edge ports in user networks accept only the address that DHCP gave them.

    Why it matters: when the filter's log names an address, the school must be able to say which
    computer it was. A borrowed address points at the wrong pupil.

    Expected results:
        pass: source guard acts on every edge port in a user VLAN
        fail: one finding for each port where it is missing, or written but without effect
        unknown: the site file declares no networks
        notapplicable: no edge ports in user VLANs
    """
    wanted = set(params["user_purposes"]) - set(params["exclude_purposes"])
    excluded = set(params["exclude_purposes"])

    def judge(port: Interface) -> Iterator[Item]:
        vlans = port.switched_vlan
        untagged = vlans.native_vlan if vlans.interface_mode == "trunk" else vlans.access_vlan
        purposes = device.site.purposes_of(untagged) if untagged else frozenset()
        if purposes & wanted and not purposes & excluded:
            says = "a device here can use an address that is not its own"
            yield from expect(port, "source_guard.enabled", True, says=says)

    yield from each(judged_ports(device, params), judge)
