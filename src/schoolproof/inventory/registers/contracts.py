"""Contracts, licences and subscriptions."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from schoolproof.inventory.registers.base import Count, Day, Entry, Register, Role, Text, Texts


class Contract(Entry):
    """One contract with its end, and what follows."""

    name: Text
    """What people call it."""
    kind: Literal[
        "broadband",
        "filtering",
        "monitoring",
        "it-support",
        "licence",
        "warranty",
        "cloud",
        "telephony",
        "app",
        "other",
    ]
    """What it is for."""
    supplier: Text
    """The company."""
    scope: Text | None = None
    """What is in it."""
    covers: Texts = Field(default_factory=list)
    """Assets, devices or lines that it covers, by name."""
    start: Day
    """First day."""
    end: Day
    """Last day."""
    notice_days: Count | None = None
    """Days of notice before the end."""
    cost_gbp: Count | None = None
    """Yearly cost in pounds."""
    owner: Role | None = None
    """The role that decides on it."""
    reviewed: Day | None = None
    """When the owner last looked at it."""
    replacement_by: Day | None = None
    """When its successor, or its renewal, is to be signed."""
    routes_considered: Texts = Field(default_factory=list)
    """Routes to market that were compared."""
    change_to_fibre: bool | None = None
    """Broadband without full fibre: whether it may be changed to fibre as soon as there is any."""

    @model_validator(mode="after")
    def _order(self) -> Contract:
        if self.end < self.start:
            msg = f"the end ({self.end}) is before the start ({self.start})"
            raise ValueError(msg)
        return self


class Contracts(Register):
    """All contracts of the trust and its schools."""

    contracts: list[Contract] = Field(default_factory=list)
    """One row for each."""
