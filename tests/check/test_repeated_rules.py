"""A rule that is called redundant could go: enumeration finds no packet that it matters to."""

from __future__ import annotations

from dataclasses import replace
from random import Random

from schoolproof.check import Finding
from schoolproof.check.firewalls.repeated import EFFECT, repeated_rules
from schoolproof.model.policies import FirewallPolicy
from tests.flows.oracle import RuleBase, conditions, first_match, packets, readings
from tests.flows.rulebases import device_of, random_base

BASES, LEAST = 1500, 20
SAME = {"log": "all", "profiles_active": False, "inspection_mode": "flow"}
NONE = dict.fromkeys(("web_filter", "dns_filter", "app_control", "ips", "antivirus"))


def redundant(base: RuleBase) -> list[int]:
    """Places of the rules that the control would take away."""
    device = device_of(base)
    for policy in device.firewall.policies:
        policy.put(None, **SAME, **NONE, tls_inspection=None, log_forwarding=None)
        assert set(EFFECT) <= set(policy.lines), "a fact that nobody set is never the same"
    found = [item.subject for item in repeated_rules(device) if isinstance(item, Finding)]
    return [row.order - 1 for row in found if isinstance(row, FirewallPolicy)]


def matters(base: RuleBase, place: int) -> bool:
    """Whether some packet, under some reading, meets another fate without this rule."""
    rules = list(base.rules)
    rules[place] = replace(rules[place], enabled=False)
    without = replace(base, rules=rules)
    mine = base.rules[place]
    for reading in readings(conditions(base)):
        for packet in packets():
            if first_match(base, packet, reading) != place:
                continue
            after = first_match(without, packet, reading)
            if after is None or fate(base, after) != (mine.accepts, mine.groups):
                return True
    return False


def fate(base: RuleBase, place: int) -> tuple[bool, tuple[str, ...]]:
    rule = base.rules[place]
    return rule.accepts, rule.groups


def test_what_is_called_redundant_changes_nothing() -> None:
    random, seen = Random(7), 0  # noqa: S311  repeatable, no secret
    for _ in range(BASES):
        base = random_base(random)
        for place in redundant(base):
            seen += 1
            assert not matters(base, place), base
    assert seen >= LEAST, "too few rules were called redundant to say anything"
