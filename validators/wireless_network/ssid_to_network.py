"""Every wireless network leads to the network of the people it is for."""

from collections.abc import Iterator

from schoolproof.check import OK, Finding, Gap, Item, control
from schoolproof.check.switches.vlans import purpose_words
from schoolproof.check.switches.wireless import declared_networks, each_on_air, landing
from schoolproof.model import Device, line_of
from schoolproof.model.wireless import Ssid


@control(
    code="WIFI-009",
    clauses=["WN-1c", "NS-3a", "LD-2"],
    severity="high",
    device="wireless_controller",
)
def check(device: Device) -> Iterator[Item]:
    """Each wireless network on air ends in a VLAN whose purpose is the network's audience.

    Why it matters: filtering depends on the network in which a device lands. A pupils' network
    that leads into the staff VLAN takes the pupils' filter away.

    Expected results:
        pass: every network on air is declared, and its VLAN serves its audience
        fail: one finding for each network that nobody declared or that leads elsewhere
        unknown: the site file declares no SSIDs, or the VLAN is not in the text
        notapplicable: no wireless network is on air
    """
    declared = {ssid.ssid: ssid for ssid in device.site.ssids}

    def judge(ssid: Ssid) -> Iterator[Item]:
        if not declared:
            yield Gap(ssid, f"the site file declares no SSIDs, so {ssid.name} cannot be placed")
            return
        if ssid.name not in declared:
            says = "on air, but the site file does not know it"
            yield Finding(ssid, says, "declared with its audience", line=ssid.line)
            return
        by_radius = "vlan_by_radius" in ssid.lines and ssid.vlan_by_radius
        if by_radius and len(declared_networks(device, ssid)) > 1:
            yield OK
            return
        yield _place(device, ssid, declared[ssid.name].audience)

    yield from each_on_air(device, judge)


def _place(device: Device, ssid: Ssid, audience: str) -> Item:
    lands = landing(device, ssid)
    if audience in lands:
        return OK
    right = [n.vlan for n in declared_networks(device, ssid) if n.vlan and audience in n.purposes]
    says = f"the network for {audience} leads to {purpose_words(lands)}"
    return Finding(
        ssid,
        says,
        expected=f"a VLAN for {audience}",
        actual=f"VLAN {ssid.vlan}",
        fact="vlan",
        want=right[0] if right else None,
        line=line_of(ssid, "vlan"),
    )
