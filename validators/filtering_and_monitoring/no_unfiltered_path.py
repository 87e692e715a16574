"""Every packet of people's networks to the web meets a web filter."""

from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check import Item, control
from schoolproof.check.firewalls.filtering import filter_gap, web_proof
from schoolproof.check.vendors import lists
from schoolproof.model import Device


@control(
    code="FILTER-001",
    clauses=["FM-3c", "FM-3d", "FM-3e", "BB-3a"],
    severity="critical",
    device="firewall",
    waivable=False,
    params={
        "web_ports": ("tcp/80", "tcp/443", "tcp/8080", "udp/443"),
        **lists(applications="quic", kinds="quic kind"),
    },
)
def check(device: Device, params: Mapping[str, Any]) -> Iterator[Item]:
    """No packet from people's networks to web ports on the internet meets a rule without a filter.

    Proven over all rules in their order, both address families, every interface that leads to the
    main line. UDP 443 counts only where nothing stops QUIC. Other lines are FILTER-002's.

    Why it matters: one rule above the others, made in a hurry for one site or one room, takes
    the filter away from everybody whom it lets out.

    Expected results:
        pass: every packet that gets out has met a rule that names a web filter and has it switched
            on. What the filter blocks is asked by FILTER-021 and others; one that is known to
            block nothing is a remark here
        fail: one finding for each rule that lets one out, with such a packet
        unknown: filtering is not done on this firewall, or the way out depends on a vendor's list
        notapplicable: no rule lets people's networks out to the web
    """
    yield from filter_gap(device)
    if device.site.filtering_mode == "on-firewall":
        yield from web_proof(device, params, backup=False)
