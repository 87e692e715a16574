"""Names that leave the school pass a filter of names."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Finding, Gap, Item, control
from schoolproof.check.firewalls.audience import profile_of, refused_before
from schoolproof.check.firewalls.safe_answers import (
    answers_names,
    asks_outside,
    resolvers,
    services_unknown,
)
from schoolproof.check.switches.ports import each
from schoolproof.model import Device, line_of
from schoolproof.model.firewall import DnsServer
from schoolproof.model.policies import FirewallPolicy


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
    profile. What a client asks the firewall's own resolver meets no rule, only the DNS filter of
    that resolver at the client's interface.

    Why it matters: it is the one filter that an application which is no browser meets too.

    Expected results:
        pass: each such rule and resolver has a DNS filter, and it blocks some category or botnets
        fail: one finding for each rule or resolver without, and each filter that blocks nothing
        unknown: which ports a rule lets out, whether a resolver asks on, or what a filter does
        notapplicable: no rule lets look-ups of names out, and the firewall is no resolver
    """

    def rule(policy: FirewallPolicy) -> Iterator[Item]:
        if services_unknown(device, policy):
            yield Gap(policy, f"{policy.label}: which services it lets out was not read")
            return
        if asks_outside(device, policy) and not refused_before(device, policy, "udp", 53):
            yield from _filtered(device, policy)

    def resolver(server: DnsServer) -> Iterator[Item]:
        if answers_names(device, server) and server.forwards:
            yield from _filtered(device, server)

    yield from each(device.firewall.policies, rule)
    yield from each(resolvers(device), resolver)


def _filtered(device: Device, asker: FirewallPolicy | DnsServer) -> Iterator[Item]:
    row: Any = profile_of(device, asker, "dns_filter")
    if row is None:
        says, line = "look-ups of names leave unfiltered", line_of(asker, "dns_filter")
        yield Finding(asker, says, "a DNS filter", "none", line=line)
        return
    botnets = "botnet_block" in row.lines and row.botnet_block
    if botnets or "block" in row.categories.values():
        yield OK
    else:
        says, line = "this DNS filter blocks nothing", line_of(row, "categories")
        yield Finding(row, says, "some block", "none", line=line)
