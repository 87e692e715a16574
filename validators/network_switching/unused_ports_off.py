"""Sockets that nobody uses are dead."""

from collections.abc import Iterator

from schoolproof.check import OK, Finding, Gap, Item, Severity, control, expect
from schoolproof.check.switches.ports import each
from schoolproof.check.switches.vlans import vlan_list
from schoolproof.model import ALL_VLANS, Device, Interface, line_of


@control(
    code="SWITCH-007",
    clauses=["NS-3a", "NS-3d"],
    severity="medium",
    device="switch",
    params={"described_is_used": True},
    certainty="judgement",
)
def check(device: Device, params: dict[str, bool]) -> Iterator[Item]:
    """Ports without a purpose are shut and parked in a VLAN that leads nowhere.

    Why it matters: a live socket in a corridor is an invitation. A port that is only shut comes
    back in its old network when somebody switches it on in a hurry.

    Expected results:
        pass: unused ports are shut and parked, enabled ports say what they are for, and no uplink
            carries the parking VLAN
        fail: a parked port that is up, an enabled port that nobody described; at low severity a
            port that is shut but not parked
        unknown: the site file declares no parking VLAN
    """
    declared = bool(device.site.networks)
    parking = device.site.vlans_for("parking") if declared else frozenset()

    def judge_shut(port: Interface) -> Iterator[Item]:
        vlans = port.switched_vlan
        trunk = vlans.interface_mode == "trunk"
        untagged = vlans.native_vlan if trunk else vlans.access_vlan
        if not parking:
            yield Gap(port, "the site file declares no VLAN of purpose parking")
        elif untagged is None or (not trunk and untagged in parking):
            yield OK
        else:
            yield Finding(
                port,
                "shut, but not parked: switched on again it is in its old network",
                expected=f"VLAN {vlan_list(parking)}",
                actual=f"VLAN {untagged}",
                fact="" if trunk else "switched_vlan.access_vlan",
                want=min(parking),
                line=line_of(port, "switched_vlan.access_vlan"),
                severity=Severity.LOW,
            )

    def judge_edge(port: Interface) -> Iterator[Item]:
        vlans = port.switched_vlan
        if vlans.interface_mode != "trunk" and vlans.access_vlan in parking:
            yield from expect(port, "enabled", False, says="parked, but switched on")
        elif params["described_is_used"] and not port.description:
            yield Finding(
                port,
                "switched on, but no description says what this port is for",
                expected="a description, or off and parked",
                actual="none",
                line=line_of(port, "description"),
            )
        else:
            yield OK

    yield from each((p for p in device.interfaces if _is_shut(device, p)), judge_shut)
    yield from each(device.edge_ports, judge_edge)
    if declared:
        yield from each(device.uplinks, lambda port: _carries(port, parking))
    else:
        yield Gap(device, "the site file declares no networks, so no VLAN is known for parking")


def _is_shut(device: Device, port: Interface) -> bool:
    if port.kind != "ethernet" or port.enabled or port.routed or port.lag is not None:
        return False
    return device.port_class(port) == "edge"


def _carries(port: Interface, parking: frozenset[int]) -> Iterator[Item]:
    vlans = port.switched_vlan
    if vlans.interface_mode != "trunk" or not parking & (vlans.trunk_vlans | {vlans.native_vlan}):
        yield OK
        return
    tagged = bool(parking & vlans.trunk_vlans)
    fact = "switched_vlan.trunk_vlans" if tagged else "switched_vlan.native_vlan"
    yield Finding(
        port,
        "this link carries the parking VLAN, which must lead nowhere",
        expected=f"without VLAN {vlan_list(parking)}",
        actual=vlan_list(vlans.trunk_vlans if tagged else parking),
        fact=fact if tagged else "",
        want=vlans.trunk_vlans - parking,
        line=line_of(port, fact),
        because_of="network_switching/trunks_pruned" if vlans.trunk_vlans == ALL_VLANS else "",
    )
