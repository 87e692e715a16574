"""The roadmap: steps from everything that is known, in order, each in its term."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date

from schoolproof.check.profile import load_profile
from schoolproof.check.result import Outcome
from schoolproof.check.run import Run
from schoolproof.check.status import TrustStatus
from schoolproof.check.waivers import load_waivers
from schoolproof.inventory import Project
from schoolproof.inventory.calendar import load_calendar
from schoolproof.inventory.registers import FOLDER, load_registers
from schoolproof.inventory.terms import Term
from schoolproof.roadmap.draft import Draft, Material, starts
from schoolproof.roadmap.failing import failing
from schoolproof.roadmap.model import Roadmap, Step
from schoolproof.roadmap.order import Before, before
from schoolproof.roadmap.owned import owned
from schoolproof.roadmap.schedule import Schedule, overfull, schedule
from schoolproof.roadmap.silent import silent
from schoolproof.roadmap.terms import Horizon, openings, terms_of

UNTIL = date(2030, 7, 31)  # the end of the school year in which the core standards are to be met


def roadmap_of(
    run: Run, status: TrustStatus, project: Project, today: date, until: date = UNTIL
) -> Roadmap:
    """The plan for the sites of a status, from a run that judged them whole.

    Raises:
        InventoryError: a register, the calendar, the profile or the waivers are wrong.
    """
    hosts = {host.name: host.site for host in project.hosts.values()}
    registers = load_registers(project.root, project.sites) or {}
    material = Material(
        run=run,
        project=project,
        sites={site.slug: site.name for site in status.sites},
        registers=registers,
        waivers=tuple(w.entry for w in load_waivers(project.root, run.controls, hosts).waivers),
        today=today,
        until=until,
        controls={control.id: control for control in run.controls},
        starts={name: frozenset(starts(found.rows)) for name, found in registers.items()},
    )
    drafts = _drafts(material, status)
    chain = before(drafts)
    horizon = _horizon(material)
    capacity = load_profile(project.root, run.controls).roadmap.steps_per_term
    made = schedule(drafts, chain, horizon, capacity)
    steps = tuple(_placed(drafts, chain, made, horizon))
    problems = (
        *run.problems,
        *_unsaid(material),
        *_windows(drafts, horizon),
        *_late(steps, made),
        *_overfull(made, horizon.terms, capacity),
    )
    return Roadmap(today, horizon.terms, steps, problems)


def _drafts(material: Material, status: TrustStatus) -> list[Draft]:
    things = owned(material)
    drafts = [*failing(material, things.taken), *things.drafts, *silent(material, status)]
    seen: Counter[str] = Counter()
    for index, draft in enumerate(drafts):
        key = draft.step.key
        seen[key] += 1
        if seen[key] > 1:  # two contracts of one name
            drafts[index] = replace(draft, step=replace(draft.step, key=f"{key}-{seen[key]}"))
    return drafts


def _horizon(material: Material) -> Horizon:
    project = material.project
    paths = {slug: str(site.path) for slug, site in project.sites.items()}
    calendar = load_calendar(project.root, paths)
    known = [t for t in calendar.file.terms if not t.sites or set(t.sites) & set(material.sites)]
    terms = terms_of(known, material.today, material.until)
    return Horizon(material.today, terms, openings(calendar, material.today, terms, material.until))


def _placed(
    drafts: Sequence[Draft], chain: Before, made: Schedule, horizon: Horizon
) -> Iterator[Step]:
    steps = {draft.step.key: draft.step for draft in drafts}
    for key in made.order:
        step = steps[key]
        yield replace(
            step,
            after=chain[key],
            term=horizon.terms[made.placed[key]].name,
            overdue=step.due is not None and step.due < horizon.today,
        )


def _unsaid(material: Material) -> Iterator[str]:
    if not material.registers:
        yield f"there is no {FOLDER}/, so ends of support and contracts are not in this plan"
    for verdict in material.run.verdicts:
        if verdict.outcome is Outcome.ERROR:
            where = verdict.device or verdict.site or "all schools"
            yield f"{verdict.control} is broken, so what it says of {where} is not in this plan"


def _windows(drafts: Iterable[Draft], horizon: Horizon) -> Iterator[str]:
    sites = sorted({site for draft in drafts if draft.change for site in draft.step.sites})
    for site in sites:
        if not any(horizon.opening(site, index) for index in range(len(horizon.terms))):
            yield f"{site} has no change window: the plan cannot say when to change its devices"


def _late(steps: Iterable[Step], made: Schedule) -> Iterator[str]:
    for step in steps:
        if step.key in made.late:
            yield (
                f"“{step.title}” is due on {step.due}, but comes in the {step.term}: "
                "before that there is no change window, or something else comes first"
            )
        if step.key in made.closed:
            yield f"“{step.title}” comes in the {step.term}, which has no change window for it"


def _overfull(made: Schedule, terms: Sequence[Term], capacity: int) -> Iterator[str]:
    for index, count in overfull(made.placed.values(), capacity).items():
        yield (
            f"the {terms[index].name} holds {count} steps, {capacity} is what a term should "
            "hold: more is due then than fits"
        )
