"""A run that is wanted for the status it gives: silence about a device is no pass."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

from schoolproof.check.judge import Place, unjudged
from schoolproof.check.profile import load_profile
from schoolproof.check.result import Outcome, Verdict
from schoolproof.check.run import Run, Scope, run_check, wanted_host
from schoolproof.check.status import TrustStatus, status_of
from schoolproof.errors import UserError
from schoolproof.inventory import Project


def judged_status(project: Project, sites: Iterable[str], today: date) -> tuple[Run, TrustStatus]:
    """Judge some sites whole, or all where none is named; the run, and where they stand.

    The run has an unknown verdict for each control that speaks of a device that was not read.

    Raises:
        UserError: there is no site, or the inventory, the policies or a control are wrong.
    """
    scope = Scope(sites=tuple(sites))
    run = run_check(project, scope, today=today)
    run = replace(run, verdicts=(*run.verdicts, *missing(project, run, scope)))
    chosen = scope.sites or tuple(sorted({host.site for host in project.hosts.values()}))
    if not chosen:
        raise UserError("the inventory has no site, so there is nothing to judge")
    return run, status_of(run, project, chosen)


def missing(project: Project, run: Run, scope: Scope) -> Iterator[Verdict]:
    """Verdicts on devices of the inventory that were not judged, so that they are not forgotten."""
    read = {result.host: result.problem for result in run.results}
    hosts = [
        host
        for host in project.hosts.values()
        if read.get(host.name, "-") and wanted_host(project, host, scope)
    ]
    if not hosts:
        return
    profile = load_profile(project.root, run.controls)
    for host in hosts:
        why = read.get(host.name) or f"{project.config_name(host)}: there is no configuration"
        for control in run.controls:
            if control.scope != "device" or not control.speaks_of(host.classes, host.role):
                continue
            off = profile.override(control.id, host.site).not_checked
            outcome = Outcome.NOTCHECKED if off else Outcome.UNKNOWN
            yield unjudged(control, Place(host.site, host.name, ""), outcome, off or why)
