"""Pupils' filters block what harms children."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import Item, control, remark
from schoolproof.check.firewalls.audience import each_profile, served
from schoolproof.check.firewalls.categories import blocked, line_of_category, web_name
from schoolproof.check.vendors import lists, wanted
from schoolproof.model import Device
from schoolproof.model.filters import WebFilter


@control(
    code="FILTER-005",
    clauses=["FM-2d", "FM-3g"],
    severity="high",
    device="firewall",
    certainty="judgement",
    params=lists(categories="harmful", learning="learning"),
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """Filters of pupils block pornography, hate, drugs, violence, gambling, hacking and the like.

    Illegal content, ways round the filter and unrated sites have controls of their own. No
    category of the vendor stands for self-harm alone: that needs a person's look.

    Why it matters: what is only watched or warned of, a curious child opens.

    Expected results:
        pass: every category of the list is blocked in every filter of pupils
        fail: one finding for each filter and category that is not blocked
        unknown: whom a rule serves, or what a filter does, is not known
        notapplicable: no rule for pupils uses a web filter
    """
    names = wanted(device, params, "categories")
    learning = wanted(device, params, "learning")

    def judge(profile: WebFilter) -> Iterator[Item]:
        yield from blocked(profile, names)
        for number in learning:
            if profile.categories.get(number) == "block":
                says = f"{web_name(number)} is blocked: see whether lessons need it"
                yield remark(profile, says, line=line_of_category(profile, number))

    found = served(device, "pupil")
    yield from found.gaps
    yield from each_profile(device, found.policies, "web_filter", judge)
