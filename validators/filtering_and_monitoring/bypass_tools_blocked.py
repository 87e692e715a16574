"""Applications that lead round the filter are blocked."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import Item, control
from schoolproof.check.firewalls.audience import USERS, served
from schoolproof.check.firewalls.tools import tools_blocked
from schoolproof.check.vendors import lists
from schoolproof.model import Device


@control(
    code="FILTER-010",
    clauses=["FM-3i"],
    severity="high",
    device="firewall",
    params=lists(kinds="bypass kinds", applications="bypass applications"),
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """Proxies, VPN clients, remote control and file sharing are blocked for people's networks.

    By application control on every rule to the web. Where rules themselves name applications: by
    a rule that lists what it lets out, or by refusals above it that hold on every port. Sites of
    such tools are FILTER-018's.

    Why it matters: a free VPN application is the easiest way round a filter, and every pupil
    knows one.

    Expected results:
        pass: every rule to the web blocks these tools
        fail: one finding for each rule without application control, and for each kind of tool
            that is let out
        unknown: whom a rule serves, or what a profile does, is not known
        notapplicable: no rule lets people's networks out to the web
    """
    found = served(device, *USERS)
    yield from found.gaps
    yield from tools_blocked(device, found.policies, params)
