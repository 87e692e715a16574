"""The switch itself is reached in the management network only."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Finding, Item, control
from schoolproof.check.switches.vlans import purpose_words
from schoolproof.model import Device, Interface

ROUTERS = frozenset({"core", "distribution"})


@control(
    code="SWITCH-006",
    clauses=["NS-3a", "NS-3b", "CS-3c"],
    severity="high",
    device=("switch", "wireless_controller"),
    params={"management_purposes": ["management"]},
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """The device's own address is in a network for management, never in VLAN 1 or a user network.

    Why it matters: a pupil's computer in the same network as the login page of a switch needs
    only a password.

    Expected results:
        pass: every own address is in a management network or in a VRF for management; a core that
            routes may be the gateway of others beside it, but not of VLAN 1
        fail: one finding for each address elsewhere, or for a core without a management address
        unknown: the site file declares no networks
        notapplicable: the configuration gives the device no address, or it is a firewall, which
            is the gateway of every network: who may reach its login has controls of its own
    """
    if "firewall" in device.classes:
        return
    own = [p for p in device.interfaces if _has_address(p)]
    good = [p for p in own if _is_management(device, p, frozenset(params["management_purposes"]))]
    may_route = device.role in ROUTERS and "switch" in device.classes
    for port in own:
        if port in good or (may_route and port.vlan_id != 1):
            yield OK
            continue
        purposes = _purposes(device, port)
        yield Finding(
            port,
            f"the switch answers in a network with {purpose_words(purposes)}",
            expected="an address in a management network",
            actual=", ".join(str(a) for a in port.addresses) or "by DHCP",
            # without another way in, taking the address away would lock everybody out
            fact="addresses" if good else "",
            want=(),
            line=port.lines.get("addresses") or port.lines.get("dhcp_client") or port.line,
        )
    if own and not good and may_route:
        yield Finding(device, "none of the own addresses is in a management network")


def _has_address(port: Interface) -> bool:
    if port.kind in {"loopback", "tunnel", "wlan"} or not (port.addresses or port.dhcp_client):
        return False
    return port.enabled


def _is_management(device: Device, port: Interface, wanted: frozenset[str]) -> bool:
    purposes = _purposes(device, port)
    by_vrf = port.kind == "management" and port.vlan_id is None
    return by_vrf or (bool(purposes) and purposes <= wanted)


def _purposes(device: Device, port: Interface) -> frozenset[str]:
    by_vlan = device.site.purposes_of(port.vlan_id) if port.vlan_id else frozenset[str]()
    by_address = (device.site.purpose_of_address(str(a.ip)) for a in port.addresses)
    return by_vlan.union(*by_address)
