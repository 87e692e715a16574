"""Telephones and access points get power and say what they are."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import Gap, Item, control, expect
from schoolproof.check.switches.ports import each, telephone_ports
from schoolproof.model import Device, Interface


@control(
    code="SWITCH-021",
    clauses=["NS-1c", "NS-1j", "NS-1k"],
    severity="medium",
    device="switch",
    params={"min_poe": "at"},
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """Ports with telephones and access points give power and speak LLDP; telephones LLDP-MED.

    Why it matters: an access point short of power silently switches radios off, and a telephone
    without LLDP-MED does not find its VLAN.

    Expected results:
        pass: LLDP, LLDP-MED and power are on at these ports, and the profile asks for no class of
            power (`min_poe: none`)
        fail: one finding for each port where one of them is off
        unknown: the configuration is fine, but only `show` output tells the class of power
        notapplicable: no ports with telephones or access points
    """
    telephones = telephone_ports(device)
    ports = (*telephones, *device.access_point_ports)

    def judge(port: Interface) -> Iterator[Item]:
        says = "LLDP is off: the device here cannot ask for the power it needs"
        yield from expect(port, "lldp.enabled", True, says=says)
        says = "power is switched off on the port of a telephone or an access point"
        yield from expect(port, "poe.enabled", True, says=says)

    def judge_telephone(port: Interface) -> Iterator[Item]:
        if port.lldp.enabled:
            says = "LLDP-MED is off: the telephone does not learn its VLAN"
            yield from expect(port, "lldp.med", True, says=says)

    yield from each(ports, judge)
    yield from each(telephones, judge_telephone)
    if ports and params["min_poe"] != "none":
        power = f"802.3{params['min_poe']}"
        yield Gap(device, f"only `show power inline` tells whether the ports give {power} power")
