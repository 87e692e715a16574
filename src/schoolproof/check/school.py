"""The firewalls and switches of a school, read from its accepted configurations."""

from __future__ import annotations

from dataclasses import dataclass, field

from schoolproof.check.load_device import device_of
from schoolproof.errors import SchoolproofError
from schoolproof.inventory import Host, Project
from schoolproof.model import Device

KINDS = ("firewall", "switch")


@dataclass(frozen=True, slots=True)
class Devices:
    """By name of the host; `lost` and `unread`: why a firewall or switch could not be read."""

    firewalls: dict[str, Device] = field(default_factory=dict)
    switches: dict[str, Device] = field(default_factory=dict)
    lost: dict[str, str] = field(default_factory=dict)
    unread: dict[str, str] = field(default_factory=dict)


def devices_of(project: Project, site: str, firewall: str | None = None) -> Devices:
    """Everything of a school that decides who reaches whom. `firewall`: only this one."""
    found = Devices()
    for host in project.hosts.values():
        if host.site != site:
            continue
        if "firewall" in host.classes and firewall in {None, host.name}:
            _read(project, host, found.firewalls, found.lost)
        elif "switch" in host.classes:
            _read(project, host, found.switches, found.unread)
    return found


def _read(project: Project, host: Host, known: dict[str, Device], lost: dict[str, str]) -> None:
    try:
        known[host.name] = device_of(project, host)
    except SchoolproofError as error:
        lost[host.name] = str(error)
