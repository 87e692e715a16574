"""Wireless surveys."""

from __future__ import annotations

from pydantic import Field

from schoolproof.inventory.registers.base import Count, Day, Entry, Register, Text, Texts


class Survey(Entry):
    """A heat map of one building."""

    building: Text
    """Which."""
    date: Day
    """When the signal was measured."""
    access_points_changed: Day | None = None
    """When access points were last moved or replaced; the survey must be younger."""
    teaching_rooms: Count
    """Rooms where children are taught."""
    rooms_with_named_access_point: Count
    """Of them, those whose access point is named in the plan."""
    weak_places: Texts = Field(default_factory=list)
    """Places where a signal is needed and is not good enough."""
    outdoors: Text | None = None
    """Where a signal is needed outside, or that none is."""


class Surveys(Register):
    """Surveys of the wireless network."""

    surveys: list[Survey] = Field(default_factory=list)
    """One row for each building."""
