"""The speed of a switch's uplinks is the one that its asset has."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Gap, Item, control
from schoolproof.check.registers import Registers, wrong
from schoolproof.model import Site


@control(code="SWITCH-124", clauses=["NS-1e"], severity="low")
def check(site: Site, registers: Registers) -> Iterator[Item]:
    """`uplink_gbps` in assets.yaml is the speed of each uplink in the accepted configuration.

    The speed is the one that is set, or the one that the port's name tells. Whether it is fast
    enough is judged by SWITCH-024.

    Why it matters: what to replace is decided from the register. A switch that is written down
    with 10 Gbps and hangs on 1 Gbps is bought for a block that then waits for it.

    Expected results:
        pass: every uplink that the site file declares has the speed of the register
        fail: one finding for each switch with a cable of another speed
        unknown: the configuration or the register does not say the speed, or was not read
        notapplicable: no switch of the site has a row and a declared uplink
    """
    rows = {r.name: r for r in registers.assets.of(site.slug) if r.kind == "switch" and r.in_use}
    for host in (h for h in registers.hosts.values() if h.site == site.slug and h.name in rows):
        seen = registers.seen.get(host.name)
        if seen is None:
            yield Gap(host.name, f"the configuration of {host.name} was not read")
        elif seen.uplinks:
            yield from _compared(rows[host.name], seen)


def _compared(row: Any, seen: Any) -> Iterator[Item]:
    if row.uplink_gbps is None:
        yield Gap(row.name, f"the asset register does not say the uplink_gbps of {row.name}")
        return
    other = {n: s for n, s in seen.uplinks.items() if s not in {None, row.uplink_gbps * 1000}}
    silent = [name for name, speed in seen.uplinks.items() if speed is None]
    if other:
        says = f"uplinks of {row.name} have another speed in {seen.path}"
        actual = ", ".join(f"{name} {speed / 1000:g} Gbps" for name, speed in other.items())
        wanted = f"{row.uplink_gbps:g} Gbps"
        yield wrong(row, says, wanted, actual, field="uplink_gbps")
    elif silent:
        yield Gap(row.name, f"the configuration does not say how fast {', '.join(silent)} is")
    else:
        yield OK
