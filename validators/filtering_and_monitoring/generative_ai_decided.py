"""Generative AI is allowed or refused by a decision, not by a default."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Finding, Item, control
from schoolproof.check.audience import USERS, each_profile, served
from schoolproof.check.fortiguard import web_name
from schoolproof.model import Device
from schoolproof.model.firewall import WebFilter


@control(
    code="FILTER-017",
    clauses=["FM-1d", "FM-3m"],
    severity="medium",
    device="firewall",
    certainty="judgement",
    params={"fortinet_category": "100"},
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """Every filter of people's networks has an entry for the category of artificial intelligence.

    Which entry is right is for the school to decide; who decided stands in the register.

    Why it matters: a category that the maker adds later starts as allowed. Then nobody chose
    what children may ask a machine.

    Expected results:
        pass: every filter in use names the category, whatever it does with it
        fail: one finding for each filter without an entry
        unknown: whom a rule serves, or what a filter does, is not known
        notapplicable: no rule for people's networks uses a web filter
    """
    number = params["fortinet_category"]

    def judge(profile: WebFilter) -> Iterator[Item]:
        if number in profile.categories:
            yield OK
            return
        says = f"nobody decided on {web_name(number)}"
        given = "allowed by default"
        yield Finding(profile, says, "an entry of its own", given, line=profile.line)

    found = served(device, *USERS)
    yield from found.gaps
    yield from each_profile(device, found.policies, "web_filter", judge)
