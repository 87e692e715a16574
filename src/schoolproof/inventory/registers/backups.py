"""Backups and restore tests."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schoolproof.inventory.registers.base import Count, Day, Entry, Placed, Register, Role, Text


class Restore(Placed):
    """A restore that was tried."""

    date: Day
    """The day."""
    outcome: Literal["restored", "partly", "failed"]
    """How it went."""
    minutes: Count
    """How long it took."""
    by: Role
    """The role that did it."""


class System(Entry):
    """One system whose loss would hurt."""

    system: Text
    """Which."""
    kind: Literal["server", "cloud", "network", "other"]
    """Cloud data and network configurations need backups too."""
    owner: Role | None = None
    """The role that answers for it."""
    copies: Count
    """Copies, the living one included."""
    devices: Count
    """Different devices or media that they are on."""
    off_site: Count
    """Of them, away from the school."""
    immutable: Count
    """Of them, those that cannot be changed."""
    off_site_safe: bool | None = None
    """Whether the off-site copy is encrypted and in a secure place, never in anybody's home."""
    last_big_change: Day | None = None
    """The last big change of the system; a restore test must be younger."""
    restores: list[Restore] = Field(default_factory=list)
    """Restore tests."""


class Backups(Register):
    """Critical systems and their copies."""

    backups: list[System] = Field(default_factory=list)
    """One row for each system."""
