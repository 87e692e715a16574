"""Sites that lead round the filter are blocked."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import Item, control
from schoolproof.check.firewalls.audience import USERS, each_profile, served
from schoolproof.check.firewalls.categories import blocked
from schoolproof.check.vendors import lists, wanted
from schoolproof.model import Device
from schoolproof.model.filters import WebFilter


@control(
    code="FILTER-018",
    clauses=["FM-3i"],
    severity="high",
    device="firewall",
    params=lists(categories="bypass sites"),
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """The categories of proxies, anonymisers and changing names are blocked in people's filters.

    Why it matters: a web page that fetches other pages needs no software and no rights, and its
    name is passed round in class.

    Expected results:
        pass: every filter of people's networks blocks these categories
        fail: one finding for each filter and category that is not blocked
        unknown: whom a rule serves, or what a filter does, is not known
        notapplicable: no rule for people's networks uses a web filter
    """
    names = wanted(device, params, "categories")

    def judge(profile: WebFilter) -> Iterator[Item]:
        yield from blocked(profile, names)

    found = served(device, *USERS)
    yield from found.gaps
    yield from each_profile(device, found.policies, "web_filter", judge)
