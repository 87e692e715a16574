"""User networks cannot send risky services to the internet."""

from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check import Item, control
from schoolproof.check.firewalls.borders import outbound_proof
from schoolproof.model import Device


@control(
    code="CYBER-031",
    clauses=["CS-3h", "FM-3i"],
    severity="medium",
    device="firewall",
    params={
        "blocked": ("tcp/445", "tcp/139", "tcp/3389", "tcp/23", "tcp/25", "tcp/22"),
    },
)
def check(device: Device, params: Mapping[str, Any]) -> Iterator[Item]:
    """User networks send no SMB, RDP, Telnet, SSH or SMTP to the internet, save to listed hosts.

    Hosts are listed by a flow to `internet` under `allowed_flows` in the site file. DNS is
    FILTER-009's.

    Why it matters: these ports carry data away and open tunnels, and no lesson needs them.

    Expected results:
        pass: no such packet gets out
        fail: one finding for each rule that lets one out, with such a packet
        unknown: it depends on a vendor's list
        notapplicable: the site file names no user network
    """
    yield from outbound_proof(device, params["blocked"])
