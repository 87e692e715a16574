"""Logs go to a collector outside the device."""

from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check import OK, Finding, Gap, Item, Wanted, control, expect, one_of
from schoolproof.model import Device, Site


@control(
    code="CYBER-013",
    clauses=["CS-1e", "CS-3e", "FM-3j"],
    severity="high",
    params={"min_hosts": 1, "min_severity": ("informational", "debug")},
)
def check(device: Device, site: Site, params: Mapping[str, Any]) -> Iterator[Item]:
    """A declared collector gets the logs, with time stamps and down to informational messages.

    Why it matters: after an incident the device's own memory is empty, or the intruder emptied it.

    Expected results:
        pass: at least one collector of `services: syslog` in the site file gets everything
        fail: no collector, one that the site file does not know, too few messages, no time stamps
        unknown: the site file names no collectors
    """
    least = params["min_hosts"]
    wanted = Wanted(
        lambda hosts: len(hosts) >= least, f"{least} or more", site.services.get("syslog", ())
    )
    yield from expect(device, "logging.hosts", wanted, says="no collector gets the logs")
    known = site.services.get("syslog", ())
    for host in device.logging.hosts:
        if not known:
            yield Gap(device, "the site file names no collector under `services: syslog`")
        elif host in known:
            yield OK
        else:
            says = f"logs go to {host}, which the site file does not name as a collector"
            yield Finding(device, says, ", ".join(known), host, line=device.logging.lines["hosts"])
    levels = one_of(*params["min_severity"])
    yield from expect(device, "logging.severity", levels, says="the collector misses messages")
    yield from expect(device, "logging.timestamps", True, says="log lines carry no date and time")
