"""A second internet line of another kind is connected."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Finding, Gap, Item, control
from schoolproof.model import Device, Interface


@control(
    code="BROADBAND-003",
    clauses=["BB-2a"],
    severity="high",
    device="firewall",
    params={"min_lines": 2},
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """The school has two lines of different kinds, each on an enabled interface of the firewall.

    Why it matters: two fibres in one duct are one fibre. When the line is down, lessons, calls
    and safeguarding records are gone with it.

    Expected results:
        pass: two or more kinds of line are declared, and the firewall has each of them
        fail: one line only, one kind only, or a line without an enabled interface
        unknown: the site file declares no lines
    """
    lines = device.site.lines
    if not lines:
        yield Gap(device, "the site file declares no internet lines")
        return
    kinds = {line.kind for line in lines}
    if len(lines) < params["min_lines"] or len(kinds) < params["min_lines"]:
        actual = ", ".join(f"{line.name} ({line.kind})" for line in lines)
        says = "the internet depends on one kind of line"
        yield Finding(device, says, f"{params['min_lines']} kinds of line", actual)
    for line in lines:
        port = device.interfaces.get(line.interface)
        yield from _connected(device, line.interface, port)


def _connected(device: Device, name: str, port: Interface | None) -> Iterator[Item]:
    if port is not None and port.enabled:
        yield OK
        return
    if port is None:
        yield Finding(device, f"the line on {name} is not connected here", "an interface", "none")
        return
    at = port.lines["enabled"] or port.line
    says = "the interface of an internet line is switched off"
    yield Finding(port, says, "date", "off", line=at)
