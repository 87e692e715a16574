"""Rules that no longer act are removed."""

from collections.abc import Iterator
from datetime import date

from schoolproof.check import OK, Item, control
from schoolproof.check.dead import ended_rules, switched_off
from schoolproof.model import Device


@control(
    code="CYBER-040",
    clauses=["CS-3h"],
    severity="low",
    device="firewall",
    certainty="judgement",
)
def check(device: Device, today: date) -> Iterator[Item]:
    """No rule is switched off, and none has a schedule that lies in the past.

    Since when a rule is switched off only the history of its file in Git tells
    (`git log -L`): a person decides whether it may still be needed.

    Why it matters: an old rule comes back with one click, with all that it once let through.

    Expected results:
        pass: every rule is on, and none has ended
        fail: one finding for each rule whose schedule has ended
        unknown: a rule is switched off, and how long is not known from the text
        notapplicable: there are no rules
    """
    yield from (OK for policy in device.firewall.policies if policy.enabled)
    yield from ended_rules(device, today)
    yield from switched_off(device)
