"""Where a school stands, clause by clause; the rules are written down in docs/status.md.

Unknown never becomes met: a clause is met only when a control names it, every control that does
passed, their evidence is young enough, and nothing is left to people.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from schoolproof.check.result import Finding, Outcome, Verdict
from schoolproof.check.run import Run
from schoolproof.check.standards import Clause, Group, Standard, standards
from schoolproof.evidence import collected_days
from schoolproof.inventory import Project
from schoolproof.inventory.registers import FOLDER, Register, load_registers

SERVICE = "-P"  # groups that only the DfE's self-assessment service asks for


class State(StrEnum):
    """Status of a clause, a standard, a site or the trust."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not met"
    NOT_KNOWN = "not known"
    MANUAL = "manual"  # a person must look
    NOT_APPLICABLE = "does not apply"


@dataclass(frozen=True, slots=True)
class Evidence:
    """A verdict as evidence. `day`: of the text or of the register's review; None: not dated."""

    control: str
    code: str
    device: str
    outcome: Outcome
    kind: str  # configuration, register, site file
    path: str
    day: date | None
    old: str = ""  # why it is too old to count
    waived: bool = False


@dataclass(frozen=True, slots=True)
class ClauseStatus:
    """A clause at a site."""

    clause: Clause
    state: State
    reasons: tuple[str, ...]
    evidence: tuple[Evidence, ...] = ()

    @property
    def as_of(self) -> date | None:
        """The oldest day of what it stands on; None where something has no day."""
        days = [e.day for e in self.evidence if e.outcome is not Outcome.NOTAPPLICABLE]
        known = [day for day in days if day is not None]
        return min(known) if known and len(known) == len(days) else None


@dataclass(frozen=True, slots=True)
class GroupStatus:
    """One of the DfE's standards at a site; `whole`: evidence that speaks of it as a whole."""

    group: Group
    state: State
    clauses: tuple[ClauseStatus, ...]
    whole: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class AreaStatus:
    """One area of the guidance at a site."""

    standard: Standard
    state: State
    groups: tuple[GroupStatus, ...]


@dataclass(frozen=True, slots=True)
class SiteStatus:
    """A site; its state is that of the core areas together."""

    slug: str
    name: str
    state: State
    areas: tuple[AreaStatus, ...]


@dataclass(frozen=True, slots=True)
class TrustStatus:
    """All sites. `areas`: the state of each area over all sites, by its name."""

    today: date
    state: State
    areas: Mapping[str, State]
    sites: tuple[SiteStatus, ...]


def roll_up(states: Iterable[State]) -> State:
    """One state for several; the first rule that fits counts."""
    found = [state for state in states if state is not State.NOT_APPLICABLE]
    if not found:
        return State.NOT_APPLICABLE
    if all(state is State.MET for state in found):
        return State.MET
    if State.NOT_MET in found or State.PARTLY in found:
        some = State.MET in found or State.PARTLY in found
        return State.PARTLY if some else State.NOT_MET
    return State.NOT_KNOWN if State.NOT_KNOWN in found else State.MANUAL


def status_of(run: Run, project: Project, sites: Iterable[str]) -> TrustStatus:
    """The status of some sites of a run that judged them whole.

    Raises:
        InventoryError: a register is wrong.
    """
    files = load_registers(project.root, project.sites) or {}
    named = frozenset(clause for control in run.controls for clause in control.clauses)
    found = []
    for slug in sites:
        days = collected_days(project.root, slug)
        book = _Book(run, files, days, slug)
        site = project.sites[slug]
        judged = ((v, book.evidence(v)) for v in run.verdicts if v.site in {slug, ""})
        case = _Case(site.phase, run.today, _by_clause(judged), named)
        areas = tuple(_area(standard, case) for standard in standards().values())
        state = roll_up(a.state for a in areas if a.standard.core)
        found.append(SiteStatus(slug, site.name, state, areas))
    names = [area.standard.standard for area in found[0].areas] if found else []
    whole = {
        name: roll_up(site.areas[index].state for site in found) for index, name in enumerate(names)
    }
    return TrustStatus(run.today, roll_up(site.state for site in found), whole, tuple(found))


@dataclass(frozen=True, slots=True)
class _Book:
    """What dates a verdict's evidence."""

    run: Run
    files: Mapping[str, Register]
    days: Mapping[str, date]
    site: str

    def evidence(self, verdict: Verdict) -> Evidence:
        """A verdict with its day, and why it is too old when it is."""
        path, day, old = f"inventory/sites/{self.site}.yaml", None, ""
        kind = "site file"
        if verdict.device:
            kind, path = "configuration", f"configs/{verdict.site}/{verdict.device}.cfg"
            day = self.days.get(verdict.device)
            if verdict.device in self.run.stale:
                old = f"the text of {verdict.device} is too old, or was never collected"
        elif verdict.sources:
            kind, name = "register", min(verdict.sources, key=self._reviewed)
            path, day = f"{FOLDER}/{name}.yaml", self.files[name].reviewed
            if day is None:
                old = f"{name}.yaml does not say when it was last reviewed"
        return Evidence(
            verdict.control,
            verdict.code,
            verdict.device,
            verdict.outcome,
            kind,
            path,
            day,
            old,
            verdict.waived,
        )

    def _reviewed(self, name: str) -> date:
        return self.files[name].reviewed or date.min


