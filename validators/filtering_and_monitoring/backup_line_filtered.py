"""Over the backup line every packet to the web meets a web filter too."""

from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check import Item, control
from schoolproof.check.firewalls.filtering import filter_gap, web_proof
from schoolproof.check.vendors import lists
from schoolproof.model import Device


@control(
    code="FILTER-002",
    clauses=["FM-3e", "BB-2b", "BB-3a"],
    severity="critical",
    device="firewall",
    waivable=False,
    params={
        "web_ports": ("tcp/80", "tcp/443", "tcp/8080", "udp/443"),
        **lists(applications="quic", kinds="quic kind"),
    },
)
def check(device: Device, params: Mapping[str, Any]) -> Iterator[Item]:
    """The proof of FILTER-001 holds for every other internet line by itself.

    A rule that is open on the main line as well is FILTER-001's finding and none here.

    Why it matters: when the main line fails in a lesson, the pupils of that lesson go out over the
    other one, and nobody watches the rules that are used twice a year.

    Expected results:
        pass: over every other line each packet that gets out has met a rule that names a web filter
            and has it switched on. What the filter blocks is asked by FILTER-021 and others; one
            that is known to block nothing is a remark here
        fail: one finding for each rule that lets one out over another line only
        unknown: filtering is not done on this firewall, or the way out depends on a vendor's list
        notapplicable: there is one line only, or no rule lets people's networks out over another
    """
    lines = {line.interface for line in device.site.lines if line.role != "main"}
    if not lines:
        return
    yield from filter_gap(device)
    if device.site.filtering_mode == "on-firewall":
        yield from web_proof(device, params, backup=True)
