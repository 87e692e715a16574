"""Plans for bad days: response, recovery, continuity; and the backup plan."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schoolproof.inventory.registers.base import Day, Entry, Register, Role, Text


class Plan(Entry):
    """One plan."""

    name: Text
    """Its title."""
    kind: Literal["cyber-response", "disaster-recovery", "business-continuity", "backup"]
    """What it is for."""
    owner: Role | None = None
    """The role that keeps it."""
    reviewed: Day | None = None
    """When it was last read and corrected."""
    tested: Day | None = None
    """When it was last rehearsed."""
    outcome: Text | None = None
    """What the rehearsal showed."""
    contacts: bool = False
    """Whether it says how the team is reached without the network."""
    summary_for_staff: bool = False
    """Whether staff have a short version."""
    places: list[Literal["paper", "cloud", "other-site"]] = Field(default_factory=list)
    """Where copies are."""


class Plans(Register):
    """All plans."""

    plans: list[Plan] = Field(default_factory=list)
    """One row for each."""
