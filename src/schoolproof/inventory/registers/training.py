"""Courses: who took what, when."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schoolproof.inventory.registers.base import Day, Entry, Percent, Register, Text

Topic = Literal[
    "phishing",
    "passwords",
    "online-safety",
    "social-engineering",
    "physical-security",
    "usb",
    "mfa",
    "reporting",
    "data-protection",
    "systems",
]


class Course(Entry):
    """One course for one group of people."""

    group: Literal["staff", "pupils", "governors", "it", "new-staff"]
    """Who."""
    course: Text
    """Its title."""
    topics: list[Topic] = Field(default_factory=list)
    """What it covers; `systems` are the main systems that staff use."""
    date: Day
    """The last day on which somebody of the group took it."""
    coverage_percent: Percent
    """The share of the group that has taken it."""
    certificates: Text | None = None
    """Where the certificates are kept."""


class Training(Register):
    """The training log."""

    training: list[Course] = Field(default_factory=list)
    """One row for each group and course."""
