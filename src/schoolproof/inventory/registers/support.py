"""IT support: who, when, how fast, and how it went."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from schoolproof.inventory.registers.base import (
    Count,
    Day,
    Entry,
    Percent,
    Placed,
    Register,
    Role,
    Text,
    Texts,
)

Month = Annotated[str, StringConstraints(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]


class Priority(Placed):
    """A class of requests and the times agreed for it."""

    name: Text
    """How it is called."""
    response_minutes: Count
    """Until somebody answers, in working minutes."""
    resolution_hours: Count
    """Until it works again, in working hours."""


class Figures(Placed):
    """The help desk in one month."""

    month: Month
    """Like "2026-10", in quotation marks."""
    requests: Count
    """How many came in."""
    on_time: Count
    """How many of them were resolved within the agreed times."""


class Review(Placed):
    """A formal review of IT support."""

    date: Day
    """The day."""
    covers: list[Literal["fit", "skills", "capacity", "budget", "value"]]
    """What was looked at."""
    findings: Texts
    """What was found."""
    actions: Texts
    """What follows."""
    reported_to: list[Literal["slt", "business-manager", "governors"]]
    """Who was told."""


class Skill(Placed):
    """A course that somebody in IT support took."""

    vendor: Text
    """The maker, as in assets.yaml."""
    role: Role
    """The role that took it."""
    date: Day
    """When it ended."""
    security: bool
    """Whether it covered security."""


class Guide(Placed):
    """A guide for staff."""

    title: Text
    """What it explains."""
    updated: Day
    """When it was last read and corrected."""


class Cover(Placed):
    """More hands, or other hours, for a time when nothing may fail."""

    what: Literal["exams", "start-of-year", "incident"]
    """Exam periods, the start of the year, an incident out of hours."""
    arrangement: Text
    """Who is there, and when."""
    agreed: Day
    """When the school and IT support agreed it."""


class Service(Entry):
    """The agreement with one team."""

    name: Text
    """The team."""
    kind: Literal["internal", "external", "hybrid"]
    """Own people, a provider, or both."""
    looks_after: Texts = Field(default_factory=list)
    """What the team does: networks, classroom computers, cloud services, training of staff …"""
    agreed: Day | None = None
    """When the school agreed the times below."""
    hours: Text | None = None
    """When the desk is open."""
    channels: Texts = Field(default_factory=list)
    """Official ways to ask."""
    self_service: Text | None = None
    """Where people help themselves."""
    informal_channels_used: bool | None = None
    """Whether requests come through chat groups or in the corridor and are not tracked."""
    priorities: list[Priority] = Field(default_factory=list)
    """The classes and their times."""
    escalation: Texts = Field(default_factory=list)
    """Roles in order."""
    on_time_percent: Percent | None = None
    """The share within the agreed times that was agreed on."""
    tracked: list[
        Literal["description", "time", "requester", "approver", "priority", "actions", "end"]
    ] = Field(default_factory=list)
    """What the desk writes down of a request."""
    months: list[Figures] = Field(default_factory=list)
    """Figures by month."""
    cover: list[Cover] = Field(default_factory=list)
    """Cover for busy and for bad times."""
    reviews: list[Review] = Field(default_factory=list)
    """Formal reviews."""
    skills: list[Skill] = Field(default_factory=list)
    """Courses taken."""
    guides: list[Guide] = Field(default_factory=list)
    """Guides for staff."""
    health_check: Day | None = None
    """The last full health check of network, servers and devices."""


class Support(Register):
    """IT support of each school."""

    support: list[Service] = Field(default_factory=list)
    """One row for each team."""
