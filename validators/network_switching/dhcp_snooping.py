"""Nobody but the school's own servers hands out addresses."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Finding, Item, control
from schoolproof.check.switches.vlans import present, vlan_list, vlan_words
from schoolproof.model import USER_PURPOSES, Device, line_of


@control(
    code="SWITCH-013",
    clauses=["NS-3e"],
    severity="high",
    device="switch",
    params={"user_purposes": sorted(USER_PURPOSES)},
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """DHCP snooping is on for the switch and for every user VLAN on it.

    Why it matters: a home router on a wall socket answers faster than the school's server and
    hands out its own gateway, past the filter.

    Expected results:
        pass: snooping is on, and its list holds every VLAN for people, telephones and printers
        fail: snooping is off, or VLANs are missing in its list
        unknown: the switch takes its VLANs from another one (VTP), or no networks are declared
        notapplicable: the switch has no user VLANs
    """
    vlans = present(device, *params["user_purposes"])
    if not vlans:
        return
    if not device.dhcp_snooping.enabled:
        yield Finding(
            device,
            "DHCP snooping is off",
            expected="on",
            actual="off",
            fact="dhcp_snooping.vlans",
            want=vlans,
            line=line_of(device, "dhcp_snooping.enabled"),
        )
        return
    missing = vlans - device.dhcp_snooping.vlans
    wrong = Finding(
        device,
        f"DHCP snooping leaves out {vlan_words(device.site, missing)}",
        expected="every user VLAN",
        actual=f"without {vlan_list(missing)}",
        fact="dhcp_snooping.vlans",
        want=missing,
        line=line_of(device, "dhcp_snooping.vlans"),
    )
    yield wrong if missing else OK
