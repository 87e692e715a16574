"""Browsers cannot hide look-ups of names among web pages."""

from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check import Item, control
from schoolproof.check.firewalls.names import doh_proof
from schoolproof.check.vendors import lists
from schoolproof.model import Device


@control(
    code="FILTER-019",
    clauses=["FM-3i", "FM-3e"],
    severity="high",
    device="firewall",
    params={
        "doh_words": ("doh", "dns-over-https", "dns over https", "encrypted-dns"),
        **lists(doh_applications="encrypted names", doh_categories="encrypted names sites"),
    },
)
def check(device: Device, params: Mapping[str, Any]) -> Iterator[Item]:
    """No user network reaches a resolver by HTTPS (DNS over HTTPS).

    It counts as closed where a rule above refuses a list, group or category whose name says so
    (`doh_words`), where the web filter blocks the maker's category of such resolvers, or where
    application control blocks it: on FortiOS by its number, which the profile names
    (`fortinet_doh_applications`), on PAN-OS by a rule that leaves it out and decrypts.

    Why it matters: browsers switch it on by themselves, and a filter by names then sees nothing.

    Expected results:
        pass: nothing of that gets out
        fail: one finding for each rule that lets it out, with such a packet
        unknown: whether application control blocks it is not known, or it depends on a vendor's
            list
        notapplicable: the site file names no user network
    """
    yield from doh_proof(device, params)
