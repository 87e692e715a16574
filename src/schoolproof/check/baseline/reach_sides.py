"""A school in two states, ready to be compared: only devices that can be asked in both."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from schoolproof.check.load_device import device_of
from schoolproof.errors import SchoolproofError
from schoolproof.flows.school import School
from schoolproof.flows.sets.conditions import Conditions
from schoolproof.inventory import Host, Project
from schoolproof.model import Device

Both = tuple[Device, Device]
ONE_SIDE = "it stands on one side only"
# An address of a device in any of the platforms' words: what routes has two of them at least.
ADDRESS = re.compile(r"\baddress\b.*(?:\d+\.\d+\.\d+\.\d+|[0-9a-f]*:[0-9a-f:]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sides:
    """`left_out`: devices that could not be asked in one of the states, and why."""

    now: School
    before: School
    left_out: Mapping[str, str] = field(default_factory=dict)


def may_decide(head: Project, base: Project, name: str) -> bool:
    """Whether a host may decide who reaches whom: firewalls, and switches that may route.

    Most switches of a school do not route, and reading each would take its time.
    """
    for project in (head, base):
        host = project.hosts.get(name)
        if host is not None and "firewall" in host.classes:
            return True
        if host is not None and "switch" in host.classes and _has_addresses(project, host):
            return True
    return False


def _has_addresses(project: Project, host: Host) -> bool:
    if not project.has_config(host):
        return False
    try:
        lines = project.config_text(host).splitlines()
    except SchoolproofError:
        return True  # reading it will say why
    return sum(1 for line in lines if ADDRESS.search(line)) > 1


def sides_of(head: Project, base: Project, site: str) -> Sides:
    """A school now and on the base."""
    names = [
        name
        for name in dict.fromkeys([*head.hosts, *base.hosts])
        if _stands_at(head, base, name, site) and may_decide(head, base, name)
    ]
    firewalls: dict[str, Both] = {}
    switches: dict[str, Both] = {}
    left_out: dict[str, str] = {}
    for name in names:
        host = head.hosts.get(name) or base.hosts[name]
        try:
            kind = firewalls if "firewall" in host.classes else switches
            kind[name] = _both(head, base, name)
        except _OneSideError:
            left_out[name] = ONE_SIDE
        except SchoolproofError as error:
            left_out[name] = str(error)
    return sides_from(firewalls, switches, left_out)


def _stands_at(head: Project, base: Project, name: str, site: str) -> bool:
    hosts = (project.hosts.get(name) for project in (head, base))
    return any(host is not None and host.site == site for host in hosts)


class _OneSideError(Exception):
    """A host is at this school in one of the two inventories only."""


def _both(head: Project, base: Project, name: str) -> Both:
    """A device in both states; the same one where nothing about it changed."""
    mine, theirs = head.hosts.get(name), base.hosts.get(name)
    if mine is None or theirs is None or mine.site != theirs.site:
        raise _OneSideError
    now = device_of(head, mine)
    same = mine == theirs and head.sites[mine.site] == base.sites[theirs.site]
    if same and base.has_config(theirs) and head.config_bytes(mine) == base.config_bytes(theirs):
        return now, now
    return now, device_of(base, theirs)


def sides_from(
    firewalls: Mapping[str, Both],
    switches: Mapping[str, Both],
    left_out: Mapping[str, str] | None = None,
) -> Sides:
    """Both states of these devices, each with its site; what gives no answer is left out of both.

    A network that one state has on a switch, and the other on no device, is cut off there: it is
    not taken as behind the firewall, as one is that no device ever had.
    """
    told = dict(left_out or {})
    while True:
        conditions = Conditions()
        now, before = (
            School(_side(firewalls, place, told), _side(switches, place, told), conditions)
            for place in (0, 1)
        )
        failed = now.gaps | now.unread | before.gaps | before.unread
        if not failed:
            break
        told |= failed
    now.cut_off, before.cut_off = _cut_off(now, before), _cut_off(before, now)
    return Sides(now, before, told)


def _side(
    devices: Mapping[str, Both], place: int, left_out: Mapping[str, str]
) -> dict[str, Device]:
    return {name: both[place] for name, both in devices.items() if name not in left_out}


def _cut_off(school: School, other: School) -> frozenset[str]:
    there = {network.name for network in other.networks if other.is_routed(network)}
    mine = (network for network in school.networks if network.name in there)
    return frozenset(network.name for network in mine if not school.is_attached(network))
