"""No rule lets everything through."""

from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check import OK, Item, control, forbid, remark
from schoolproof.check.firewalls.internet import allow_rules
from schoolproof.check.firewalls.rules import any_destination, any_service, any_source
from schoolproof.check.switches.ports import each
from schoolproof.model import Device
from schoolproof.model.policies import FirewallPolicy

PROFILES = ("web_filter", "dns_filter", "app_control")
SAYS = "a rule for any source, any destination and any service"


@control(
    code="CYBER-023",
    clauses=["CS-3h"],
    severity="critical",
    device="firewall",
    params={"warn_if_any_two": True},
)
def check(device: Device, params: Mapping[str, Any]) -> Iterator[Item]:
    """No enabled allow rule has source, destination and service any, whatever its interfaces.

    Why it matters: one forgotten test rule cancels all the others.

    Expected results:
        pass: every rule names a source, a destination or a service; two that mean any are a remark
        fail: one finding for each rule for everything; medium where it asks for a group of users
            and carries filtering profiles
        unknown: what a rule names was not read
        notapplicable: there is no enabled rule that allows
    """
    yield from each(allow_rules(device), lambda policy: _judge(device, policy, params))


def _judge(device: Device, policy: FirewallPolicy, params: Mapping[str, Any]) -> Iterator[Item]:
    firewall = device.firewall
    broad = [
        any_source(firewall, policy),
        any_destination(firewall, policy),
        any_service(firewall, policy),
    ]
    if not all(broad):
        yield OK
        if sum(broad) == 2 and params["warn_if_any_two"]:  # noqa: PLR2004  as the parameter's name
            yield remark(policy, "two of source, destination and service mean any")
        return
    facts = [fact for fact in PROFILES if fact in policy.lines]
    filtered = any(getattr(policy, fact) for fact in facts)
    severity = "medium" if policy.groups and filtered else None
    yield from forbid([policy], SAYS, severity=severity)
