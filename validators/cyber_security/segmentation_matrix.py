"""Between networks of different purposes only declared flows pass."""

from collections.abc import Iterator

from schoolproof.check import Item, control
from schoolproof.check.firewalls.proof import flows_of
from schoolproof.check.firewalls.segments import pairs, prove_pair
from schoolproof.check.switches.acl import on_switch
from schoolproof.model import Device


@control(
    code="CYBER-030",
    clauses=["NS-3a", "WN-4e", "FM-3d", "SS-2"],
    severity="critical",
    device=["firewall", "switch"],
)
def check(device: Device) -> Iterator[Item]:
    """For every pair of purposes only the flows of the site file pass this firewall or switch.

    Proven over all rules in their order; on a switch that routes, over the access lists at the way
    in and the way out. Networks behind the same interface of a firewall meet on the switch that
    routes them. A flow for some users or hours allows only rules that ask for users or hours.

    Why it matters: what infects one laptop walks on to cameras, doors and servers, unless a wall
    stands between them.

    Expected results:
        pass: no packet passes between purposes but what is declared
        fail: one finding for each rule and pair of purposes, with such a packet
        unknown: it depends on objects that are not in the text
        notapplicable: no two networks meet on this device
    """
    if "acls" in device.lines:
        yield from on_switch(device)
        return
    flows = flows_of(device)
    for pair, networks in pairs(flows).items():
        yield from prove_pair(device, flows, pair, networks)
