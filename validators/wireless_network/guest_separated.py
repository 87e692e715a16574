"""Visitors' wireless networks end apart from the school's."""

from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check import OK, Finding, Gap, Item, control
from schoolproof.check.firewalls.proof import Wrong, flows_of
from schoolproof.check.firewalls.strict import kept_out, services_cube
from schoolproof.check.switches.vlans import purpose_words
from schoolproof.check.switches.wireless import declared_networks, each_on_air, landing
from schoolproof.model import Device, line_of
from schoolproof.model.wireless import Ssid

PLACED = "wireless_network/ssid_to_network"
WRONG = Wrong("a visitors' wireless network reaches one inside", "flows of the site file")


@control(
    code="WIFI-006",
    clauses=["WN-4e", "NS-3a", "FM-3d"],
    severity="critical",
    device="wireless_controller",
    params={"audiences": ("guest", "byod"), "services": ("udp/53", "tcp/53", "udp/67")},
)
def check(device: Device, params: Mapping[str, Any]) -> Iterator[Item]:
    """Wireless networks for guests and own devices end in networks for them alone.

    Where the controller is the firewall too, it lets no packet from there to a network inside but
    for declared flows, names and addresses. Elsewhere the firewall's and the switch's matrix
    (CYBER-030) is the proof of that.

    Why it matters: nobody at the school looks after these devices.

    Expected results:
        pass: each of them ends in a network for visitors, and nothing passes from there
        fail: one finding for each that ends elsewhere, and for each rule that lets more through
        unknown: the site file declares no SSIDs, or where one ends is not in the text
        notapplicable: no such wireless network is on air
    """
    wanted = set(params["audiences"])
    if not device.site.ssids:
        yield from each_on_air(device, _unplaced)
        return
    yield from each_on_air(device, lambda ssid: _place(device, ssid, wanted))
    if "firewall" in device.lines and "policies" in device.firewall.lines:
        yield from _kept_out(device, wanted, params["services"])


def _unplaced(ssid: Ssid) -> Iterator[Item]:
    yield Gap(ssid, f"the site file declares no SSIDs, so {ssid.name} cannot be placed")


def _place(device: Device, ssid: Ssid, wanted: set[str]) -> Iterator[Item]:
    if device.site.audience_of(ssid.name) not in wanted:
        return
    by_radius = "vlan_by_radius" in ssid.lines and ssid.vlan_by_radius
    nets = declared_networks(device, ssid)
    if by_radius and len(nets) > 1 and all(n.purposes <= wanted for n in nets):
        yield OK
        return
    lands = landing(device, ssid)
    if lands and lands <= wanted:
        yield OK
        return
    says = f"a network for visitors leads to {purpose_words(lands)}"
    right = [n.vlan for n in nets if n.vlan and n.purposes <= wanted]
    because = "" if lands & wanted else PLACED
    yield Finding(
        ssid,
        says,
        "a VLAN for visitors",
        f"VLAN {ssid.vlan}",
        fact="vlan",
        want=right[0] if right else None,
        line=line_of(ssid, "vlan"),
        because_of=because,
    )


def _kept_out(device: Device, wanted: set[str], services: tuple[str, ...]) -> Iterator[Item]:
    on_air = {ssid.name for ssid in device.ssids if ssid.enabled}
    given = {
        name.lower()
        for ssid in device.site.ssids
        if ssid.ssid in on_air and ssid.audience in wanted
        for name in ssid.networks
    }
    if not given:
        return
    nets = flows_of(device).places.networks()
    sources = [n for n in nets if n.name.lower() in given]
    targets = [n for n in nets if not n.purposes & wanted]
    pairs = [(one, other) for one in sources for other in targets]
    also = services_cube(device, services, "dns", "dhcp")
    yield from kept_out(device, pairs, WRONG, fine=lambda _: True, also=also)
