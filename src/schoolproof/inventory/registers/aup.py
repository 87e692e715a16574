"""Acceptable use: who accepted which version."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schoolproof.inventory.registers.base import Day, Entry, Percent, Register, Text


class Policy(Entry):
    """The rules for one group of people."""

    group: Literal["staff", "pupils", "supply-staff", "guests"]
    """Who."""
    version: Text
    """The version in force."""
    approved: Day
    """When it was approved or last reviewed."""
    accepted_percent: Percent
    """The share of the group that accepted it."""
    says_monitored: bool
    """Whether it says that use is filtered and monitored."""


class Aup(Register):
    """Acceptable use policies."""

    aup: list[Policy] = Field(default_factory=list)
    """One row for each group."""
