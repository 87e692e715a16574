"""Incidents, attacks and near misses."""

from __future__ import annotations

from datetime import datetime
from typing import Literal

from pydantic import Field, model_validator

from schoolproof.inventory.registers.base import Entry, Register, Text, Texts

Told = Literal[
    "it-support", "slt", "governors", "dpo", "insurer", "dfe", "ico", "report-fraud", "ncsc"
]


class Incident(Entry):
    """One incident."""

    what: Text
    """What happened, without names."""
    kind: Literal["near-miss", "incident", "attack"]
    """A near miss did no harm."""
    noticed: datetime
    """When somebody noticed, UTC."""
    personal_data_at_risk: bool
    """Whether it is likely to harm people through their data; then the ICO's clock runs."""
    told: dict[Told, datetime] = Field(default_factory=dict)
    """Who was told, and when, UTC."""
    lessons: Texts = Field(default_factory=list)
    """What is done differently now."""

    @model_validator(mode="after")
    def _order(self) -> Incident:
        for who, when in self.told.items():
            if when.replace(tzinfo=None) < self.noticed.replace(tzinfo=None):
                msg = f"{who} was told before anybody noticed"
                raise ValueError(msg)
        return self


class Incidents(Register):
    """The incident log; an empty list with a review date says that there was none."""

    incidents: list[Incident] = Field(default_factory=list)
    """One row for each."""
