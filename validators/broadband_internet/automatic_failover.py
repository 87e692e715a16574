"""The second internet line takes over without a person."""

from collections.abc import Iterator
from ipaddress import ip_address

from schoolproof.check import OK, Finding, Gap, Item, control
from schoolproof.model import Device
from schoolproof.model.firewall import LinkMonitor


@control(
    code="BROADBAND-004",
    clauses=["BB-2b"],
    severity="high",
    device="firewall",
)
def check(device: Device) -> Iterator[Item]:
    """Every internet line is probed, with a target beyond the line's own network.

    Why it matters: a line can be up and useless. Only a probe of something far away notices, and
    only then does the other line take over by itself.

    Expected results:
        pass: a health check probes each declared line beyond its own subnet
        fail: one finding for each line that nothing probes, or only its next hop
        unknown: the site file declares no lines
        notapplicable: the school has one line only
    """
    lines = device.site.lines
    if not lines:
        yield Gap(device, "the site file declares no internet lines")
    if len(lines) < 2:  # noqa: PLR2004  one line has nothing to fail over to
        return
    for line in lines:
        probes = [p for p in device.firewall.link_monitors if line.interface in p.interfaces]
        if any(_reaches_far(device, line.interface, probe) for probe in probes):
            yield OK
            continue
        port = device.interfaces.get(line.interface)
        where = probes[0].line if probes else port.line if port else None
        says = f"the {line.name} line is probed at its next hop only"
        if not probes:
            says = f"nothing notices that the {line.name} line is dead"
        yield Finding(port or device, says, "a probe beyond the provider", "none", line=where)


def _reaches_far(device: Device, name: str, probe: LinkMonitor) -> bool:
    port = device.interfaces.get(name)
    near = [address.network for address in port.addresses] if port else []
    return any(not any(_within(target, net) for net in near) for target in probe.targets)


def _within(target: str, net: object) -> bool:
    try:
        return ip_address(target) in net  # type: ignore[operator]  # a network of either version
    except ValueError:
        return False  # a name, so far away
