"""The rule base holds no dead rules."""

from collections.abc import Iterator

from schoolproof.check import Item, control
from schoolproof.check.firewalls.dead import dead_rules
from schoolproof.model import Device


@control(
    code="CYBER-026",
    clauses=["CS-3h"],
    severity="medium",
    device="firewall",
)
def check(device: Device) -> Iterator[Item]:
    """No rule names nothing, or can never decide a packet.

    A rule is dead when the rules above it hold every packet of its own, for every reading of what
    the text does not say.

    Why it matters: dead rules hide the live ones, and come back to life when another one goes.

    Expected results:
        pass: every rule decides some packet
        fail: one finding for each rule that never does
        unknown: the rules are too tangled to follow
        notapplicable: there are no rules
    """
    yield from dead_rules(device)
