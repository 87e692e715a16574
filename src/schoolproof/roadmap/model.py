"""What a roadmap is made of: terms, steps, and the plan that puts steps into terms."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from schoolproof.check.result import Severity
from schoolproof.inventory.terms import Term


class Kind(StrEnum):
    """What a step deals with."""

    CLAUSE = "clause"  # a site or its people: what a control found outside devices and registers
    DEVICE = "device"  # the configuration of devices, or a device itself
    CONTRACT = "contract"
    REGISTER = "register"  # a record that people keep
    EVIDENCE = "evidence"  # something could not be judged: find out


class Effort(StrEnum):
    """How much work a step is; `docs/roadmap.md` says how it is reckoned."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"

    @property
    def rank(self) -> int:
        """Small comes first."""
        return list(Effort).index(self)


@dataclass(frozen=True, slots=True)
class Step:
    """What a person would do in one go.

    `key` stays the same from day to day. `subjects`: devices, assets, contracts. `cost` is in
    pounds, None where no register has it. `who` is a role. `after`: keys of steps that come
    first. `term` is the name of a term; `overdue`: it should be done already. `source` is the
    `path:line` that says so; `fix`: commands of devices that are known to mend it.
    """

    key: str
    title: str
    why: str
    kind: Kind
    standard: str
    clauses: tuple[str, ...]
    sites: tuple[str, ...]
    subjects: tuple[str, ...]
    risk: Severity
    effort: Effort
    effort_why: str
    cost: Decimal | None = None
    who: str = ""
    after: tuple[str, ...] = ()
    due: date | None = None
    term: str = ""
    source: str = ""
    fix: tuple[str, ...] = ()
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Roadmap:
    """The plan. `steps` in the order in which they are done; `problems`: what it could not say."""

    today: date
    terms: tuple[Term, ...]
    steps: tuple[Step, ...]
    problems: tuple[str, ...]
