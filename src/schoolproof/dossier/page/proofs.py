"""Standard by standard, clause by clause, with the evidence of all schools side by side."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from schoolproof.check.result import Outcome
from schoolproof.check.standards import Clause, Group, Standard
from schoolproof.check.status import AreaStatus, ClauseStatus, Evidence, State, roll_up
from schoolproof.dossier.model import Dossier
from schoolproof.dossier.page.marks import OUTCOMES, STATES, Mark
from schoolproof.dossier.page.sites import Sites
from schoolproof.dossier.page.text import count, ident, listed, short_day

WHYS = 4  # reasons of a clause that are shown
NAMES = 6  # devices that are named before the rest is counted


@dataclass(frozen=True, slots=True)
class Line:
    """Schools that share something: a state, or a reason."""

    mark: Mark
    keys: str
    where: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Proof:
    """What one control says of a clause, over all devices."""

    control: str
    code: str
    title: str
    parts: tuple[tuple[Mark, str], ...]  # outcome, and where
    days: str
    paths: str
    old: tuple[str, ...]
    failed: bool


@dataclass(frozen=True, slots=True)
class ClauseView:
    """One demand at all schools."""

    clause: Clause
    states: str  # for the filter
    at: str
    lines: tuple[Line, ...]
    whys: tuple[Line, ...]
    more_whys: int
    proofs: tuple[Proof, ...]
    summary: str
    open_: bool  # something is left to do or to find out


@dataclass(frozen=True, slots=True)
class GroupView:
    """One standard in the guidance's words."""

    group: Group
    clauses: tuple[ClauseView, ...]
    whole: tuple[Proof, ...]


@dataclass(frozen=True, slots=True)
class AreaView:
    """One area of the guidance."""

    standard: Standard
    mark: Mark
    lines: tuple[Line, ...]
    groups: tuple[GroupView, ...]


def standards_view(dossier: Dossier, sites: Sites) -> tuple[AreaView, ...]:
    """All areas, the core ones first."""
    titles = {control.id: control.title for control in dossier.run.controls}
    found = [
        _area([site.areas[index] for site in dossier.status.sites], sites, titles)
        for index in range(len(dossier.status.sites[0].areas) if dossier.status.sites else 0)
    ]
    return tuple(sorted(found, key=lambda area: not area.standard.core))


def _area(areas: list[AreaStatus], sites: Sites, titles: Mapping[str, str]) -> AreaView:
    standard = areas[0].standard
    groups = []
    for index, group in enumerate(areas[0].groups):
        clauses = tuple(
            _clause(
                [
                    (slug, a.groups[index].clauses[n])
                    for slug, a in zip(sites.names, areas, strict=True)
                ],
                sites,
                titles,
            )
            for n in range(len(group.clauses))
        )
        whole = [
            (slug, e)
            for slug, a in zip(sites.names, areas, strict=True)
            for e in a.groups[index].whole
        ]
        groups.append(GroupView(group.group, clauses, proofs(whole, sites, titles)))
    states = dict(zip(sites.names, (area.state for area in areas), strict=True))
    mark = STATES[roll_up(states.values())]
    return AreaView(standard, mark, state_lines(states, sites), tuple(groups))


def state_lines(states: Mapping[str, State], sites: Sites) -> tuple[Line, ...]:
    """Schools by their state, in the order of the states."""
    found: dict[State, list[str]] = {}
    for slug, state in states.items():
        found.setdefault(state, []).append(slug)
    return tuple(
        Line(STATES[state], sites.keys(found[state]), sites.words(found[state]))
        for state in State
        if state in found
    )


