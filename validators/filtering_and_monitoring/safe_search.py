"""Search engines show pupils only what suits their age."""

from collections.abc import Iterator

from schoolproof.check import OK, Item, control
from schoolproof.check.firewalls.audience import served
from schoolproof.check.firewalls.safe_answers import dns_filters_for, not_forced, working_filter
from schoolproof.check.switches.ports import each
from schoolproof.model import Device
from schoolproof.model.policies import FirewallPolicy


@control(
    code="FILTER-006",
    clauses=["FM-3k"],
    severity="high",
    device="firewall",
)
def check(device: Device) -> Iterator[Item]:
    """Safe search is forced wherever pupils go out to the web.

    By the web filter, which must decrypt and work as a proxy to do so, or by answers of DNS on
    the way that pupils' names really take. YouTube is FILTER-022's. PAN-OS refuses results until
    a search is in its strict mode, and can no longer tell for Google: try it by hand.

    Why it matters: the first picture search of the day must not need a filter's luck.

    Expected results:
        pass: every rule for pupils forces it, by the web filter or by DNS
        fail: one finding for each rule that does not
        unknown: whom a rule serves, or what a profile does, is not known
        notapplicable: no rule lets pupils out to the web
    """
    found = served(device, "pupil")
    yield from found.gaps

    def judge(policy: FirewallPolicy) -> Iterator[Item]:
        row = working_filter(device, policy)
        web = row is not None and bool(row.safe_search)
        if web or any(dns_filters_for(device, "pupil")):
            yield OK
        else:
            says, want = "safe search is not forced", frozenset({"url", "header"})
            yield not_forced(device, policy, "safe_search", says, want)

    yield from each(found.policies, judge)
