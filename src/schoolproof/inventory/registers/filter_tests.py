"""Tests of the filter at real devices."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schoolproof.inventory.registers.base import Day, Entry, Register, Text

Content = Literal["child-abuse", "terrorism", "adult", "own-list"]


class FilterTest(Entry):
    """One test."""

    group: Literal["pupils", "staff", "guests", "byod"]
    """Whose login or network."""
    device: Literal["computer", "tablet", "phone", "app"]
    """What it was tried on."""
    line: Text
    """The internet line, by its name in the site file, or off-site."""
    date: Day
    """The day."""
    blocked: list[Content]
    """What was blocked as it should be."""
    passed_through: list[Content] = Field(default_factory=list)
    """What was not."""
    commit: Text | None = None
    """The Git commit of configs/ that ran then."""


class FilterTests(Register):
    """The log of filter tests."""

    filter_tests: list[FilterTest] = Field(default_factory=list)
    """One row for each test."""
