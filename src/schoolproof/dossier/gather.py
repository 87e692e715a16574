"""Gathers a dossier: judges, asks status, roadmap and history, and what they stand on."""

from __future__ import annotations

from datetime import date, timedelta

from schoolproof.apply.record import records
from schoolproof.check.control import Control
from schoolproof.check.profile import load_profile
from schoolproof.check.standing import judged_status
from schoolproof.dossier.held import accepted, held, revision
from schoolproof.dossier.model import PARTS, Audience, Dossier, Part, Since
from schoolproof.dossier.reach import reach_of
from schoolproof.dossier.silence import silences
from schoolproof.dossier.since import nothing, since_last_term
from schoolproof.errors import SchoolproofError
from schoolproof.inventory import Project
from schoolproof.report.entries import entries
from schoolproof.roadmap.model import Kind, Roadmap, Step
from schoolproof.roadmap.plan import roadmap_of
from schoolproof.trend.model import Trend
from schoolproof.trend.run import trend_of

NEXT = 3  # things to do next
HISTORY = timedelta(days=400)  # that the trend looks back: a school year, and the term before it


def dossier_of(
    project: Project,
    sites: tuple[str, ...],
    today: date,
    *,
    audience: Audience | None = None,
    history: bool = True,
) -> Dossier:
    """A report on some schools, or on all. `history`: judge past commits too.

    Raises:
        UserError: the inventory, the policies, a register or a control are wrong.
    """
    run, status = judged_status(project, sites, today)
    chosen = tuple(site.slug for site in status.sites)
    plan = roadmap_of(run, status, project, today)
    trend, since = _history(project, sites, today, plan) if history else _none(plan)
    wanted = Part.REACH in PARTS[audience]
    return Dossier(
        name=_name(project, chosen, run.controls),
        today=today,
        audience=audience,
        run=run,
        status=status,
        revision=revision(project),
        next_steps=_next(plan),
        silences=silences(run, status),
        since=since,
        findings=tuple(sorted(entries(run, waived=True), key=lambda e: e.first.waived)),
        accepted=tuple(accepted(project, run, frozenset(chosen))),
        held=tuple(held(project, run)),
        roadmap=plan,
        trend=trend,
        reach=reach_of(project, chosen) if wanted else (),
        records=records(project.root),
        problems=tuple(dict.fromkeys((*run.problems, *plan.problems))),
    )


def _next(plan: Roadmap) -> tuple[Step, ...]:
    """What to do first; what must be found out first stands under what we do not know."""
    doing = [step for step in plan.steps if step.kind is not Kind.EVIDENCE]
    return tuple((doing or list(plan.steps))[:NEXT])


def _none(plan: Roadmap) -> tuple[Trend, Since]:
    why = "past commits were not judged for this report"
    return Trend("month", (), (), 0, 0), nothing(plan.terms[0].name, why)


def _history(
    project: Project, sites: tuple[str, ...], today: date, plan: Roadmap
) -> tuple[Trend, Since]:
    """The trend by months for the chart, and by terms for what changed since the last one."""
    present = plan.terms[0]
    first = today - HISTORY
    try:
        months = trend_of(project, since=first, today=today, every="month", sites=sites)
        terms = trend_of(project, since=first, today=today, every="term", sites=sites)
    except SchoolproofError as error:
        return Trend("month", (), (), 0, 0), nothing(present.name, str(error))
    return months, since_last_term(terms, present)


def _name(project: Project, sites: tuple[str, ...], controls: tuple[Control, ...]) -> str:
    if len(sites) == 1:
        return project.sites[sites[0]].name or sites[0]
    return load_profile(project.root, controls).name or "All schools"
