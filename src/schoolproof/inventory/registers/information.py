"""Information assets, records of processing, data sharing."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schoolproof.inventory.registers.base import Day, Entry, Placed, Register, Role, Text, Texts


class Sharing(Placed):
    """Somebody outside who gets the data."""

    with_: Text = Field(alias="with")
    """Whom."""
    agreement: Day
    """The day of the agreement."""
    ends: Day | None = None
    """Its last day."""


class InformationAsset(Entry):
    """Data that the school holds on people."""

    asset: Text
    """Which data."""
    subject: Literal["monitoring", "cloud", "server", "paper", "other"]
    """Where it lives; the first three need an impact assessment."""
    owner: Role | None = None
    """The role that answers for it."""
    held_in: Texts = Field(default_factory=list)
    """Systems."""
    ropa: Day | None = None
    """When its record of processing was last checked."""
    dpia: Day | None = None
    """When its impact assessment was made or last checked."""
    sharing: list[Sharing] = Field(default_factory=list)
    """Who gets it."""


class Information(Register):
    """The information asset register; the data protection officer owns it."""

    information: list[InformationAsset] = Field(default_factory=list)
    """One row for each kind of data."""
