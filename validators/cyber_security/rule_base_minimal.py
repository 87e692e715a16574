"""The rule base holds no dead rules."""

from collections.abc import Iterator
from datetime import date

from schoolproof.check import Item, control
from schoolproof.check.dead import dead_rules, ended_rules, switched_off
from schoolproof.model import Device


@control(
    code="CYBER-026",
    clauses=["CS-3h"],
    severity="medium",
    device="firewall",
    certainty="judgement",
)
def check(device: Device, today: date) -> Iterator[Item]:
    """No rule is switched off, has ended, names nothing, or can never decide a packet.

    A rule is dead when the rules above it hold every packet of its own, for every reading of what
    the text does not say. Since when a rule is switched off only the history in Git tells.

    Why it matters: dead rules hide the live ones, and come back to life when another one goes.

    Expected results:
        pass: every rule decides some packet
        fail: one finding for each rule that never does, or whose schedule has ended
        unknown: a rule is switched off, and how long is not known from the text
        notapplicable: there are no rules
    """
    yield from dead_rules(device)
    yield from ended_rules(device, today)
    yield from switched_off(device)
