"""Rules that never decide a packet."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from schoolproof.check.firewalls.proof import rule_bases
from schoolproof.check.result import OK, Finding, Gap, Item
from schoolproof.errors import UnknownFact
from schoolproof.flows.firewalls.device import Firewall
from schoolproof.flows.sets.base import Piece, RuleBase, whole
from schoolproof.flows.sets.cube import Cube
from schoolproof.flows.sets.packets import EVERY_PORT, EVERY_SERVICE, IPV4, IPV6
from schoolproof.flows.sets.rule import Rule
from schoolproof.model import Device

NAMED = 3  # rules above that a finding names


def dead_rules(device: Device) -> Iterator[Item]:
    """One item for each policy that is on."""
    for firewall in rule_bases(device):
        for number, rule in enumerate(firewall.base.rules):
            if rule.policy is not None:
                yield _judge(firewall, number, rule)


def _judge(firewall: Firewall, number: int, rule: Rule) -> Item:
    base, policy = firewall.base, rule.policy
    if policy is None:
        return OK
    if not rule.terms:
        return Finding(policy, "this rule holds no packet: it names nothing", line=policy.line)
    try:
        if next(base.decided(number, packets_of(firewall, rule)), None) is not None:
            return OK
    except UnknownFact as gap:
        return Gap(policy, f"{policy.label}: {gap}")
    says = "this rule never decides a packet: rules above hold all of its own"
    held = _above(base, number, rule)
    return Finding(
        policy, says, "gone, or moved up", held, fact="absent", want=True, line=policy.line
    )


def packets_of(firewall: Firewall, rule: Rule) -> list[Piece]:
    """Every packet that the rule may be about."""
    ways = _ways(firewall, rule)
    return [whole(Cube(f, f, EVERY_SERVICE, EVERY_PORT, ways, -1)) for f in (IPV4, IPV6)]


def _ways(firewall: Firewall, rule: Rule) -> int:
    """Packets to published servers count only where the rule names some."""
    plain = any(cube.ingress & firewall.faces.plain for cube, _ in rule.terms)
    return firewall.faces.plain if plain else firewall.faces.every


def _above(base: RuleBase, number: int, rule: Rule) -> str:
    rows = base.covering(number, [whole(cube) for cube, _ in rule.terms])
    more = f" and {len(rows) - NAMED} more" if len(rows) > NAMED else ""
    return f"held by {', '.join(row.label for row in rows[:NAMED])}{more}"


def ended_rules(device: Device, today: date) -> Iterator[Item]:
    """A finding for each policy that is on and whose schedule lies in the past."""
    schedules = device.firewall.schedules
    for policy in device.firewall.policies:
        row = schedules.get(policy.schedule) if policy.enabled else None
        if row is not None and "ends" in row.lines and row.ends and row.ends < today.isoformat():
            says = "the schedule of this rule has ended"
            line = policy.lines["schedule"] or policy.line
            yield Finding(policy, says, f"{today} or later", row.ends, line=line)
