"""The firewall records what it lets out, and tells somebody."""

from collections.abc import Iterator

from schoolproof.check import Item, control, expect
from schoolproof.check.firewalls.internet import rules_to_internet
from schoolproof.model import Device


@control(
    code="CYBER-027",
    clauses=["CS-3e", "CS-1e", "FM-3j"],
    severity="high",
    device="firewall",
)
def check(device: Device) -> Iterator[Item]:
    """Allow rules to the internet log all their traffic, and somebody is alerted.

    What the firewall refuses, and what comes to the firewall itself, have controls of their own.

    Why it matters: no log, no investigation; and a log that nobody is told of is read too late.

    Expected results:
        pass: all of it is logged, and somebody gets an alert
        fail: one finding for each rule that leaves something out, and for missing alerts
        unknown: neither the text nor the site file says which interfaces lead to the internet
    """
    for policy in rules_to_internet(device):
        says = "a rule to the internet does not log all its traffic"
        yield from expect(policy, "log", "all", says=says)
    yield from expect(device.firewall.logging, "alerts", True, says="nobody is alerted")
