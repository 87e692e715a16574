"""Names are looked up at the school's resolvers only."""

from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check import Item, control
from schoolproof.check.names import doh_proof, foreign_dns_proof
from schoolproof.model import Device


@control(
    code="FILTER-009",
    clauses=["FM-3i", "FM-3e"],
    severity="critical",
    device="firewall",
    params={
        "blocked": ("udp/53", "tcp/53", "udp/853", "tcp/853"),
        "doh_words": ("doh", "dns-over-https", "dns over https"),
        "fortinet_doh_applications": (),
    },
)
def check(device: Device, params: Mapping[str, Any]) -> Iterator[Item]:
    """No packet of a user network asks a resolver on the internet, in clear, by TLS or by HTTPS.

    Resolvers that the site file names under `services: dns` are allowed. DNS over HTTPS counts as
    closed where a rule above refuses a list or group whose name says so (`doh_words`), or where
    application control blocks its number (`fortinet_doh_applications`, which the profile names).

    Why it matters: one setting in a browser otherwise switches off a filter by names.

    Expected results:
        pass: nothing of that gets out
        fail: one finding for each rule that lets it out, with such a packet
        unknown: whether application control blocks DNS over HTTPS is not known, or it depends on
            a vendor's list
        notapplicable: the site file names no user network
    """
    yield from foreign_dns_proof(device, params["blocked"])
    yield from doh_proof(device, params["doh_words"], params["fortinet_doh_applications"])
