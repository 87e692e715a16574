"""Who answers for what."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schoolproof.inventory.registers.base import Day, Entry, Register, Role

Duty = Literal[
    "slt-digital-lead",
    "filtering-governor",
    "cyber-governor",
    "digital-link-governor",
    "dsl",
    "dpo",
    "it-support-lead",
    "emergency-account",
    "headteacher",
    "business-manager",
]


class RoleEntry(Entry):
    """A role and its duties. The name of the person stays in the school's own papers."""

    role: Role
    """The role as everybody calls it; `owner` in other files means this word."""
    duties: list[Duty] = Field(default_factory=list)
    """What the role answers for under the standards."""
    holder: Role | None = None
    """Initials or post of the holder; never a full name."""
    deputy: Role | None = None
    """The role that stands in."""
    since: Day | None = None
    """The day of appointment."""
    confirmed: Day | None = None
    """The day on which governors or the head last confirmed it."""


class Roles(Register):
    """People's roles, for the trust and for each school."""

    roles: list[RoleEntry] = Field(default_factory=list)
    """One row for each role."""
