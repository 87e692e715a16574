"""IPv6 is guarded like IPv4, or off."""

from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check import Item, control
from schoolproof.check.firewalls.parity import access_items, line_items, rule_items
from schoolproof.model import Device


@control(
    code="CYBER-033",
    clauses=["CS-3f", "FM-3e"],
    severity="high",
    device="firewall",
    params={"web_ports": ("tcp/80", "tcp/443", "tcp/8080")},
)
def check(device: Device, params: Mapping[str, Any]) -> Iterator[Item]:
    """IPv6 passes no rule that stops IPv4, and internet lines do not speak it where it is unused.

    Compared are what comes in from the internet, what people send to the web past a filter, and
    which management services answer on internet lines.

    Why it matters: a second internet that nobody filters comes with every new line.

    Expected results:
        pass: IPv6 is off on the internet lines, or guarded as IPv4 is
        fail: one finding for each line and rule where it is not
        unknown: the addresses of an interface were not read, or the site file does not say
            whether IPv6 is in use on a line that speaks it
        notapplicable: the device has no internet line
    """
    yield from line_items(device)
    yield from access_items(device)
    yield from rule_items(device, params["web_ports"])
