"""Nobody is in the VLAN of the factory settings."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Finding, Item, control
from schoolproof.check.switches.ports import each
from schoolproof.model import Device, Interface, line_of


@control(
    code="SWITCH-003",
    clauses=["NS-3a"],
    severity="medium",
    device="switch",
    params={"forbidden_vlans": [1]},
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """No enabled edge port is in VLAN 1 or another factory VLAN.

    Why it matters: VLAN 1 is on every switch out of the box. Whatever is plugged in there meets
    every device that somebody forgot to set up.

    Expected results:
        pass: each enabled edge port is in a VLAN that somebody chose
        fail: one finding for each port in the default VLAN, also where no line says so
        notapplicable: the switch has no edge ports
    """

    def judge(port: Interface) -> Iterator[Item]:
        vlans = port.switched_vlan
        trunk = vlans.interface_mode == "trunk"
        vlan = vlans.native_vlan if trunk else vlans.access_vlan
        # which VLAN is the right one nobody can know here, so the finding offers no commands
        wrong = Finding(
            port,
            "this port is in the default VLAN of the factory settings",
            expected="a VLAN that somebody chose",
            actual=str(vlan),
            line=line_of(port, f"switched_vlan.{'native' if trunk else 'access'}_vlan"),
        )
        yield wrong if vlan in params["forbidden_vlans"] else OK

    yield from each(device.edge_ports, judge)
