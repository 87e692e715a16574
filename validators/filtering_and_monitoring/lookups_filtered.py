"""Names that leave the school pass a filter of names."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Finding, Gap, Item, control
from schoolproof.check.audience import profile_of, refused_before
from schoolproof.check.ports import each
from schoolproof.check.safe_answers import asks_outside, services_unknown
from schoolproof.model import Device, line_of
from schoolproof.model.firewall import FirewallPolicy


@control(
    code="FILTER-020",
    clauses=["FM-3a", "FM-3e"],
    severity="medium",
    device="firewall",
)
def check(device: Device) -> Iterator[Item]:
    """Every rule that lets look-ups of names out has a DNS filter that blocks something.

    The school's resolver asks for everybody: what its rule filters holds for every application
    and every line, also where no page is decrypted. PAN-OS: DNS security in the anti-spyware
    profile.

    Why it matters: it is the one filter that an application which is no browser meets too.

    Expected results:
        pass: each such rule has a DNS filter, and it blocks some category or known botnets
        fail: one finding for each rule without, and for each filter that blocks nothing
        unknown: which ports a rule lets out, or what a filter does, is not known
        notapplicable: no rule lets look-ups of names out
    """

    def judge(policy: FirewallPolicy) -> Iterator[Item]:
        if services_unknown(device, policy):
            yield Gap(policy, f"{policy.label}: which services it lets out was not read")
            return
        if not asks_outside(device, policy) or refused_before(device, policy, "udp", 53):
            return
        row: Any = profile_of(device, policy, "dns_filter")
        if row is None:
            says, line = "look-ups of names leave unfiltered", line_of(policy, "dns_filter")
            yield Finding(policy, says, "a DNS filter", "none", line=line)
            return
        botnets = "botnet_block" in row.lines and row.botnet_block
        if botnets or "block" in row.categories.values():
            yield OK
        else:
            says, line = "this DNS filter blocks nothing", line_of(row, "categories")
            yield Finding(row, says, "some block", "none", line=line)

    yield from each(device.firewall.policies, judge)
