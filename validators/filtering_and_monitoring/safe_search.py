"""Search engines and YouTube show pupils only what suits their age."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Finding, Item, control
from schoolproof.check.audience import profile_of, served
from schoolproof.check.ports import each
from schoolproof.check.safe_answers import dns_filters_for
from schoolproof.model import Device, line_of
from schoolproof.model.firewall import FirewallPolicy

YOUNG = frozenset({"nursery", "primary"})


@control(
    code="FILTER-006",
    clauses=["FM-3k"],
    severity="high",
    device="firewall",
    params={"youtube_young": ["strict"], "youtube_older": ["moderate", "strict"]},
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """Safe search and YouTube's restricted mode are forced wherever pupils go out to the web.

    By the web filter, which must decrypt and work as a proxy to do so, or by answers of DNS on
    the way that pupils' names really take.

    Why it matters: the first picture search of the day must not need a filter's luck.

    Expected results:
        pass: every rule for pupils forces both, by the web filter or by DNS
        fail: one finding for each rule that does not force safe search, or not YouTube's mode
        unknown: whom a rule serves, or what a profile does, is not known
        notapplicable: no rule lets pupils out to the web
    """
    young = device.site.phase in YOUNG
    levels = params["youtube_young" if young else "youtube_older"]
    found = served(device, "pupil")
    yield from found.gaps

    def judge(policy: FirewallPolicy) -> Iterator[Item]:
        row = _working(device, policy)
        web = row is not None and bool(row.safe_search)
        if web or any(dns_filters_for(device, "pupil")):
            yield OK
        else:
            yield _finding(
                device, policy, "safe_search", "safe search is not forced", {"url", "header"}
            )
        watch = row is not None and row.youtube_restrict in levels
        answers = () if watch else dns_filters_for(device, "pupil")
        if watch or any(dns.youtube_restrict in levels for dns in answers):
            yield OK
        else:
            says = "YouTube is not restricted as it should be"
            yield _finding(device, policy, "youtube_restrict", says, levels[0])

    yield from each(found.policies, judge)


def _working(device: Device, policy: FirewallPolicy) -> Any:
    """The web filter of a policy, if it can change a search at all."""
    row = profile_of(device, policy, "web_filter")
    tls = profile_of(device, policy, "tls_inspection")
    looks = tls is not None and tls.mode == "deep" and policy.inspection_mode == "proxy"
    return row if looks else None


def _finding(device: Device, policy: FirewallPolicy, fact: str, says: str, want: Any) -> Item:
    """At the profile where its setting is at fault, at the policy where it cannot work."""
    row = _working(device, policy)
    wanted = frozenset(want) if isinstance(want, set) else want
    expected = "strict" if want == "strict" else "on"
    if row is None:
        why = f"{says}: the rule does not decrypt as a proxy, and DNS does not do it"
        return Finding(policy, why, expected, line=line_of(policy, "tls_inspection"))
    actual = str(getattr(row, fact) or "off")
    where = line_of(row, fact)
    return Finding(row, says, expected, actual, fact=fact, want=wanted, line=where)
