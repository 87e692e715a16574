"""A step before it has a term, and what all sources of steps need to know."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

from schoolproof.check.control import Control
from schoolproof.check.result import Finding, Verdict
from schoolproof.check.run import Run
from schoolproof.check.standards import Group, resolve, standards
from schoolproof.check.waivers import WaiverEntry
from schoolproof.inventory import Project
from schoolproof.inventory.registers import Placed, Register
from schoolproof.roadmap.model import Step

YEAR = re.compile(r"\b20\d\d\b")
PRESSING = re.compile(r"\b(already|now|as soon as possible)\b")
Found = tuple[Verdict, Finding]
Place = tuple[str, int | None]


@dataclass(frozen=True, slots=True)
class Draft:
    """A step without term and order.

    `opens`: not sensible before that day. `pressing`: the standard should be met already.
    `change`: devices are changed, which needs a change window. `answers`: what `rules.yaml` calls
    it; `causes`: controls whose failure is the cause. `stuck`: devices for which no command is
    known. `replaces`: devices that are to be replaced now.
    """

    step: Step
    opens: date | None = None
    pressing: bool = False
    change: bool = False
    answers: frozenset[str] = frozenset()
    causes: frozenset[str] = frozenset()
    stuck: frozenset[str] = frozenset()
    replaces: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Material:
    """Everything that steps are made of.

    `sites`: slug → name of those that are planned for. `starts`: register → lines on which its
    entries and the parts of them begin; there a finding points that misses a field.
    """

    run: Run
    project: Project
    sites: Mapping[str, str]
    registers: Mapping[str, Register]
    waivers: tuple[WaiverEntry, ...]
    today: date
    until: date
    controls: Mapping[str, Control] = field(default_factory=dict)
    starts: Mapping[str, frozenset[int]] = field(default_factory=dict)

    def places(self, given: Iterable[str]) -> tuple[str, ...]:
        """Sites in order; none given, or the trust's empty name: all."""
        wanted = set(given)
        everywhere = not wanted or "" in wanted
        return tuple(slug for slug in self.sites if everywhere or slug in wanted)

    def accepted_until(self, verdict: Verdict, finding: Finding) -> date | None:
        """The day on which the acceptance of a finding ends."""
        for entry in self.waivers:
            where = (entry.control, entry.site, entry.device)
            mine = where == (verdict.control, verdict.site, verdict.device)
            if finding.waived and mine and entry.subject in {None, str(finding.subject)}:
                return entry.expires
        return None


def starts(value: object) -> Iterator[int]:
    """Where entries and the parts of them begin."""
    if isinstance(value, list):
        for item in value:
            yield from starts(item)
    elif isinstance(value, Placed):
        yield value.at
        for name in type(value).model_fields:
            yield from starts(getattr(value, name))


def clauses_of(found: Iterable[Found]) -> tuple[str, ...]:
    """The clauses that findings speak of."""
    named = {c for verdict, finding in found for c in finding.clauses or verdict.clauses}
    return tuple(sorted(named))


def deadline(clauses: Iterable[str]) -> date | None:
    """The first day by which the DfE wants clauses met: a year ends with its school year."""
    years = [year for text in _deadlines(clauses) for year in YEAR.findall(text)]
    return date(min(map(int, years)), 7, 31) if years else None


def is_pressing(clauses: Iterable[str]) -> bool:
    """Whether the DfE wants one of the clauses met already."""
    return any(PRESSING.search(text) for text in _deadlines(clauses))


def accountable(clauses: Iterable[str]) -> str:
    """Who answers for the first of the clauses, in the DfE's words; empty when nobody is named."""
    for group in _groups(clauses):
        named = [who for who in group.accountable if who != "not stated"]
        if named:
            return ", ".join(named)
    return ""


def _deadlines(clauses: Iterable[str]) -> list[str]:
    return [group.deadline for group in _groups(clauses)]


def _groups(clauses: Iterable[str]) -> list[Group]:
    groups = {g.id: g for standard in standards().values() for g in standard.groups}
    return [groups[c.group] for name in clauses for c in resolve(name)[:1]]
