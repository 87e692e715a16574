"""Ways in from the internet: why each is open, and who signed."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from schoolproof.inventory.registers.base import Day, Entry, Placed, Register, Role, Text, Texts


class Opening(Entry):
    """One service that the internet can reach."""

    tag: Text
    """The number that the firewall's comment bears."""
    host: Text
    """The inner address, as in `inbound` of the site file."""
    services: Texts
    """Like tcp/443."""
    reason: Text
    """Why it is open."""
    owner: Role
    """The role that needs it."""
    risk: Literal["low", "medium", "high"]
    """How bad it would be."""
    risk_note: Text | None = None
    """What limits the risk."""
    approved_by: Role
    """The role that signed."""
    approved: Day
    """When."""
    review_due: Day
    """Until when the signature holds."""


class RuleReview(Placed):
    """A look at all firewall rules."""

    date: Day
    """The day."""
    sites: Texts = Field(default_factory=list)
    """Sites; none: every site."""
    by: Role
    """The role that read them."""
    signed_by: Role
    """The role that signed."""
    commit: Text
    """The Git commit that was read."""
    result: Text
    """What changed."""


class Inbound(Register):
    """Openings and rule reviews."""

    inbound: list[Opening] = Field(default_factory=list)
    """One row for each opening."""
    reviews: list[RuleReview] = Field(default_factory=list)
    """Reviews of the firewall's rules."""
