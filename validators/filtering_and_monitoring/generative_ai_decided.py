"""Generative AI is allowed or refused by a decision, not by a default."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from schoolproof.check import OK, Finding, Gap, Item, control
from schoolproof.check.firewalls.audience import USERS, each_profile, profile_of, served
from schoolproof.check.firewalls.categories import web_name
from schoolproof.check.registers import Registers, decision
from schoolproof.check.vendors import lists, wanted
from schoolproof.model import Device
from schoolproof.model.filters import WebFilter

GROUPS = {"pupil": "pupils", "staff": "staff"}
NOBODY = "filtering.yaml has no decision of this year on generative AI for {}"


@control(
    code="FILTER-017",
    clauses=["FM-1d", "FM-3m"],
    severity="medium",
    device="firewall",
    certainty="judgement",
    params=lists(categories="artificial intelligence") | {"review_days": 366, "groups": GROUPS},
)
def check(
    device: Device, registers: Registers, today: date, params: dict[str, Any]
) -> Iterator[Item]:
    """Every filter of people's networks has an entry for the category of artificial intelligence.

    Which entry is right is for the school to decide; filtering.yaml holds who decided, and why.

    Why it matters: a category that the maker adds later starts as allowed. Then nobody chose
    what children may ask a machine.

    Expected results:
        pass: every filter in use names the category, whatever it does with it, and the register
            has a decision of this year for pupils and staff who use it
        fail: one finding for each filter without an entry
        unknown: whom a rule serves, or what a filter does, is not known; no decision of this
            year is in the register
        notapplicable: no rule for people's networks uses a web filter
    """
    names = wanted(device, params, "categories")

    def judge(profile: WebFilter) -> Iterator[Item]:
        missing = [name for name in names if name not in profile.categories]
        if not missing:
            yield OK
            return
        says = f"nobody decided on {web_name(missing[0])}"
        given = "allowed by default"
        yield Finding(profile, says, "an entry of its own", given, line=profile.line)

    found = served(device, *USERS)
    yield from found.gaps
    yield from each_profile(device, found.policies, "web_filter", judge)
    for purpose, group in params["groups"].items():
        rules = served(device, purpose).policies
        if any(profile_of(device, rule, "web_filter") is not None for rule in rules):
            made = decision(registers, device.site.slug, "generative-ai", group, today)
            young = made is not None and (today - made.date).days <= params["review_days"]
            yield OK if young else Gap(device, NOBODY.format(group))
