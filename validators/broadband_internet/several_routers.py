"""Two routers or firewalls take over from each other."""

from collections.abc import Iterator

from schoolproof.check import Item, control, expect, none_of
from schoolproof.model import Device


@control(
    code="BROADBAND-005",
    clauses=["BB-2b", "NS-4d"],
    severity="medium",
    device="firewall",
)
def check(device: Device) -> Iterator[Item]:
    """The firewall runs as a pair, and open sessions survive when one of them fails.

    That both run the same firmware needs a look at the devices.

    Why it matters: two lines that meet in one box fail with that box.

    Expected results:
        pass: high availability is on, sessions are handed over
        fail: the firewall stands alone, or sessions break when the other takes over
    """
    alone = none_of({"standalone"}, "active-passive")
    says = "the firewall stands alone"
    yield from expect(device.firewall, "ha.mode", alone, says=says)
    if device.firewall.ha.mode != "standalone":
        says = "open sessions break when the other firewall takes over"
        yield from expect(device.firewall, "ha.session_pickup", True, says=says)
