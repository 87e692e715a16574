"""The filter's record shows what was blocked and what was seen."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import Finding, Item, Wanted, control, expect
from schoolproof.check.firewalls.audience import USERS, each_profile, served
from schoolproof.check.switches.ports import each
from schoolproof.model import Device, line_of
from schoolproof.model.filters import WebFilter
from schoolproof.model.policies import FirewallPolicy


@control(
    code="FILTER-012",
    clauses=["FM-3j", "FM-4e", "CS-1e"],
    severity="critical",
    device="firewall",
)
def check(device: Device) -> Iterator[Item]:
    """Filters log allowed and blocked pages of people's networks, with users, to a collector.

    That rules log every session is FILTER-023's. How long the collector keeps it is for people
    to show.

    Why it matters: when a child tells of something, what was seen on that day is looked up
    weeks later.

    Expected results:
        pass: filters log allowed pages too, users are named, a collector gets it
        fail: one finding for each filter or setting that leaves something out, and for each rule
            whose logs stay on the device (PAN-OS)
        unknown: whom a rule serves is not known
        notapplicable: no rule lets people's networks out to the web
    """
    found = served(device, *USERS)
    yield from found.gaps
    if not found.policies:
        return

    def rule(policy: FirewallPolicy) -> Iterator[Item]:
        if "log_forwarding" in policy.lines:
            wanted = Wanted(bool, "a log forwarding profile", None)
            yield from expect(policy, "log_forwarding", wanted, says="its logs go nowhere")

    def profile(row: WebFilter) -> Iterator[Item]:
        yield from expect(row, "log_all_urls", True, says="allowed pages are not logged")

    yield from each(found.policies, rule)
    yield from each_profile(device, found.policies, "web_filter", profile)
    anonymous: Any = device.firewall.logging
    yield from expect(anonymous, "user_anonymised", False, says="the record hides who it was")
    by_rule = any("log_forwarding" in policy.lines for policy in found.policies)
    if not by_rule and not device.logging.hosts:
        line = line_of(device.logging, "hosts")
        yield Finding(device, "no collector keeps the record", "a syslog host", "none", line=line)
