"""Security fixes: what was published, when it was applied."""

from __future__ import annotations

from typing import Literal

from pydantic import Field, model_validator

from schoolproof.inventory.registers.base import Day, Entry, Register, Text, Texts


class Fix(Entry):
    """A fix, or an instruction of the Department for Education."""

    advisory: Text
    """The maker's number, or the instruction's."""
    kind: Literal["fix", "dfe-instruction"] = "fix"
    """An instruction has its own time limit."""
    product: Text
    """What it concerns."""
    hosts: Texts = Field(default_factory=list)
    """Devices of the inventory that it concerns; none: no device."""
    severity: Literal["critical", "high", "medium", "low", "unrated"]
    """The maker's rating; high from CVSS 7.0 on."""
    published: Day
    """When the fix came out."""
    applied: Day | None = None
    """When it was in place everywhere."""
    isolated: Day | None = None
    """Where there is no fix: when the device was cut off from what could attack it."""

    @model_validator(mode="after")
    def _order(self) -> Fix:
        if self.applied and self.applied < self.published:
            msg = f"applied ({self.applied}) is before published ({self.published})"
            raise ValueError(msg)
        return self


class Patches(Register):
    """The patch log."""

    patches: list[Fix] = Field(default_factory=list)
    """One row for each fix."""
