"""Nothing comes in from the internet that nobody declared."""

from collections.abc import Iterator

from schoolproof.check import Item, control
from schoolproof.check.firewalls.borders import inbound_proof
from schoolproof.model import Device


@control(
    code="CYBER-021",
    clauses=["CS-3a", "CS-3f", "BB-3b"],
    severity="critical",
    device="firewall",
)
def check(device: Device) -> Iterator[Item]:
    """From the internet nothing reaches an inner network but what `inbound` in the site file lists.

    Proven over all rules in their order, both address families, published servers by their inner
    address. What reaches the firewall itself is CYBER-022's.

    Why it matters: a server that somebody published for a trial is found within hours, not days.

    Expected results:
        pass: no packet passes but to declared services
        fail: one finding for each rule that lets one in, with such a packet
        unknown: it depends on objects that are not in the text
        notapplicable: the device has no side to the internet
    """
    yield from inbound_proof(device)
