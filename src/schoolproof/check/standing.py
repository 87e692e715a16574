"""A run that is wanted for the status it gives."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from schoolproof.check.run import Run, Scope, run_check
from schoolproof.check.status import TrustStatus, status_of
from schoolproof.errors import UserError
from schoolproof.inventory import Project


def judged_status(project: Project, sites: Iterable[str], today: date) -> tuple[Run, TrustStatus]:
    """Judge some sites whole, or all where none is named; the run, and where they stand.

    Raises:
        UserError: there is no site, or the inventory, the policies or a control are wrong.
    """
    named = tuple(sites)
    run = run_check(project, Scope(sites=named), today=today)
    chosen = named or tuple(sorted({host.site for host in project.hosts.values()}))
    if not chosen:
        raise UserError("the inventory has no site, so there is nothing to judge")
    return run, status_of(run, project, chosen)
