"""Guests reach nothing inside."""

from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check import Item, control
from schoolproof.check.firewalls.proof import Wrong, flows_of
from schoolproof.check.firewalls.strict import kept_out, services_cube
from schoolproof.model import Device

WRONG = Wrong("guests reach a network inside the school", "the internet, and names and addresses")


@control(
    code="CYBER-034",
    clauses=["NS-3a", "WN-4e"],
    severity="critical",
    device="firewall",
    params={"services": ("udp/53", "tcp/53", "udp/67")},
)
def check(device: Device, params: Mapping[str, Any]) -> Iterator[Item]:
    """No packet of a guest network passes this firewall to another network of the school.

    Only name and address services pass, at the servers of the site file (`services: dns, dhcp`).
    A flow for guests under `allowed_flows` excuses nothing here: it needs a waiver.

    Why it matters: nobody knows whose telephone that is, or what runs on it.

    Expected results:
        pass: nothing else passes
        fail: one finding for each rule that lets more through, with such a packet
        unknown: it depends on objects that are not in the text
        notapplicable: no guest network meets another one on this firewall
    """
    places = flows_of(device).places
    inner = [n for n in places.networks() if "guest" not in n.purposes]
    pairs = [(guest, other) for guest in places.networks("guest") for other in inner]
    also = services_cube(device, params["services"], "dns", "dhcp")
    yield from kept_out(device, pairs, WRONG, fine=lambda _: False, also=also)
