"""The example trust's schools in two states, and what a plain look at their texts says."""

from __future__ import annotations

import re
from functools import cache
from ipaddress import ip_address, ip_interface

from schoolproof.check.baseline.reach import compare
from schoolproof.check.baseline.reach_sides import Sides, sides_from
from schoolproof.check.baseline.reached import Reach
from schoolproof.check.read import read_config
from schoolproof.flows.firewalls.trace import trace
from schoolproof.flows.path_trace import follow
from schoolproof.flows.school import School
from schoolproof.model import Device, Site
from schoolproof.platforms import platform_named
from tests.flows.acl_oracle import NUMBERS, Packet
from tests.flows.example import KEY, project, text_at
from tests.flows.test_path import passes

Plain = tuple[str, str, str, int]
INTERFACE = re.compile(r"^interface (Vlan\d+)\n((?: .*\n)*)", re.MULTILINE)


@cache
def accepted(config: str) -> Device:
    """A device as it is accepted."""
    return device_at(config, text_at(config))


def device_at(config: str, text: str, where: Site | None = None) -> Device:
    """A text in place of the accepted one."""
    site, host = config.split("/")
    platform = platform_named(project().hosts[host].platform)
    device = read_config(text, platform, KEY).device
    device.put(None, site=where or project().sites[site])
    return device


def sides(config: str, now: str | None = None, before: str | None = None) -> Sides:
    """The school of a device, with other texts of it now and before."""
    site, changed = config.split("/")
    firewalls: dict[str, tuple[Device, Device]] = {}
    switches: dict[str, tuple[Device, Device]] = {}
    for host in project().hosts.values():
        if host.site != site:
            continue
        one = accepted(f"{site}/{host.name}")
        both = (one, one)
        if host.name == changed:
            both = tuple(device_at(config, t) if t else one for t in (now, before))  # type: ignore[assignment]
        if "firewall" in host.classes:
            firewalls[host.name] = both
        elif "switch" in host.classes:
            switches[host.name] = both
    return sides_from(firewalls, switches)


def said(config: str, now: str | None = None, before: str | None = None) -> list[Reach]:
    """The sentences of a change."""
    return list(compare(config.split("/", maxsplit=1)[0], sides(config, now, before)))


def packet_of(reach: Reach) -> Plain:
    """`10.42.32.10 → 10.42.60.18, TCP 445, from …` as numbers."""
    source, _, rest = reach.packet.partition(" → ")
    target, what, _ = rest.split(", ", 2)
    protocol, port = what.split(" ")
    return source, target, protocol.lower(), int(port)


def lets_in(text: str, packet: Plain) -> bool:
    """Whether the list of the interface where a packet comes in lets it pass, by the text alone."""
    source, target, protocol, port = packet
    held = Packet(source, target, NUMBERS[protocol], port, 49152)
    return passes(text, _hanging(text, source), held)


def _hanging(text: str, source: str) -> str:
    """The list of the interface whose subnet has an address; a name that no list has: none."""
    for _, block in INTERFACE.findall(text):
        found = re.search(r"^ ip address (\S+) (\S+)$", block, re.MULTILINE)
        if found and ip_address(source) in ip_interface("/".join(found.groups())).network:
            named = re.search(r"^ ip access-group (\S+) in$", block, re.MULTILINE)
            return named.group(1) if named else "no list at all"
    msg = f"no interface has {source}"
    raise AssertionError(msg)


def explained(school: School, packet: Plain) -> str:
    """What single look-ups say: through lists and firewall, entry by entry, as `--explain`."""
    (path,) = school.paths.values()
    legs = list(follow(path, packet))
    decided = [leg.decision for leg in legs]
    if not any(leg.arrives for leg in legs):
        decided.append(trace(path.flows, *packet).decision)
    return next((word for word in ("deny", "depends") if word in decided), "accept")
