"""Traffic to the firewall itself leaves a record."""

from collections.abc import Iterator

from schoolproof.check import Item, control, expect
from schoolproof.model import Device

OWN = {
    "local_in_allow": "traffic to the firewall itself leaves no record",
    "local_in_deny": "refused traffic to the firewall itself leaves no record",
}


@control(code="CYBER-039", clauses=["CS-3e", "CS-1e"], severity="medium", device="firewall")
def check(device: Device) -> Iterator[Item]:
    """Sessions to the firewall itself are logged, allowed and refused ones.

    Why it matters: the firewall is the first thing that an intruder tries to log in to.

    Expected results:
        pass: both are logged
        fail: one finding for each kind that is not
        unknown: the text does not say whether the device logs them
    """
    for fact, says in OWN.items():
        yield from expect(device.firewall.logging, fact, True, says=says)
