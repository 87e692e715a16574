"""Commands that take an entry out of an access list, on IOS and on ArubaOS-Switch alike.

Sources: "IP Access List Entry Sequence Numbering" (IOS), "Deleting an ACE from an existing ACL"
(ArubaOS-Switch): in the list, `no` and the number of the entry, where the text prints numbers.
"""

from __future__ import annotations

import re

from schoolproof.model import Device
from schoolproof.model.switching import AclEntry

SECTION = re.compile(r"(?:ip|ipv6) access-list ")


def without_entry(device: Device, entry: AclEntry) -> list[str]:
    """Nothing where the entry stands in no section (`access-list 101 …`)."""
    lines = device.native_text.splitlines()
    at = (entry.line or 0) - 1
    if not 0 <= at < len(lines):
        return []
    words = lines[at].split()
    head = next((text for text in reversed(lines[:at]) if not text.startswith((" ", "\t"))), "")
    if not SECTION.match(head) or lines[at][:1] not in {" ", "\t"}:
        return []
    if words[0] == "sequence" or not words[0].isdecimal():
        return [head.rstrip(), f" no {' '.join(words)}"]
    return [head.rstrip(), f" no {words[0]}"]
