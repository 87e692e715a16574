"""Remote desktops and file shares do not answer the internet."""

from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check import Item, control
from schoolproof.check.firewalls.borders import inbound_services_proof
from schoolproof.model import Device

BLOCKED = (
    *("tcp/3389", "udp/3389", "tcp/5900-5903", "tcp/22-23", "tcp/5985-5986"),
    *("tcp/135", "tcp/137-139", "udp/137-138", "tcp/445", "tcp/20-21", "tcp/2049", "udp/69"),
)


@control(
    code="CYBER-036",
    clauses=["CS-3a", "CS-3h", "CS-3j"],
    severity="critical",
    device="firewall",
    params={"blocked": BLOCKED},
)
def check(device: Device, params: Mapping[str, Any]) -> Iterator[Item]:
    """From the internet no remote desktop, remote shell or file share is reached inside.

    Not even where `inbound` of the site file lists it: people come in through a VPN.

    Why it matters: most ransomware in schools came in by a remote desktop that was open to the
    internet "for a few days".

    Expected results:
        pass: no such packet passes
        fail: one finding for each rule that lets one in, with such a packet
        unknown: it depends on objects that are not in the text
        notapplicable: the device has no side to the internet
    """
    yield from inbound_services_proof(device, params["blocked"])
