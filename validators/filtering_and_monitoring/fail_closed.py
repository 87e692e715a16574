"""What the filter cannot judge stays closed to pupils."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import Item, control, expect, remark
from schoolproof.check.firewalls.audience import each_profile, served
from schoolproof.model import Device, line_of
from schoolproof.model.filters import WebFilter


@control(
    code="FILTER-011",
    clauses=["FM-3a", "FM-3c"],
    severity="critical",
    device="firewall",
    params={"unrated": "block"},
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """Pages of pupils are blocked when the rating service is silent, and when nobody rated them.

    Intrusion prevention must not let traffic pass when its engine fails either.

    Why it matters: a lapsed contract must be noticed by a call to the help desk, not by a child.

    Expected results:
        pass: filters of pupils block on errors and on unrated pages; the engine fails closed
        fail: one finding for each filter that lets such pages through, or for the engine
        unknown: the text does not say what a filter does, or whom a rule serves
        notapplicable: no rule for pupils uses a web filter
    """

    def judge(profile: WebFilter) -> Iterator[Item]:
        says = "pages pass while the rating service does not answer"
        yield from expect(profile, "error_allow", False, says=says)
        says = "pages that nobody rated are not blocked"
        yield from expect(profile, "unrated", params["unrated"], says=says)

    found = served(device, "pupil")
    yield from found.gaps
    yield from each_profile(device, found.policies, "web_filter", judge)
    if not any(policy.web_filter for policy in found.policies):
        return
    firewall = device.firewall
    if "queue_fail_open" in firewall.lines:  # PAN-OS has one engine, and a queue before it
        if firewall.queue_fail_open:
            line = line_of(firewall, "queue_fail_open")
            yield remark(firewall, "traffic passes unscanned when the engine is busy", line=line)
        return
    says = "traffic passes unseen when intrusion prevention fails"
    yield from expect(firewall, "ips_fail_open", False, says=says)
    if firewall.antivirus_fail_open == "pass":
        line = line_of(firewall, "antivirus_fail_open")
        yield remark(firewall, "files pass unscanned when memory runs out", line=line)
