"""Rules that could go without any change: later ones do the same with all of their packets."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from schoolproof.check.firewalls.dead import packets_of
from schoolproof.check.firewalls.proof import rule_bases
from schoolproof.check.firewalls.rules import refuses_everything
from schoolproof.check.result import OK, Finding, Gap, Item
from schoolproof.errors import UnknownFact
from schoolproof.flows.sets.base import Budget, Piece, RuleBase
from schoolproof.flows.sets.rule import Rule
from schoolproof.model import Device

EFFECT = (
    *("action", "groups", "log", "log_forwarding", "nat", "profiles_active", "inspection_mode"),
    *("web_filter", "dns_filter", "app_control", "ips", "antivirus", "tls_inspection"),
)
MAX_PIECES = 2_000  # of one rule; more are not followed


def repeated_rules(device: Device) -> Iterator[Item]:
    """One item for each policy that is on and decides something."""
    for firewall in rule_bases(device):
        base = firewall.base
        for number, rule in enumerate(base.rules):
            if rule.policy is None:
                continue
            try:
                found = _same_below(device, base, number, packets_of(firewall, rule))
            except UnknownFact as gap:
                yield Gap(rule.policy, f"{rule.label}: {gap}")
                continue
            yield _finding(rule, found) if found else OK


def _finding(rule: Rule, below: list[Rule]) -> Item:
    policy = rule.policy
    if policy is None:
        return OK
    says = "without this rule nothing would change: rules below do the same"
    doing = f"done too by {', '.join(dict.fromkeys(row.label for row in below))}"
    return Finding(policy, says, "gone", doing, fact="absent", want=True, line=policy.line)


def _same_below(device: Device, base: RuleBase, number: int, asked: list[Piece]) -> list[Rule]:
    """The rules below that do the same with all that this one decides; empty where it matters.

    A refusal by name is not idle because everything is refused at the end: it guards against what
    somebody opens in between.
    """
    budget = Budget()
    left = list(base.decided(number, asked, budget))
    if len(left) > MAX_PIECES:
        msg = f"it decides more than {MAX_PIECES:,} sets of packets, which were not followed"
        raise UnknownFact(msg)
    doing: list[Rule] = []
    for other in base.candidates(left) if left else ():
        below = base.rules[other]
        if other <= number or next(base.matched(other, left), None) is None:
            continue
        if effect(below) != effect(base.rules[number]) or _is_end(device, below):
            return []
        doing.append(below)
        left = list(RuleBase([below], base.conditions).undecided(left, budget))
        if not left:
            return doing
    return []


def _is_end(device: Device, rule: Rule) -> bool:
    return rule.policy is not None and refuses_everything(device.firewall, rule.policy)


def effect(rule: Rule) -> tuple[Any, ...]:
    """What a rule does with a packet; two facts that nobody read are never the same."""
    policy = rule.policy
    if policy is None:
        return ("accept within a zone",)
    return tuple(
        getattr(policy, fact) if fact in policy.lines else _unread(policy, fact) for fact in EFFECT
    )


def _unread(policy: Any, fact: str) -> Any:
    """A fact that the platform does not have is the same everywhere, an unread one never is."""
    optional = fact in {"log_forwarding", "nat", "app_control", "inspection_mode"}
    return None if optional else (id(policy), fact)
