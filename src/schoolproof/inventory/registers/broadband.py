"""What the internet lines deliver, and whether the backup takes over."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schoolproof.inventory.registers.base import Count, Day, Entry, Placed, Register, Text, Texts


class Failover(Placed):
    """A trial of the backup line or of the UPS."""

    what: Literal["line", "power"]
    """What was taken away."""
    date: Day
    """The day."""
    outcome: Literal["took-over", "by-hand", "failed"]
    """What happened."""
    checked: list[Literal["filtering", "telephones", "essential-systems"]] = Field(
        default_factory=list
    )
    """What was tried while it lasted."""


class Measured(Entry):
    """One line of one school."""

    line: Text
    """Its name in the site file."""
    contract: Text | None = None
    """Its contract, by its name in contracts.yaml."""
    route: Text | None = None
    """How it enters the building."""
    measured: Day | None = None
    """When its speed was last measured."""
    down_mbps: Count | None = None
    """Measured, to the school."""
    up_mbps: Count | None = None
    """Measured, from the school."""
    busiest_percent: Count | None = None
    """The share of the line in use in the busiest hour of a school day."""
    essential_systems: Texts = Field(default_factory=list)
    """For a backup line: the systems that it must carry."""
    failovers: list[Failover] = Field(default_factory=list)
    """For a backup line: trials."""


class Broadband(Register):
    """Lines as measured."""

    broadband: list[Measured] = Field(default_factory=list)
    """One row for each line of a school."""
