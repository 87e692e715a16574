"""What the report stands on: the commit, the accepted texts, the waivers."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from schoolproof.check.run import Run
from schoolproof.check.waivers import WaiverEntry, load_waivers
from schoolproof.dossier.model import Accepted, Held, Revision
from schoolproof.drift.git import Git
from schoolproof.errors import UserError
from schoolproof.evidence import collected_days
from schoolproof.inventory import Project

SHOWS = ("configs", "inventory", "policies", "validators")  # a change elsewhere changes no verdict


def revision(project: Project) -> Revision:
    """The commit that is checked out."""
    git = Git(project.root)
    if git.prefix() is None:
        return Revision()
    try:
        commit, day = git.run("log", "-1", "--format=%H %cs").split()
        changed = bool(git.run("status", "--porcelain", "--", *SHOWS))
    except (UserError, ValueError):
        return Revision()
    return Revision(commit, date.fromisoformat(day), changed)


def held(project: Project, run: Run) -> Iterator[Held]:
    """The text of each device of the run."""
    days: dict[str, dict[str, date]] = {}
    for result in run.results:
        host = project.hosts[result.host]
        known = days.setdefault(result.site, collected_days(project.root, result.site))
        yield Held(
            site=result.site,
            device=result.host,
            platform=host.platform,
            role=host.role,
            path=result.path,
            day=known.get(result.host),
            stale=result.host in run.stale,
            lines=result.commands,
            unread=len(result.unread),
        )


def accepted(project: Project, run: Run, sites: frozenset[str]) -> Iterator[Accepted]:
    """Every waiver that speaks of these schools; the ones that end first come first."""
    places = {host.name: host.site for host in project.hosts.values()}
    waivers = load_waivers(project.root, run.controls, places)
    for waiver in sorted(waivers.waivers, key=lambda w: (w.entry.expires, w.line)):
        entry = waiver.entry
        if entry.site and entry.site not in sites:
            continue
        place = f"policies/{waivers.path.name}:{waiver.line}"
        left = (entry.expires - run.today).days
        yield Accepted(entry, place, left, _used(entry, run))


def _used(entry: WaiverEntry, run: Run) -> int:
    return sum(
        finding.waived and entry.subject in {None, str(finding.subject)}
        for verdict in run.verdicts
        if (verdict.control, verdict.site, verdict.device)
        == (entry.control, entry.site, entry.device)
        for finding in verdict.findings
    )
