"""Every rule that lets people out to the web filters what they see."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Finding, Gap, Item, control
from schoolproof.check.audience import USERS, served
from schoolproof.check.ports import each
from schoolproof.model import Device, line_of
from schoolproof.model.firewall import FirewallPolicy


@control(
    code="FILTER-001",
    clauses=["FM-3c", "FM-3d", "FM-3e", "BB-3a"],
    severity="critical",
    device="firewall",
    certainty="judgement",
    waivable=False,
)
def check(device: Device) -> Iterator[Item]:
    """Each accepting rule from people's networks to web ports on the internet has a web filter.

    Rules are read one by one, ports 80, 443 and 8080. The proof over the whole rule base, that no
    packet finds a way round the filter, is not made here.

    Why it matters: one rule above the others, made in a hurry for one site or one room, takes
    the filter away from everybody whom it lets out.

    Expected results:
        pass: every such rule carries an active web filter
        fail: one finding for each rule without one
        unknown: filtering is not done on this firewall, or whom a rule serves is not known
        notapplicable: no rule lets people's networks out to the web
    """
    mode = device.site.filtering_mode
    if mode != "on-firewall":
        says = f"the site file says that filtering is done elsewhere ({mode}); not proven here"
        yield Gap(device, says)
        return
    found = served(device, *USERS)
    yield from found.gaps
    yield from each(found.policies, _judge)


def _judge(policy: FirewallPolicy) -> Iterator[Item]:
    if policy.web_filter is not None:
        yield OK
        return
    says = "people reach the web here without a web filter"
    line: Any = line_of(policy, "web_filter")
    yield Finding(policy, says, "a web filter", "none", line=line)
