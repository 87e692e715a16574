"""Everything that a report tells, gathered once; formats only put it on a page."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from schoolproof.check.run import Run
from schoolproof.check.status import State, TrustStatus
from schoolproof.check.waivers import WaiverEntry
from schoolproof.flows.matrix import Matrix
from schoolproof.report.entries import Entry
from schoolproof.roadmap.model import Roadmap, Step
from schoolproof.trend.model import Trend


class Audience(StrEnum):
    """Who reads it."""

    LEADERS = "leaders"
    TECHNICAL = "technical"
    AUDITOR = "auditor"


class Part(StrEnum):
    """A part of a report, in the order of the pages."""

    FRONT = "front"  # where we stand, what changed, what to do next, what we do not know
    STANDARDS = "standards"  # clause by clause, with evidence
    ROADMAP = "roadmap"
    TREND = "trend"
    FINDINGS = "findings"  # technical findings with lines and fixes
    REACH = "reach"  # who may talk to whom
    WAIVERS = "waivers"
    COLLECTED = "collected"  # what was collected when, at which commit
    RECORDS = "records"  # what was changed on devices


PARTS: Mapping[Audience | None, tuple[Part, ...]] = {
    None: tuple(Part),
    Audience.LEADERS: (Part.FRONT, Part.STANDARDS, Part.ROADMAP, Part.TREND, Part.WAIVERS),
    Audience.TECHNICAL: (Part.FRONT, Part.FINDINGS, Part.REACH, Part.WAIVERS, Part.COLLECTED),
    Audience.AUDITOR: tuple(Part),
}


@dataclass(frozen=True, slots=True)
class Revision:
    """The commit that was judged. `changed`: the working tree differs from it; empty: no Git."""

    commit: str = ""
    day: date | None = None
    changed: bool = False

    @property
    def sentence(self) -> str:
        """For people."""
        if not self.commit:
            return "this folder is in no Git repository, so the report belongs to no commit"
        more = ", with changes that are not committed" if self.changed else ""
        return f"commit {self.commit[:12]} of {self.day}{more}"


@dataclass(frozen=True, slots=True)
class Held:
    """The accepted text of a device. `day`: when it was last collected; None: never."""

    site: str
    device: str
    platform: str
    role: str
    path: str
    day: date | None
    stale: bool
    lines: int
    unread: int  # lines that were not understood


@dataclass(frozen=True, slots=True)
class Accepted:
    """A waiver. `days`: left until it ends, negative when it ended; `used`: findings it covers."""

    entry: WaiverEntry
    place: str  # policies/waivers.yaml:12
    days: int
    used: int


@dataclass(frozen=True, slots=True)
class Silence:
    """Something we do not know: why, and what would tell us. Worst first in a report."""

    what: str  # the control's title, or the clause's
    why: str
    where: tuple[str, ...]  # devices or schools
    code: str
    standard: str


@dataclass(frozen=True, slots=True)
class Shift:
    """An area of the guidance, then and now."""

    standard: str
    title: str
    then: State
    now: State


@dataclass(frozen=True, slots=True)
class Since:
    """Now against the end of last term. `problem`: why that is not known; numbers are 0 then."""

    term: str
    day: date | None
    met_then: int
    met_now: int
    failed_then: int
    failed_now: int
    unknown_then: int
    unknown_now: int
    shifts: tuple[Shift, ...] = ()
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Dossier:
    """One report. Text in it comes from devices and from people's files: formats escape it."""

    name: str  # of the trust, or of the school where there is one
    today: date
    audience: Audience | None
    run: Run
    status: TrustStatus
    revision: Revision
    next_steps: tuple[Step, ...]  # at most three
    silences: tuple[Silence, ...]
    since: Since
    findings: tuple[Entry, ...]  # worst first, waived ones last
    accepted: tuple[Accepted, ...]
    held: tuple[Held, ...]
    roadmap: Roadmap
    trend: Trend
    reach: tuple[Matrix, ...]
    records: tuple[Mapping[str, Any], ...]  # schema schoolproof/record/1
    problems: tuple[str, ...]  # what could not be judged, or drawn

    @property
    def parts(self) -> tuple[Part, ...]:
        """What this audience is shown."""
        return PARTS[self.audience]
