"""Clocks are right, and in UK time."""

from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check import Item, Wanted, control, expect, remark
from schoolproof.model import Device, Site


@control(
    code="CYBER-015",
    clauses=["CS-1e", "FM-3j"],
    severity="medium",
    params={"min_servers": 2},
)
def check(device: Device, site: Site, params: Mapping[str, Any]) -> Iterator[Item]:
    """Two or more time sources are asked, and the zone is UK time with summer time.

    Why it matters: a filtering log with the wrong hour accuses the wrong class.

    Expected results:
        pass: two or more sources, and UK time; time without authentication is a remark
        fail: fewer sources or none, or another zone, or no summer time
        unknown: the text gives summer time by dates of its own
    """
    ntp, least = device.ntp, params["min_servers"]
    wanted = Wanted(
        lambda servers: ntp.enabled and len(servers) >= least,
        f"{least} or more, and asked",
        site.services.get("ntp", ()),
    )
    count = len(ntp.servers)
    says = f"only {count} time source{'s' if count != 1 else ''}" if ntp.enabled else "no time sync"
    yield from expect(device, "ntp.servers", wanted, says=says)
    yield from expect(device, "clock.uk", True, says="the clock does not show UK time all year")
    if ntp.enabled and "authentication" in ntp.lines and not ntp.authentication:
        yield remark(ntp, "time is taken without authentication")
