"""No port is slower than the standard asks."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Finding, Gap, Item, control, expect
from schoolproof.check.switches.ports import each
from schoolproof.model import Device, Interface, line_of

JUDGED = frozenset({"edge", "access_point", "server"})
FACT = "speed_mbps"


@control(
    code="SWITCH-023",
    clauses=["NS-1a", "NS-1b"],
    severity="medium",
    device="switch",
    params={"min_mbps": 1000, "exempt_purposes": ["building"], "link_state": True},
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """No user port is fixed below 1 Gbps or to half duplex.

    Why it matters: the figure is in the standard. A port that somebody fixed to 100 Mbps years
    ago, for a printer that is long gone, makes the next computer slow and nobody knows why.

    Expected results:
        pass: every port negotiates or is fixed to enough, and the profile does not ask for the
            speed of the links (`link_state: false`)
        fail: one finding for each port that is fixed to less, to half duplex, or cannot do more
        unknown: the configuration is fine, but only `show` output tells what was negotiated
        notapplicable: no ports of users, access points or servers
    """
    exempt = frozenset(params["exempt_purposes"])
    ports = [p for p in device.switch_ports if device.port_class(p) in JUDGED]
    ports = [p for p in ports if not _exempt(device, p, exempt)]
    least = params["min_mbps"]

    def judge(port: Interface) -> Iterator[Item]:
        if port.speed_mbps is not None and port.speed_mbps < least:
            yield _slow(port, "this port is fixed to a low speed", port.speed_mbps, least, FACT)
        elif (most := _can_do(port)) is not None and most < least:
            says = "this port can do no more than a low speed"
            yield _slow(port, says, most, least, "port_speed_mbps")
        else:
            yield OK
        if port.duplex == "half":
            says = "this port is fixed to half duplex"
            yield from expect(port, "duplex", "auto", says=says)

    yield from each(ports, judge)
    if ports and params["link_state"]:
        yield Gap(device, "only `show interfaces status` tells which speeds were negotiated")


def _slow(port: Interface, says: str, actual: int, least: int, fact: str) -> Finding:
    return Finding(
        port,
        says,
        expected=f"at least {least} Mbps",
        actual=f"{actual} Mbps",
        fact=fact,
        want=None,
        line=line_of(port, fact),
    )


def _can_do(port: Interface) -> int | None:
    """What the port's name tells, where the platform's names tell something."""
    return port.port_speed_mbps if "port_speed_mbps" in port.lines else None


def _exempt(device: Device, port: Interface, purposes: frozenset[str]) -> bool:
    if not device.site.networks or "access_vlan" not in port.switched_vlan.lines:
        return False
    served = device.site.purposes_of(port.switched_vlan.access_vlan)
    return bool(served) and served <= purposes
