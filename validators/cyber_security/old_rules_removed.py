"""Rules that no longer act are removed."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from schoolproof.check import OK, Item, control
from schoolproof.check.firewalls.dead import ended_rules
from schoolproof.check.firewalls.long_off import switched_off
from schoolproof.check.firewalls.rule_history import RuleHistory
from schoolproof.model import Device


@control(
    code="CYBER-040",
    clauses=["CS-3h"],
    severity="low",
    device="firewall",
    params={"off_months": 12},
    certainty="judgement",
)
def check(
    device: Device, today: date, history: RuleHistory, params: dict[str, Any]
) -> Iterator[Item]:
    """No rule has been off for a year, and none has a schedule that lies in the past.

    Since when a rule is off, the history of its file in Git tells: off without a break, under the
    same number or name. A rule that was on in between starts anew.

    Why it matters: an old rule comes back with one click, with all that it once let through.

    Expected results:
        pass: every rule is on or was switched off within the year, and none has ended
        fail: one finding for each rule whose schedule has ended, or that has been off for a year
        unknown: a rule is off, and Git does not reach back far enough to tell how long
        notapplicable: there are no rules
    """
    yield from (OK for policy in device.firewall.policies if policy.enabled)
    yield from ended_rules(device, today)
    yield from switched_off(device, today, history, params["off_months"])
