"""Where a switch routes, the logins of equipment are out of reach of users."""

from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check import Item, control
from schoolproof.check.firewalls.proof import Wrong, declared_services
from schoolproof.check.switches.acl import prove_pair, switch_of
from schoolproof.model import Device
from schoolproof.model.site import USER_PURPOSES

WRONG = Wrong("users reach a login of equipment", "nothing: this needs a waiver")


@control(
    code="SWITCH-031",
    clauses=["NS-3a", "NS-3b", "CS-3c"],
    severity="critical",
    device="switch",
    params={"services": ("tcp/22", "tcp/23", "tcp/80", "tcp/443", "tcp/8443", "udp/161")},
)
def check(device: Device, params: Mapping[str, Any]) -> Iterator[Item]:
    """No packet for SSH, Telnet, web pages or SNMP passes from users to a management network.

    Proven over the access lists of the switch. A flow of the site file excuses nothing here. The
    switch's own logins are CYBER-011's.

    Why it matters: one weak password on one access point is enough, if a pupil can type it.

    Expected results:
        pass: the lists let none of these packets through
        fail: one finding for each entry, or interface without a list, that does
        unknown: a list, a VLAN map, or whether the switch routes, was not read
        notapplicable: no user network meets a management network on this switch
    """
    service = declared_services(params["services"])
    nets = switch_of(device).networks()
    targets = [n for n in nets if "management" in n.purposes and not n.purposes & USER_PURPOSES]
    for source in (n for n in nets if n.purposes & USER_PURPOSES):
        for target in targets:
            pair = (source, target)
            yield from prove_pair(device, pair, WRONG, fine=lambda _: False, service=service)
