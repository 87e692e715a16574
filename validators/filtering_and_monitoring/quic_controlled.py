"""Browsers cannot leave the filter behind by switching to QUIC."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Finding, Item, control
from schoolproof.check.firewalls.addresses import carries
from schoolproof.check.firewalls.audience import USERS, refused_before, served
from schoolproof.check.firewalls.quic import quic_closed
from schoolproof.check.switches.ports import each
from schoolproof.check.vendors import lists
from schoolproof.model import Device, line_of
from schoolproof.model.policies import FirewallPolicy

PORTS = (443, 80)


@control(
    code="FILTER-008",
    clauses=["FM-3i"],
    severity="high",
    device="firewall",
    params=lists(applications="quic", kinds="quic kind"),
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """QUIC (UDP 443 and 80) from people's networks is refused, blocked or looked into.

    A rule that permits TCP alone satisfies. So does application control that blocks QUIC, a TLS
    profile that blocks or inspects it, or a rule above that refuses it to the same networks.

    Why it matters: browsers try QUIC first. A filter that reads TCP only then sees nothing.

    Expected results:
        pass: no rule lets QUIC out unseen
        fail: one finding for each rule that does
        unknown: whom a rule serves, or which ports it permits, is not known
        notapplicable: no rule lets people's networks out
    """
    found = served(device, *USERS, web=False)
    yield from found.gaps

    def judge(policy: FirewallPolicy) -> Iterator[Item]:
        open_ = [
            port
            for port in PORTS
            if carries(device, policy, "udp", (port,))
            and not refused_before(device, policy, "udp", port)
        ]
        if not open_ or quic_closed(device, policy, params):
            yield OK
            return
        says = "lets QUIC out, which no filter reads"
        actual = ", ".join(f"UDP {port}" for port in open_)
        yield Finding(
            policy, says, "refused or inspected", actual, line=line_of(policy, "services")
        )

    yield from each(found.policies, judge)
