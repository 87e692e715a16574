"""Accounts: administrators, suppliers, emergency; reviews and second factors."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schoolproof.inventory.registers.base import (
    Count,
    Day,
    Entry,
    Percent,
    Placed,
    Register,
    Role,
    Text,
    Texts,
)


class Account(Entry):
    """An account with rights on network devices, servers or cloud services."""

    account: Text
    """Its name as the systems print it."""
    kind: Literal["administrator", "read-only", "service", "emergency", "supplier"]
    """What it is for."""
    owner: Role
    """The role that it belongs to; for a supplier the role in the school that answers for it."""
    approved_by: Role | None = None
    """The role that agreed to its rights before they were given."""
    approved: Day | None = None
    """When."""
    ends: Day | None = None
    """The last day; a supplier's account must have one."""
    second_factor: Text | None = None
    """Which; for an emergency account how it is kept."""
    contract: Text | None = None
    """For a supplier: the contract, by its name in contracts.yaml."""
    tested: Day | None = None
    """For an emergency account: when it was last tried."""
    separate: bool | None = None
    """For an administrator: whether the person has another account for daily work."""
    shared_between_customers: bool | None = None
    """For a supplier: whether the same login is used at other customers."""


class AccessReview(Placed):
    """A look at all accounts."""

    date: Day
    """The day."""
    by: Role
    """The role that did it."""
    sites: Texts = Field(default_factory=list)
    """Sites; none: every site."""
    leavers: Count
    """People who left since the last one."""
    leavers_off_on_time: Count
    """Of them, those whose accounts were off on their last day."""
    actions: Texts = Field(default_factory=list)
    """What was changed."""


class SecondFactor(Placed):
    """Who logs in with a second factor."""

    counted: Day
    """The day of the count."""
    sites: Texts = Field(default_factory=list)
    """Sites; none: every site."""
    staff_percent: Percent
    """Of staff accounts with cloud or remote access."""
    administrators_percent: Percent
    """Of administrators' accounts."""
    exceptions: Texts = Field(default_factory=list)
    """Who has none, and until when."""


class Access(Register):
    """Accounts and their reviews."""

    access: list[Account] = Field(default_factory=list)
    """One row for each account that is not an ordinary user's."""
    reviews: list[AccessReview] = Field(default_factory=list)
    """Reviews of accounts."""
    second_factors: list[SecondFactor] = Field(default_factory=list)
    """Counts of second factors."""
