"""Tools that lead round the filter are blocked."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Finding, Item, control
from schoolproof.check.audience import USERS, each_profile, served
from schoolproof.check.fortiguard import application_name, blocked, line_of_category
from schoolproof.check.ports import each
from schoolproof.model import Device, line_of
from schoolproof.model.firewall import AppControl, FirewallPolicy, WebFilter


@control(
    code="FILTER-010",
    clauses=["FM-3i"],
    severity="high",
    device="firewall",
    params={"fortinet_applications": ["6", "7", "2"], "fortinet_categories": ["59", "88"]},
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """Proxies, VPN clients, remote control and file sharing are blocked for people's networks.

    By application control on every rule to the web, and by the web categories for proxies and
    for names that change with the address.

    Why it matters: a free VPN application is the easiest way round a filter, and every pupil
    knows one.

    Expected results:
        pass: every rule to the web has application control, and both block these tools
        fail: one finding for each rule without it, and for each category that is not blocked
        unknown: whom a rule serves, or what a profile does, is not known
        notapplicable: no rule lets people's networks out to the web
    """
    found = served(device, *USERS)
    yield from found.gaps

    def applications(profile: AppControl) -> Iterator[Item]:
        for number in params["fortinet_applications"]:
            yield _application(profile, number)

    def sites(profile: WebFilter) -> Iterator[Item]:
        yield from blocked(profile, params["fortinet_categories"])

    yield from each(found.policies, _has_control)
    yield from each_profile(device, found.policies, "app_control", applications)
    yield from each_profile(device, found.policies, "web_filter", sites)


def _has_control(policy: FirewallPolicy) -> Iterator[Item]:
    if policy.app_control is not None:
        yield OK
        return
    line, says = line_of(policy, "app_control"), "no application control, so any VPN tool works"
    yield Finding(policy, says, "application control", "none", line=line)


def _application(profile: AppControl, number: str) -> Item:
    """What no entry names is decided by what the list does with all others."""
    action = profile.categories.get(number, profile.other)
    if action == "block":
        return OK
    return Finding(
        profile,
        f"{application_name(number)} are not blocked",
        expected="block",
        actual=action,
        fact="categories",
        want={number: "block"},
        line=line_of_category(profile, number),
    )
