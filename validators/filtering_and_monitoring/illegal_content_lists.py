"""Illegal content is blocked for everybody."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import Item, control, expect, remark
from schoolproof.check.firewalls.audience import each_profile
from schoolproof.check.firewalls.categories import blocked
from schoolproof.check.vendors import lists, wanted
from schoolproof.model import Device
from schoolproof.model.filters import DnsFilter, WebFilter


@control(
    code="FILTER-003",
    clauses=["FM-3a", "FM-3b"],
    severity="critical",
    device="firewall",
    certainty="judgement",
    waivable=False,
    params=lists(categories="illegal"),
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """The categories of child sexual abuse and terrorism are blocked in every filter in use.

    DNS filters that name them must block them too.

    Not watched, not warned of, not opened by a password, and no user may lift the block.

    Why it matters: these lists (Internet Watch Foundation, police-assessed terrorist content) must
    hold for pupils, staff and visitors alike, and must not be switched off by anybody.

    Expected results:
        pass: every web filter that an enabled rule uses blocks these categories for good
        fail: one finding for each filter and category, and for each filter with overrides
        unknown: the text does not say what a filter in use does
        notapplicable: no rule uses a web filter
    """
    names = wanted(device, params, "categories")

    def judge(profile: WebFilter) -> Iterator[Item]:
        yield from blocked(profile, names)
        says = "users may lift a block"
        yield from expect(profile, "overrides", False, says=says)
        says = "that the maker's lists hold IWF and police lists is for the register to show"
        yield remark(profile, says)

    def lookups(profile: DnsFilter) -> Iterator[Item]:
        """A DNS filter stands beside the web filter: what it does not name, that one blocks."""
        named = [n for n in names if set(n.split("|")) & set(profile.categories)]
        yield from blocked(profile, named)

    active = [p for p in device.firewall.policies if p.enabled and p.action == "accept"]
    yield from each_profile(device, active, "web_filter", judge)
    yield from each_profile(device, active, "dns_filter", lookups)