Judged = tuple[Verdict, Evidence]


@dataclass(frozen=True, slots=True)
class _Case:
    """Everything that is known of one site. `judged`: by the clauses that controls name."""

    phase: str
    today: date
    judged: Mapping[str, list[Judged]]
    named: frozenset[str]  # clauses that some control names

    def of(self, clause: str) -> list[Judged]:
        """What speaks of a clause, or of a standard as a whole."""
        return self.judged.get(clause, [])


def _by_clause(judged: Iterable[Judged]) -> dict[str, list[Judged]]:
    found: dict[str, list[Judged]] = {}
    for pair in judged:
        for clause in dict.fromkeys(pair[0].clauses):
            found.setdefault(clause, []).append(pair)
    return found


def _area(standard: Standard, case: _Case) -> AreaStatus:
    groups = []
    for group in standard.groups:
        clauses = tuple(
            _clause(clause, case) for clause in standard.clauses if clause.group == group.id
        )
        # A control of a whole standard shows none of its clauses, but it can spoil the standard.
        own = {clause.clause.id for clause in clauses}
        whole = tuple(e for _, e in case.of(group.id) if group.id not in own)
        extra = [_decided(whole, partly=False)[0]] if whole else []
        state = roll_up([*(c.state for c in clauses), *extra])
        groups.append(GroupStatus(group, state, clauses, whole))
    counted = [g.state for g in groups if not g.group.id.endswith(SERVICE)]
    return AreaStatus(standard, roll_up(counted), tuple(groups))


def _clause(clause: Clause, case: _Case) -> ClauseStatus:
    phase = case.phase
    if clause.phases and not phase:
        return ClauseStatus(clause, State.NOT_KNOWN, ("the site file does not say the phase",))
    if clause.phases and phase not in clause.phases:
        return ClauseStatus(clause, State.NOT_APPLICABLE, (f"not for the phase {phase}",))
    if clause.id not in case.named:
        if clause.manual:
            return ClauseStatus(clause, State.MANUAL, (clause.manual,))
        says = "only controls of the whole standard speak of it"
        return ClauseStatus(clause, State.NOT_KNOWN, (says,))
    evidence = tuple(
        _aged(replace(e, outcome=_outcome(v, clause.id)), clause, case.today)
        for v, e in case.of(clause.id)
    )
    state, reasons = _decided(evidence, partly=bool(clause.partly))
    rest = (f"left to people: {clause.partly}",) if clause.partly else ()
    reasons = (*_sentences(clause, case, state), *reasons, *rest)
    return ClauseStatus(clause, state, tuple(dict.fromkeys(reasons)), evidence)


def _failures(verdict: Verdict, clause: str) -> list[Finding]:
    """The findings of a verdict that speak of a clause."""
    return [f for f in verdict.findings if not f.is_remark and clause in (f.clauses or (clause,))]


def _outcome(verdict: Verdict, clause: str) -> Outcome:
    """The outcome for one of several clauses: what fails for another one does not spoil it."""
    if verdict.outcome is not Outcome.FAIL or _failures(verdict, clause):
        return verdict.outcome
    return Outcome.UNKNOWN if verdict.reasons else Outcome.PASS


def _aged(evidence: Evidence, clause: Clause, today: date) -> Evidence:
    """Registers are too old for a clause after its own number of days."""
    if evidence.old or evidence.kind != "register" or evidence.day is None:
        return evidence
    age = (today - evidence.day).days
    if 0 <= age <= clause.evidence_days:
        return evidence
    says = f"{evidence.path} was last reviewed on {evidence.day}, too long ago for {clause.id}"
    return replace(evidence, old=says)


def _decided(evidence: Iterable[Evidence], *, partly: bool) -> tuple[State, tuple[str, ...]]:
    """The state that some evidence gives; `partly`: something is left to people."""
    spoken = [e for e in evidence if e.outcome is not Outcome.NOTAPPLICABLE]
    failed = [e for e in spoken if e.outcome is Outcome.FAIL]
    passed = [e for e in spoken if e.outcome is Outcome.PASS and not e.old]
    old = tuple(e.old for e in spoken if e.outcome is Outcome.PASS and e.old)
    if failed:
        return (State.PARTLY if passed else State.NOT_MET), old
    if len(passed) < len(spoken):
        return State.NOT_KNOWN, old
    if not passed:
        return State.NOT_KNOWN, ("nothing was found here that its controls speak of",)
    return (State.PARTLY if partly else State.MET), ()


def _sentences(clause: Clause, case: _Case, state: State) -> Iterator[str]:
    """Why a clause is not met, or not known: the controls' own words, worst first."""
    if state is State.MET:
        return
    verdicts = [v for v, _ in case.of(clause.id)]
    told = [(v, _failures(v, clause.id)) for v in verdicts]
    for verdict, failures in sorted(told, key=lambda pair: (not pair[1], -pair[0].severity.rank)):
        if failures:
            first = failures[0]
            where = f"{verdict.device}: " if verdict.device else ""
            accepted = " (accepted for now)" if first.waived else ""
            yield f"{where}{first.message}{accepted} [{verdict.code}]"
        elif verdict.outcome in {Outcome.UNKNOWN, Outcome.ERROR, Outcome.NOTCHECKED}:
            yield f"{verdict.reasons[0] if verdict.reasons else verdict.outcome} [{verdict.code}]"
