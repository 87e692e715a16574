"""The filter's record shows what was blocked and what was seen."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import Finding, Item, control, expect
from schoolproof.check.audience import USERS, each_profile, served
from schoolproof.check.ports import each
from schoolproof.model import Device, line_of
from schoolproof.model.firewall import FirewallPolicy, WebFilter


@control(
    code="FILTER-012",
    clauses=["FM-3j", "FM-4e", "CS-1e"],
    severity="critical",
    device="firewall",
)
def check(device: Device) -> Iterator[Item]:
    """Allowed and blocked pages of people's networks are logged, with users, to a collector.

    How long the collector keeps them is for people to show.

    Why it matters: when a child tells of something, what was seen on that day is looked up
    weeks later.

    Expected results:
        pass: rules log all, filters log allowed pages too, users are named, a collector gets it
        fail: one finding for each rule, filter or setting that leaves something out
        unknown: whom a rule serves is not known
        notapplicable: no rule lets people's networks out to the web
    """
    found = served(device, *USERS)
    yield from found.gaps
    if not found.policies:
        return

    def rule(policy: FirewallPolicy) -> Iterator[Item]:
        yield from expect(policy, "log", "all", says="not every session is logged")

    def profile(row: WebFilter) -> Iterator[Item]:
        yield from expect(row, "log_all_urls", True, says="allowed pages are not logged")

    yield from each(found.policies, rule)
    yield from each_profile(device, found.policies, "web_filter", profile)
    anonymous: Any = device.firewall.logging
    yield from expect(anonymous, "user_anonymised", False, says="the record hides who it was")
    if not device.logging.hosts:
        line = line_of(device.logging, "hosts")
        yield Finding(device, "no collector keeps the record", "a syslog host", "none", line=line)
