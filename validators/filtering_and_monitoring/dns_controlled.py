"""Names are looked up at the school's resolvers only."""

from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check import Item, control
from schoolproof.check.firewalls.names import foreign_dns_proof
from schoolproof.model import Device


@control(
    code="FILTER-009",
    clauses=["FM-3i", "FM-3e"],
    severity="critical",
    device="firewall",
    params={"blocked": ("udp/53", "tcp/53", "udp/853", "tcp/853")},
)
def check(device: Device, params: Mapping[str, Any]) -> Iterator[Item]:
    """No packet of a user network asks a resolver on the internet, in clear or by TLS.

    Resolvers that the site file names under `services: dns` are allowed. DNS over HTTPS, which
    hides among web pages, is FILTER-019's.

    Why it matters: one setting of a laptop otherwise switches off a filter by names.

    Expected results:
        pass: nothing of that gets out
        fail: one finding for each rule that lets it out, with such a packet
        unknown: it depends on a vendor's list
        notapplicable: the site file names no user network
    """
    yield from foreign_dns_proof(device, params["blocked"])
