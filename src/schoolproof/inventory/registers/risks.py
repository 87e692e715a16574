"""The cyber risk assessment and its risks."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schoolproof.inventory.registers.base import Day, Entry, Placed, Register, Role, Text


class Risk(Placed):
    """One risk."""

    what: Text
    """What may happen."""
    owner: Role | None = None
    """The role that watches it."""
    level: Literal["low", "medium", "high"]
    """How bad it is now."""
    action: Text
    """What is done about it."""


class Assessment(Entry):
    """One assessment."""

    name: Text
    """What was assessed."""
    assessed: Day
    """The day of the whole assessment."""
    revisited: Day | None = None
    """The last day on which it was looked at again."""
    last_big_change: Day | None = None
    """The last big change or incident; the assessment must be younger."""
    in_risk_register: bool = False
    """Whether its risks stand in the school's risk register."""
    risks: list[Risk] = Field(default_factory=list)
    """What was found."""


class Risks(Register):
    """Cyber risk assessments."""

    risks: list[Assessment] = Field(default_factory=list)
    """One row for each assessment."""
