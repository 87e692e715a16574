"""No login answers on the internet."""

from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check import Item, Wanted, control, expect, remark
from schoolproof.check.firewalls.internet import internet_ports
from schoolproof.model import Device

SERVICES = ("https", "http", "ssh", "telnet", "snmp", "fgfm")


@control(
    code="CYBER-022",
    clauses=["CS-3c", "CS-3d"],
    severity="critical",
    device="firewall",
    params={"services": SERVICES},
)
def check(device: Device, params: Mapping[str, Any]) -> Iterator[Item]:
    """No administrative service answers on an internet interface, by IPv4 or IPv6.

    An exception needs a reason, a list of addresses and a second factor: write it as a waiver.

    Why it matters: machines try every login page on the internet, all day long, and each weakness
    of the firewall's own web server is then open to everybody.

    Expected results:
        pass: internet interfaces answer at most to ping
        fail: one finding for each interface and family that answers to more
        unknown: neither the text nor the site file says which interfaces lead to the internet
    """
    for port in internet_ports(device):
        for fact, family in (("admin_access", ""), ("admin_access6", " by IPv6")):
            named = sorted(getattr(port, fact) & set(params["services"]))
            says = f"{', '.join(named)} can be reached from the internet{family}"
            if named and not port.enabled:
                yield remark(port, f"{', '.join(named)} would answer if the interface were up")
                continue
            left = getattr(port, fact) - set(named)
            wanted = Wanted(left.__eq__, "ping at most", left)
            yield from expect(port, fact, wanted, says=says)
