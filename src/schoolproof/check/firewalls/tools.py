"""Whether rules stop tools that lead round the filter: by a profile, or by the rules themselves."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from schoolproof.check.firewalls.applications import let_through
from schoolproof.check.firewalls.audience import each_profile
from schoolproof.check.firewalls.categories import APPLICATIONS, application_name, line_of_category
from schoolproof.check.result import OK, Finding, Item
from schoolproof.check.switches.ports import each
from schoolproof.check.vendors import knows, wanted
from schoolproof.model import Device, line_of
from schoolproof.model.filters import AppControl
from schoolproof.model.policies import FirewallPolicy


def tools_blocked(
    device: Device, policies: Sequence[FirewallPolicy], params: Mapping[str, Any]
) -> Iterator[Item]:
    """Items for these rules; with policy-based rules the rules name applications themselves."""
    kinds = wanted(device, params, "kinds") if policies else ()
    if device.firewall.policy_mode == "policy":
        more = knows(device, params, "applications")
        names = (*kinds, *(wanted(device, params, "applications") if more else ()))
        yield from each(policies, lambda policy: _by_rules(device, policy, names))
        return

    def applications(profile: AppControl) -> Iterator[Item]:
        for kind in kinds:
            yield _application(profile, kind)

    yield from each(policies, _has_control)
    yield from each_profile(device, policies, "app_control", applications)


def _by_rules(device: Device, policy: FirewallPolicy, names: Sequence[str]) -> Iterator[Item]:
    out = list(let_through(device, policy, names))
    if not out:
        yield OK
        return
    says, wish = "lets tools out that lead round the filter", "refused above on every port"
    shown = ", ".join(APPLICATIONS.get(name, name) for name in out)
    yield Finding(policy, says, wish, shown, line=line_of(policy, "applications"))


def _has_control(policy: FirewallPolicy) -> Iterator[Item]:
    if policy.app_control is not None:
        yield OK
        return
    line, says = line_of(policy, "app_control"), "no application control, so any VPN tool works"
    yield Finding(policy, says, "application control", "none", line=line)


def _application(profile: AppControl, kind: str) -> Item:
    """What no entry names is decided by what the list does with all others."""
    action = profile.categories.get(kind, profile.other)
    if action == "block":
        return OK
    return Finding(
        profile,
        f"{application_name(kind)} are not blocked",
        expected="block",
        actual=action,
        fact="categories",
        want={kind: "block"},
        line=line_of_category(profile, kind),
    )
