"""The digital strategy, and where the school says it stands."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schoolproof.inventory.registers.base import Count, Day, Entry, Placed, Register, Role, Text

Area = Literal[
    "broadband_internet",
    "network_switching",
    "wireless_network",
    "cyber_security",
    "filtering_and_monitoring",
    "digital_leadership_and_governance",
]


class SelfAssessment(Placed):
    """Where the school says it stands in one core area."""

    area: Area
    """Which."""
    date: Day
    """When it was assessed."""
    state: Literal["met", "partly", "not-met"]
    """What was found."""
    plan: Text | None = None
    """What is missing, and how it comes."""
    by: Day | None = None
    """When it will be met."""
    cost_gbp: Count | None = None
    """What that costs, in pounds."""


class Strategy(Entry):
    """One written strategy."""

    title: Text
    """Its title."""
    owner: Role | None = None
    """The SLT digital lead."""
    start: Day
    """First day."""
    end: Day
    """Last day; two years later at least."""
    approved: Day | None = None
    """When governors approved it."""
    reviewed: Day | None = None
    """The last yearly review."""
    shared: Day | None = None
    """When its summary was shared."""
    duties_described: bool = False
    """Whether the SLT digital lead's duties are in the role's description."""
    standards_in_it: bool = False
    """Whether it says how the standards are met."""
    core: list[SelfAssessment] = Field(default_factory=list)
    """Each core area."""


class Strategies(Register):
    """Digital strategies."""

    strategy: list[Strategy] = Field(default_factory=list)
    """One row for each."""
