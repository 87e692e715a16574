"""The firewall records what it lets out and what it refuses."""

from collections.abc import Iterator

from schoolproof.check import Item, control, expect
from schoolproof.check.internet import rules_to_internet
from schoolproof.model import Device

OWN = {
    "implicit_deny": "traffic that no rule allows is refused without a record",
    "local_in_allow": "traffic to the firewall itself leaves no record",
    "local_in_deny": "refused traffic to the firewall itself leaves no record",
    "alerts": "nobody is alerted",
}


@control(
    code="CYBER-027",
    clauses=["CS-3e", "CS-1e", "FM-3j"],
    severity="high",
    device="firewall",
)
def check(device: Device) -> Iterator[Item]:
    """Allow rules to the internet, the final refusal and traffic to the device itself are logged.

    Why it matters: no log, no investigation; and a log that nobody is told of is read too late.

    Expected results:
        pass: all of it is logged, and somebody gets an alert
        fail: one finding for each rule and each kind of record that is missing
        unknown: neither the text nor the site file says which interfaces lead to the internet
    """
    for policy in rules_to_internet(device):
        says = "a rule to the internet does not log all its traffic"
        yield from expect(policy, "log", "all", says=says)
    for fact, says in OWN.items():
        yield from expect(device.firewall.logging, fact, True, says=says)
