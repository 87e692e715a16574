"""Who may talk to whom at each school, asked of its firewalls."""

from __future__ import annotations

from schoolproof.check.load_device import device_of
from schoolproof.check.proof import flows_of
from schoolproof.errors import SchoolproofError
from schoolproof.flows.matrix import Matrix, matrix_of
from schoolproof.inventory import Project
from schoolproof.model import Device


def reach_of(project: Project, sites: tuple[str, ...]) -> tuple[Matrix, ...]:
    """One matrix a school; a firewall that cannot be read is one of its notes."""
    return tuple(_of_site(project, site) for site in sites)


def _of_site(project: Project, site: str) -> Matrix:
    devices: dict[str, Device] = {}
    lost: list[str] = []
    for host in project.hosts.values():
        if host.site != site or "firewall" not in host.classes:
            continue
        try:
            devices[host.name] = device_of(project, host)
        except SchoolproofError as error:
            lost.append(str(error))
    return matrix_of(site, devices, flows_of, lost)
