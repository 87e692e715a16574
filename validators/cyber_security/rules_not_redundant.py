"""No rule repeats what later rules do anyway."""

from collections.abc import Iterator

from schoolproof.check import Item, control
from schoolproof.check.firewalls.repeated import repeated_rules
from schoolproof.model import Device


@control(
    code="CYBER-042",
    clauses=["CS-3h"],
    severity="low",
    device="firewall",
)
def check(device: Device) -> Iterator[Item]:
    """Taking a rule away changes what happens to some packet.

    A rule is redundant when rules below it do with each of its packets what it does: the same
    decision, the same users, the same profiles, the same record. A refusal by name is not redundant
    because everything is refused at the end: it guards against what somebody opens in between.

    Why it matters: who closes one of two equal doors believes that it is closed.

    Expected results:
        pass: every rule makes a difference
        fail: one finding for each rule that makes none
        unknown: the rules are too tangled to follow
        notapplicable: there are no rules
    """
    yield from repeated_rules(device)
