"""Every VLAN has one declared purpose."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Finding, Item, control
from schoolproof.check.switches.vlans import purpose_words
from schoolproof.model import Device, Interface


@control(
    code="SWITCH-001",
    clauses=["NS-3a", "WN-1c", "LD-2"],
    severity="high",
    device=("switch", "firewall"),
    params={
        "required_purposes": ["management", "staff", "pupil", "guest"],
        "ignore_vlans": [1, 1002, 1003, 1004, 1005],
    },
    certainty="judgement",
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """Every VLAN and subnet of the device has a purpose in the site file, and only one.

    Why it matters: only when each network is for one kind of people or things can anybody prove
    that pupils and visitors are kept apart from staff records, servers and cameras.

    Expected results:
        pass: each VLAN and each inner address lies in a network with exactly one purpose
        fail: one finding for each that nobody declared, that is shared, or that is missing
        unknown: the switch takes its VLANs from another one (VTP), or no networks are declared
    """
    site = device.site
    for purpose in params["required_purposes"]:
        there = any(purpose in network.purposes for network in site.networks)
        missing = Finding(f"purpose {purpose}", f"the site file has no network for {purpose}")
        yield OK if there or not site.networks else missing
    for vlan in device.vlans:
        if vlan.vlan_id in params["ignore_vlans"]:
            continue
        purposes = site.purposes_of(vlan.vlan_id)
        says = "serves two purposes" if purposes else "has no purpose in the site file"
        wrong = Finding(
            vlan,
            f"the VLAN {says}",
            expected="one purpose",
            actual=purpose_words(purposes),
            line=vlan.line,
        )
        yield OK if len(purposes) == 1 else wrong
    for port in device.interfaces:
        if port.enabled and port.addresses and _is_inside(device, port):
            yield from _addresses(device, port)


def _is_inside(device: Device, port: Interface) -> bool:
    """Not an internet line, and none of the interfaces that the maker's own tools add."""
    lines = {line.interface for line in device.site.lines}
    if port.name in lines or ("role" in port.lines and port.role == "wan"):
        return False
    return port.kind in {"ethernet", "lag", "vlan"} and port.name != "fortilink"


def _addresses(device: Device, port: Interface) -> Iterator[Item]:
    vlans = [n for n in device.site.networks if n.vlan and n.vlan == port.vlan_id]
    ours = frozenset[str]().union(*(n.purposes for n in vlans))
    listed = any(n.subnets for n in vlans) or not vlans
    for address in port.addresses:
        found = device.site.purpose_of_address(str(address.ip))
        purposes = found | ours if found or not listed else found
        says = "serves two purposes" if purposes else "is in no network of the site file"
        wrong = Finding(
            port,
            f"the subnet of {address.ip} {says}",
            expected="one purpose",
            actual=purpose_words(purposes),
            line=port.lines["addresses"],
        )
        yield OK if len(purposes) == 1 or address.ip.is_link_local else wrong
