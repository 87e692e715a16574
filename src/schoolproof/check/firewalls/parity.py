"""IPv6 beside IPv4 on a firewall."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schoolproof.check.firewalls.audience import USERS
from schoolproof.check.firewalls.internet import internet_ports
from schoolproof.check.firewalls.proof import (
    Wrong,
    declared_services,
    escape,
    flows_of,
    once_per_rule,
)
from schoolproof.check.result import OK, Finding, Gap, Item
from schoolproof.errors import UnknownFact
from schoolproof.flows.firewalls.query import Flows, Passage
from schoolproof.flows.sets.base import Piece
from schoolproof.flows.sets.packets import IPV6_AT
from schoolproof.flows.sets.rule import Rule
from schoolproof.model import Device, Interface

IN = Wrong("IPv6 comes in from the internet here, and IPv4 does not", "refused, as IPv4 is")
OUT = Wrong(
    "IPv6 reaches the web here without a web filter, and IPv4 does not",
    "a web filter",
    "web_filter",
)
SIX = 6


def line_items(device: Device) -> Iterator[Item]:
    """Internet lines speak IPv6 only where the school uses it."""
    for port in internet_ports(device):
        six = [str(a) for a in port.addresses if a.version == SIX]
        in_use = device.site.ipv6_in_use
        if six and in_use is None:
            says = f"{port.name} speaks IPv6, and the site file does not say whether it is in use"
            yield Gap(port, says)
        elif six and not in_use:
            says = "an internet line speaks IPv6, which the site file says is not in use"
            yield Finding(port, says, "no IPv6 address", six[0], line=port.lines["addresses"])
        else:
            yield OK


def access_items(device: Device) -> Iterator[Item]:
    """No management service answers over IPv6 alone."""
    for port in internet_ports(device):
        try:
            yield _access(port)
        except UnknownFact as gap:
            yield Gap(port, str(gap))


def _access(port: Interface) -> Item:
    more = sorted(port.admin_access6 - port.admin_access)
    if not more:
        return OK
    says = "services answer over IPv6 that do not answer over IPv4"
    line = port.lines["admin_access6"] or port.line
    return Finding(port, says, "none", ", ".join(more), line=line)


def rule_items(device: Device, web_ports: Sequence[str]) -> Iterator[Item]:
    """Rules that let IPv6 through where they, or those above them, stop IPv4."""
    flows, web = flows_of(device), declared_services(web_ports)
    yield from _compare(flows, [flows.inward()], IN, filtered=False)
    outward = [flows.outward(network, web) for network in flows.places.networks(*USERS)]
    yield from _compare(flows, outward, OUT, filtered=True)


def _compare(
    flows: Flows, questions: list[list[Piece]], wrong: Wrong, *, filtered: bool
) -> Iterator[Item]:
    def fine(rule: Rule) -> bool:
        return filtered and rule.policy is not None and rule.policy.web_filter is not None

    four: list[Passage] = []
    six: list[Passage] = []
    for packets in questions:
        old = [piece for piece in packets if piece[0].source[0] < IPV6_AT]
        new = [piece for piece in packets if piece[0].source[0] >= IPV6_AT]
        four += flows.passing(old, outside=True, unless=fine)
        six += flows.passing(new, outside=True, unless=fine)
    known = once_per_rule(four)
    for key, passage in once_per_rule(six).items():
        yield OK if key in known else escape(passage, wrong)
