"""What controls say and what becomes of it: findings, outcomes, verdicts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from typing import Any, Final

from schoolproof.model import Facts


class Outcome(StrEnum):
    """Outcome of a control on a device, in XCCDF's words."""

    PASS = "pass"  # noqa: S105  an outcome, no password
    FAIL = "fail"
    UNKNOWN = "unknown"  # a fact that the control needs was not established
    ERROR = "error"  # the control itself is broken
    NOTAPPLICABLE = "notapplicable"  # nothing on this device that it speaks of
    NOTCHECKED = "notchecked"  # switched off in the profile


class Severity(StrEnum):
    """How bad a finding is. `info` is a remark: shown, never changing the outcome."""

    INFO = "info"
    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"

    @cached_property  # fleets ask hundreds of thousands of times
    def rank(self) -> int:
        """0 for info to 4 for critical."""
        return list(Severity).index(self)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong.

    A control gives `subject` and `message`, and when a fact decides `fact` and `want`; the runner
    fills in the rest: `subject` becomes its label, `path` and `line` the place, `quote` the line's
    text, `fix` the commands that mend it.
    """

    subject: Facts | str
    message: str
    expected: str = ""
    actual: str = ""
    fact: str = ""
    want: Any = None
    line: int | None = None
    severity: Severity | None = None
    because_of: str = ""  # id of the control whose failure is the cause
    host: str = ""  # of findings that span devices
    path: str = ""
    quote: str = ""
    fix: tuple[str, ...] = ()
    waived: bool = False
    waiver_note: str = ""
    clauses: tuple[str, ...] = ()  # of the control's, those that it speaks of; empty: all

    @property
    def is_remark(self) -> bool:
        """Shown, but no failure."""
        return self.severity is Severity.INFO


@dataclass(frozen=True, slots=True)
class Gap:
    """A fact that could not be read, or a declaration that is missing: the outcome is unknown."""

    subject: Facts | str
    reason: str


class Satisfied:
    """One subject was looked at and is as it should be."""

    __slots__ = ()


OK: Final = Satisfied()
Item = Finding | Gap | Satisfied


@dataclass(frozen=True, slots=True)
class Verdict:
    """A control on a device (or site, or trust)."""

    control: str
    code: str
    standard: str
    clauses: tuple[str, ...]
    site: str
    device: str
    outcome: Outcome
    severity: Severity
    findings: Sequence[Finding] = ()  # a tuple, or read from the cache when they are asked for
    reasons: tuple[str, ...] = ()  # why unknown, not applicable, not checked or in error
    checked: int = 0  # subjects that were looked at
    waived: bool = False
    blocking: bool = False
    certainty: str = "fact"
    warn_until: str = ""  # enforce_from of a control that only warns so far
    traceback: str = ""
    sources: tuple[str, ...] = ()  # registers that were read
