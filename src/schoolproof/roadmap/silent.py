"""What is not known: one step for each thing that somebody must find out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from hashlib import sha256

from schoolproof.check.result import Outcome, Severity, Verdict
from schoolproof.check.run import Run
from schoolproof.check.status import ClauseStatus, Evidence, State, TrustStatus
from schoolproof.inventory.registers import FOLDER
from schoolproof.roadmap.draft import Draft, Material, accountable, deadline, is_pressing
from schoolproof.roadmap.failing import MANY
from schoolproof.roadmap.model import Effort, Kind, Step
from schoolproof.roadmap.words import at_sites, devices, full, listed, number, sentence_start, slug

SILENT = frozenset({Outcome.UNKNOWN, Outcome.NOTCHECKED})
NOT_READ = re.compile(r"(\w+) does not read (\S+)")
WORD = re.compile(r"[\w.-]+")
NO_PHASE = "the site file does not say the phase"
TITLES = 3  # demands that a step names; more are counted


def silent(material: Material, status: TrustStatus) -> Iterator[Draft]:
    """Steps for verdicts that could not be reached, for old evidence, and for what is left."""
    yield from _unread(material)
    yield from _old(material, status)
    yield from _left(material, status)


def _unread(material: Material) -> Iterator[Draft]:
    """Equal reasons are one thing to find out, whatever control gives them."""
    groups: dict[str, list[tuple[Verdict, str]]] = {}
    for verdict in material.run.verdicts:
        for reason in _reasons(verdict):
            groups.setdefault(_alike(material, reason), []).append((verdict, reason))
    for reason in sorted(groups):
        yield _to_find_out(material, reason, groups[reason])


def _reasons(verdict: Verdict) -> tuple[str, ...]:
    """Why something is open; what failed on one subject may be unknown on another one."""
    if verdict.outcome is Outcome.NOTCHECKED:
        return tuple(f"whether it may stay switched off: {said}" for said in verdict.reasons)
    if verdict.outcome is Outcome.UNKNOWN:
        return verdict.reasons or ("why nothing could be read",)
    return verdict.reasons if verdict.outcome is Outcome.FAIL else ()


def _alike(material: Material, reason: str) -> str:
    """The reason without what differs: which device, and which of the facts of a platform."""
    fact = NOT_READ.fullmatch(reason)
    if fact:
        return f"{fact.group(1)} does not read"
    hosts = material.project.hosts
    return WORD.sub(lambda m: "a device" if m.group() in hosts else m.group(), reason)


def _told(reason: str, said: list[str]) -> str:
    """What is to be found out, in the words of the reasons."""
    facts = [fact for text in said if (fact := NOT_READ.fullmatch(text))]
    if facts:
        names = listed(sorted({fact.group(2) for fact in facts}))
        return f"{names} cannot be read from {facts[0].group(1)}: look by hand"
    return said[0] if len(set(said)) == 1 else reason


def _to_find_out(material: Material, reason: str, given: list[tuple[Verdict, str]]) -> Draft:
    verdicts = [verdict for verdict, _ in given]
    shown = sentence_start(_told(reason, [said for _, said in given]))
    names = tuple(sorted({v.device for v in verdicts} - {""}))
    sites = material.places(v.site for v in verdicts)
    where = (devices(material, names) if names else "") + at_sites(material, sites)
    titles = [material.controls[name].title for name in sorted({v.control for v in verdicts})]
    count = max(len(names), len(sites))
    return _asked(
        Step(
            key=f"find_out/{_slug(reason)}",
            title=f"Find out: {shown} ({where.strip()})" if where else f"Find out: {shown}",
            why=f"Until then nobody can say whether {_listed(titles)}",
            kind=Kind.EVIDENCE,
            standard=min(v.standard for v in verdicts),
            clauses=tuple(sorted({clause for v in verdicts for clause in v.clauses})),
            sites=sites,
            subjects=names,
            risk=max((v.severity for v in verdicts), key=lambda s: s.rank),
            effort=Effort.MEDIUM if count > MANY else Effort.SMALL,
            effort_why=f"{number(count)} places to look at"
            if count > 1
            else "one place to look at",
            source=_source(verdicts[0]),
        )
    )


def _listed(titles: list[str]) -> str:
    more = len(titles) - TITLES
    shown = "; ".join(sentence_start(title) for title in titles[:TITLES])
    return full(f"{shown}; and {number(more)} more" if more > 0 else shown)


def _slug(reason: str) -> str:
    """Readable, and different for different reasons."""
    return f"{slug(reason)[:40].strip('-')}-{sha256(reason.encode()).hexdigest()[:6]}"


def _source(verdict: Verdict) -> str:
    if verdict.device:
        return f"configs/{verdict.site}/{verdict.device}.cfg"
    if verdict.sources:
        return f"{FOLDER}/{verdict.sources[0]}.yaml"
    return f"inventory/sites/{verdict.site}.yaml" if verdict.site else "inventory/hosts.yaml"


def _clauses(status: TrustStatus) -> Iterator[tuple[str, str, ClauseStatus]]:
    """Site, standard, clause."""
    for site in status.sites:
        for area in site.areas:
            for group in area.groups:
                for clause in group.clauses:
                    yield site.slug, area.standard.standard, clause


def _told_already(material: Material) -> set[str]:
    """Registers whose last review a control finds too old: its step says so."""
    found = {
        (finding.path, finding.line)
        for verdict in material.run.verdicts
        if verdict.outcome is Outcome.FAIL
        for finding in verdict.findings
    }
    registers = material.registers.values()
    return {r.file for r in registers if (r.file, r.line_of("reviewed")) in found}


def _old(material: Material, status: TrustStatus) -> Iterator[Draft]:
    """Records that nobody read lately, and texts that nobody collected lately."""
    told = _told_already(material)
    old: dict[tuple[str, str], list[tuple[str, str, ClauseStatus, Evidence]]] = {}
    for where, standard, clause in _clauses(status):
        for evidence in clause.evidence:
            counts = evidence.outcome is Outcome.PASS and evidence.old
            if counts and evidence.path not in told:
                path = evidence.path if evidence.kind == "register" else ""
                old.setdefault((evidence.kind, path), []).append(
                    (where, standard, clause, evidence)
                )
    for (kind, path), rows in sorted(old.items()):
        sites = material.places(where for where, *_ in rows)
        clauses = tuple(sorted({clause.clause.id for _, _, clause, _ in rows}))
        names = tuple(sorted({e.device for *_, e in rows} - {""}))
        record = kind == "register"
        what = f"Read {path} again and confirm it"
        again = f"Collect the configuration of {devices(material, names)} again"
        yield _asked(
            Step(
                key=f"review/{path}" if record else "collect",
                title=(what if record else again) + at_sites(material, sites),
                why=full(
                    f"{number(len(clauses))} demands stand on it: {rows[0][3].old}".capitalize()
                ),
                kind=Kind.REGISTER if record else Kind.EVIDENCE,
                standard=min(standard for _, standard, *_ in rows),
                clauses=clauses,
                sites=sites,
                subjects=names,
                risk=_worst(material.run, (e.control for *_, e in rows)),
                effort=Effort.SMALL,
                effort_why="somebody reads it and writes down the day" if record else "one command",
                source=path if record else rows[0][3].path,
            )
        )


def _left(material: Material, status: TrustStatus) -> Iterator[Draft]:
    """Clauses that are not known, although no verdict says why."""
    groups: dict[str, list[tuple[str, str, ClauseStatus]]] = {}
    for where, standard, clause in _clauses(status):
        spoken = any(e.outcome in {*SILENT, Outcome.ERROR} or e.old for e in clause.evidence)
        if clause.state is State.NOT_KNOWN and not spoken:
            phase = NO_PHASE in clause.reasons
            key = "phase" if phase else f"look/{clause.clause.group}"
            groups.setdefault(key, []).append((where, standard, clause))
    for key, rows in sorted(groups.items()):
        sites = material.places(where for where, *_ in rows)
        clauses = tuple(sorted({clause.clause.id for *_, clause in rows}))
        titles = list(dict.fromkeys(clause.clause.title for *_, clause in rows))
        look = f"Look at what no control could show: {listed(f'“{title}”' for title in titles)}"
        yield _asked(
            Step(
                key=key,
                title=("Write the phase into the site file" if key == "phase" else look)
                + at_sites(material, sites),
                why=full(rows[0][2].reasons[0][:1].upper() + rows[0][2].reasons[0][1:]),
                kind=Kind.EVIDENCE,
                standard=rows[0][1],
                clauses=clauses,
                sites=sites,
                subjects=(),
                risk=Severity.LOW,
                effort=Effort.SMALL if key == "phase" else Effort.MEDIUM,
                effort_why="one word" if key == "phase" else "a person goes and looks",
                source=f"inventory/sites/{rows[0][0]}.yaml",
            )
        )


def _worst(run: Run, controls: Iterable[str]) -> Severity:
    wanted = set(controls)
    found = [c.severity for c in run.controls if c.id in wanted]
    return max(found, key=lambda s: s.rank, default=Severity.LOW)


def _asked(step: Step) -> Draft:
    """The step with who and when, as its clauses say."""
    due, who = deadline(step.clauses), accountable(step.clauses)
    return Draft(replace(step, due=due, who=who), pressing=is_pressing(step.clauses))