def _clause(
    found: list[tuple[str, ClauseStatus]], sites: Sites, titles: Mapping[str, str]
) -> ClauseView:
    states = {slug: status.state for slug, status in found}
    whys = _whys(found, sites)
    evidence = [(slug, e) for slug, status in found for e in status.evidence]
    rows = proofs(evidence, sites, titles)
    slugs = {STATES[state].slug for state in states.values()}
    return ClauseView(
        clause=found[0][1].clause,
        states=" ".join(sorted(slugs)),
        at=" ".join(f"{ident(slug)}:{STATES[state].slug}" for slug, state in states.items()),
        lines=state_lines(states, sites),
        whys=whys[:WHYS],
        more_whys=max(0, len(whys) - WHYS),
        proofs=rows,
        summary=_summary(rows, {(e.control, e.device, e.path) for _, e in evidence}),
        open_=bool(slugs - {"met", "na"}),
    )


def _whys(found: list[tuple[str, ClauseStatus]], sites: Sites) -> tuple[Line, ...]:
    """Reasons, each once with the schools that it holds for; what fails comes first."""
    order = (State.NOT_MET, State.PARTLY, State.NOT_KNOWN, State.MANUAL, State.NOT_APPLICABLE)
    rows: dict[str, list[str]] = {}
    worst: dict[str, State] = {}
    for state in order:
        for slug, status in found:
            for reason in status.reasons if status.state is state else ():
                rows.setdefault(reason, []).append(slug)
                worst.setdefault(reason, state)
    return tuple(
        Line(STATES[worst[text]], sites.keys(slugs), sites.words(slugs), text)
        for text, slugs in rows.items()
    )


def _summary(rows: tuple[Proof, ...], pieces: set[tuple[str, str, str]]) -> str:
    if not rows:
        return "The demand"
    controls, answers = count(len(rows), "control"), count(len(pieces), "answer")
    return f"The demand and its evidence: {controls}, {answers}"


def proofs(
    found: Iterable[tuple[str, Evidence]], sites: Sites, titles: Mapping[str, str]
) -> tuple[Proof, ...]:
    """Evidence by control; answers that hold for the whole trust are counted once."""
    controls: dict[str, dict[tuple[str, str, Outcome], tuple[set[str], Evidence]]] = {}
    for slug, e in found:
        mine = controls.setdefault(e.control, {})
        mine.setdefault((e.device, e.path, e.outcome), (set(), e))[0].add(slug)
    rows = [
        _proof(titles.get(control, control), list(mine.values()), sites)
        for control, mine in controls.items()
    ]
    return tuple(sorted(rows, key=lambda row: (not row.failed, row.code)))


def _proof(title: str, found: list[tuple[set[str], Evidence]], sites: Sites) -> Proof:
    parts = []
    for outcome, mark in OUTCOMES.items():
        names = [_place(slugs, e, sites) for slugs, e in found if e.outcome is outcome]
        waived = sum(e.waived for _, e in found if e.outcome is outcome)
        if names:
            accepted = f" ({waived} accepted for now)" if waived else ""
            parts.append((mark, f"{listed(names, NAMES)}{accepted}"))
    everything = [e for _, e in found]
    old = tuple(dict.fromkeys(e.old for e in everything if e.old))
    return Proof(
        control=everything[0].control,
        code=everything[0].code,
        title=title,
        parts=tuple(parts),
        days=_days(everything),
        paths=_paths(everything),
        old=(*old[:2], *((f"{len(old) - 2} more like that",) if len(old) > 2 else ())),  # noqa: PLR2004  two fit
        failed=any(e.outcome is Outcome.FAIL for e in everything),
    )


def _place(slugs: set[str], evidence: Evidence, sites: Sites) -> str:
    return evidence.device or sites.words(slugs)


def _days(found: list[Evidence]) -> str:
    """From when it is."""
    known = sorted({e.day for e in found if e.day})
    undated = sum(e.day is None for e in found)
    if not known:
        return "not dated"
    first, last = short_day(known[0]), short_day(known[-1])
    span = first if first == last else f"{first} to {last}"
    return f"{span}; {undated} not dated" if undated else span


def _paths(found: list[Evidence]) -> str:
    """Where it stands."""
    return listed(dict.fromkeys(e.path for e in found if e.path), 3)
