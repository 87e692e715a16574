"""Filtering: provider, reviews, exceptions, decisions."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schoolproof.inventory.registers.base import Day, Entry, Placed, Register, Role, Text, Texts

Present = Literal["slt", "dsl", "it-support", "governor"]


class FilterReview(Placed):
    """The yearly review, or one after a change."""

    date: Day
    """The day."""
    why: Literal["yearly", "incident", "working-practice", "technology", "configuration"]
    """What called for it."""
    present: list[Present]
    """Who took part."""
    result: Text
    """What was found and decided."""


class Provider(Entry):
    """The filter of a school."""

    provider: Text
    """The company."""
    mode: Literal["on-firewall", "cloud", "provider", "agent"]
    """Where it filters."""
    iwf_member: Day | None = None
    """When the provider's membership of the Internet Watch Foundation was last seen."""
    ctiru: Day | None = None
    """When its agreement on the police-assessed list was last seen."""
    cannot_be_disabled: Day | None = None
    """When somebody last tried, as administrator, to switch those lists off, and could not."""
    off_site: Text | None = None
    """What filters devices away from school."""
    shared_devices: Text | None = None
    """How a person is found behind a device on which nobody signs in: a booking list, one owner."""
    reads_dynamic_content: bool | None = None
    """Whether it reads content made at the moment of viewing; the provider's answer."""
    reviews: list[FilterReview] = Field(default_factory=list)
    """Reviews."""


class Allowed(Placed):
    """A site that passes the filter by a decision."""

    address: Text
    """The address as the filter has it."""
    sites: Texts = Field(default_factory=list)
    """Schools; none: every school."""
    why: Text
    """What it is needed for."""
    approved_by: Role
    """The role that agreed; the DSL or the SLT."""
    ends: Day
    """The last day."""


class Decision(Placed):
    """What is allowed or blocked by a decision, not by a default."""

    topic: Literal["generative-ai", "social-media", "streaming", "games", "other"]
    """What it is about."""
    group: Literal["pupils", "staff", "guests", "everybody"]
    """For whom."""
    sites: Texts = Field(default_factory=list)
    """Schools; none: every school."""
    decision: Text
    """Allowed, blocked, or with what limits."""
    why: Text
    """The reason."""
    decided_by: Role
    """The role."""
    date: Day
    """The day."""


class Filtering(Register):
    """The filter and what was decided about it."""

    filtering: list[Provider] = Field(default_factory=list)
    """One row for each filter."""
    exceptions: list[Allowed] = Field(default_factory=list)
    """Sites that pass."""
    decisions: list[Decision] = Field(default_factory=list)
    """Decisions."""
