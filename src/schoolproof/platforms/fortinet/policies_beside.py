"""Tables of policies that decide beside the ones that are read: nothing is known then.

They translate between IPv4 and IPv6 (until 7.0.0), hold both families in one table (6.2), or are
those of a hyperscale VDOM (until 6.4).
Sources: FortiOS CLI Reference 6.0.6, firewall {policy46 | policy64}; New Features 7.0.1, "Simplify
NAT46 and NAT64", which took them away.
"""

from __future__ import annotations

from schoolproof.platforms.fortinet.firewall import firewall_of
from schoolproof.platforms.fortinet.reading import Reading, afterwards

BESIDE = (
    *("firewall policy46", "firewall policy64", "firewall consolidated policy"),
    *(f"firewall hyperscale-policy{family}" for family in ("", "6", "46", "64")),
)
LAST = 9  # when everything that asks for policies has run


@afterwards(turn=LAST)
def policies_beside(reading: Reading) -> None:
    """Where one of them may let something pass, the table of policies stays unset."""
    firewall = firewall_of(reading.device)
    entries = [e for path in BESIDE for block in reading.blocks(path) for e in block.edits()]
    if any(e.flag("status", default=True) and e.text("action") != "deny" for e in entries):
        del firewall.policies, firewall.lines["policies"]
