"""Who may talk to whom at each school, asked of its firewalls and switches."""

from __future__ import annotations

from schoolproof.check.school import devices_of
from schoolproof.flows.matrix import Matrix, left_out_of, matrix_of
from schoolproof.inventory import Project


def reach_of(project: Project, sites: tuple[str, ...]) -> tuple[Matrix, ...]:
    """One matrix a school; a device that cannot be read is one of its notes."""
    return tuple(_of_site(project, site) for site in sites)


def _of_site(project: Project, site: str) -> Matrix:
    found = devices_of(project, site)
    unread = [left_out_of(name, gap) for name, gap in found.unread.items()]
    return matrix_of(site, found.firewalls, found.switches, found.lost.values(), unread)
