"""Access points hang on ports that are fast enough."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Finding, Gap, Item, control
from schoolproof.check.switches.ports import each
from schoolproof.model import Device, Interface, line_of


@control(
    code="WIFI-015",
    clauses=["WN-1b", "NS-1b"],
    severity="medium",
    device="switch",
    params={"min_mbps": 1000, "link_state": True},
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """The switch port of every access point can do, and is not fixed below, what it needs.

    Why it matters: a new access point on an old, slow port performs like an old one, and a whole
    class shares that one cable.

    Expected results:
        pass: every access point's port is fast enough, and the profile does not ask for the speed
            of the links (`link_state: false`)
        fail: one finding for each port that is fixed to less or cannot do more
        unknown: the configuration is fine, but only `show` output tells what was negotiated
        notapplicable: the site file names no access points on this switch
    """
    ports = device.access_point_ports
    least = params["min_mbps"]

    def judge(port: Interface) -> Iterator[Item]:
        for fact in ("speed_mbps", "port_speed_mbps"):
            most = getattr(port, fact)
            if most is not None and most < least:
                says = f"an access point gets {most} Mbps here, at most"
                wanted, line = f"at least {least} Mbps", line_of(port, fact)
                yield Finding(port, says, wanted, f"{most} Mbps", fact=fact, line=line)
                return
        yield OK

    yield from each(ports, judge)
    if ports and params["link_state"]:
        yield Gap(device, "only `show interfaces status` tells which speeds were negotiated")
