"""No packet of people's networks reaches the web without a record."""

from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check import Item, control
from schoolproof.check.firewalls.audience import USERS
from schoolproof.check.firewalls.proof import Wrong, declared_services, flows_of, prove
from schoolproof.model import Device

WRONG = Wrong("people reach the web here without a record of every session", "log all", "log")


@control(
    code="FILTER-023",
    clauses=["FM-3j", "FM-4e", "CS-1e"],
    severity="critical",
    device="firewall",
    params={"web_ports": ("tcp/80", "tcp/443", "tcp/8080", "udp/443")},
)
def check(device: Device, params: Mapping[str, Any]) -> Iterator[Item]:
    """No packet from people's networks to web ports on the internet meets a rule that logs less.

    Proven over all rules in their order, both address families, every line. What the filter's own
    record holds is FILTER-012's.

    Why it matters: when a child tells of something, what was seen on that day is looked up weeks
    later. A rule that records blocked pages alone has nothing to show.

    Expected results:
        pass: every packet that gets out is in the log
        fail: one finding for each rule that lets one out without, with such a packet
        unknown: a rule's log was not read, or the way out depends on a vendor's list
        notapplicable: the site file names no people's network, or nothing says where the
            internet is
    """
    flows = flows_of(device)
    web = declared_services(params["web_ports"])
    questions = [flows.outward(network, web) for network in flows.places.networks(*USERS)]
    yield from prove(flows, questions, WRONG, outside=True, fine=lambda p: p.log == "all")
