"""Rules in the shadow of others: what rules above hold whole lets nobody out, whatever it names."""

from __future__ import annotations

from collections.abc import Iterator

from schoolproof.check.firewalls.dead import packets_of
from schoolproof.check.firewalls.proof import rule_bases
from schoolproof.check.memo import once_per_device
from schoolproof.errors import UnknownFact
from schoolproof.flows.firewalls.device import Firewall
from schoolproof.model import Device
from schoolproof.model.policies import FirewallPolicy

Key = tuple[str, str | None]


def is_shadowed(device: Device, policy: FirewallPolicy) -> bool:
    """Whether the rule decides no packet, for every reading of what the text does not say."""
    return (policy.number, policy.vdom) in _shadowed(device)


@once_per_device
def _shadowed(device: Device) -> frozenset[Key]:
    try:
        return frozenset(key for firewall in rule_bases(device) for key in _of(firewall))
    except UnknownFact:
        return frozenset()


def _of(firewall: Firewall) -> Iterator[Key]:
    """A rule that is too tangled to follow counts as one that acts."""
    for number, rule in enumerate(firewall.base.rules):
        if rule.policy is None or not rule.terms:
            continue
        try:
            decided = next(firewall.base.decided(number, packets_of(firewall, rule)), None)
        except UnknownFact:
            continue
        if decided is None:
            yield rule.policy.number, rule.policy.vdom
