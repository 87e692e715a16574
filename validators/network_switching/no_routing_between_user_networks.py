"""A switch that routes keeps user networks out of management and servers."""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from schoolproof.check import OK, Finding, Item, control
from schoolproof.check.firewalls.proof import Wrong
from schoolproof.check.switches.acl import prove_pair, switch_of
from schoolproof.model import Device

MATRIX = "cyber_security/segmentation_matrix"


@control(
    code="SWITCH-027",
    clauses=["NS-3a", "NS-3e", "SS-2"],
    severity="critical",
    device="switch",
    params={"from": ("guest", "pupil", "byod"), "to": ("management", "server")},
)
def check(device: Device, params: Mapping[str, Any]) -> Iterator[Item]:
    """From guest, pupil and own-device networks only declared flows reach management and servers.

    Proven over the access lists at the way in and the way out, by IPv4 and IPv6.

    Why it matters: VLANs that a layer-3 switch joins again separate nothing.

    Expected results:
        pass: the switch does not route, or its lists let nothing more through
        fail: one finding for each entry, or interface without a list, that does
        unknown: a list, a VLAN map, or whether the switch routes, was not read
        notapplicable: no such networks meet on this switch
    """
    if "ip_routing" in device.lines and not device.ip_routing and not _six(device):
        yield OK
        return
    nets = switch_of(device).networks()
    for source in (n for n in nets if n.purposes & set(params["from"])):
        for target in (n for n in nets if n.purposes & set(params["to"]) - source.purposes):
            says = f"{source.name} reaches {target.name} by more than the site file allows"
            wrong = Wrong(says, "a flow of the site file")
            for item in prove_pair(device, (source, target), wrong):
                if isinstance(item, Finding):
                    yield replace(item, because_of=MATRIX)
                else:
                    yield item


def _six(device: Device) -> bool:
    return "ipv6_routing" not in device.lines or device.ipv6_routing
