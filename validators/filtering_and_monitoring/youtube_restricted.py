"""YouTube shows pupils only what suits their age."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Item, control
from schoolproof.check.firewalls.audience import served
from schoolproof.check.firewalls.safe_answers import dns_filters_for, not_forced, working_filter
from schoolproof.check.switches.ports import each
from schoolproof.model import Device
from schoolproof.model.policies import FirewallPolicy

YOUNG = frozenset({"nursery", "primary"})


@control(
    code="FILTER-022",
    clauses=["FM-3k"],
    severity="high",
    device="firewall",
    params={"youtube_young": ["strict"], "youtube_older": ["moderate", "strict"]},
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """YouTube's restricted mode is forced wherever pupils go out to the web.

    By the web filter, which must decrypt and work as a proxy to do so, or by answers of DNS on
    the way that pupils' names really take.

    Why it matters: half of what pupils watch in school is there, and its recommendations are
    made for adults.

    Expected results:
        pass: every rule for pupils forces the mode for their age, by the web filter or by DNS
        fail: one finding for each rule that does not
        unknown: whom a rule serves, or what a profile does, is not known
        notapplicable: no rule lets pupils out to the web
    """
    young = device.site.phase in YOUNG
    levels = params["youtube_young" if young else "youtube_older"]
    found = served(device, "pupil")
    yield from found.gaps

    def judge(policy: FirewallPolicy) -> Iterator[Item]:
        row = working_filter(device, policy)
        watch = row is not None and row.youtube_restrict in levels
        answers = () if watch else dns_filters_for(device, "pupil")
        if watch or any(dns.youtube_restrict in levels for dns in answers):
            yield OK
        else:
            says = "YouTube is not restricted as it should be"
            yield not_forced(device, policy, "youtube_restrict", says, levels[0])

    yield from each(found.policies, judge)
