"""Makers' warnings about holes in releases, as people or a job write them down."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, Field, model_validator

from schoolproof.errors import InventoryError
from schoolproof.inventory.registers.base import Day, Entry, Placed, Register, Text, Texts
from schoolproof.platforms import platform_named


def _platform(word: str) -> str:
    try:
        return platform_named(word).name
    except InventoryError as error:
        raise ValueError(str(error)) from None


class Affected(Placed):
    """A span of releases with the hole; one for each release train."""

    since: Text | None = None
    """The first release that has it; left out: all before, too."""
    fixed_in: Text | None = None
    """The first release that is mended; left out: there is no fix yet."""

    @model_validator(mode="after")
    def _bounded(self) -> Affected:
        if self.since is None and self.fixed_in is None:
            msg = 'give since, fixed_in or both; for every release write since: "0"'
            raise ValueError(msg)
        return self


class Advisory(Entry):
    """One warning of a maker."""

    advisory: Text
    """The maker's number."""
    platform: Annotated[Text, AfterValidator(_platform), Field(examples=["cisco_ios"])]
    """The platform, as the inventory calls it."""
    models: Texts = Field(default_factory=list)
    """Beginnings of model names as assets.yaml has them; none: every model."""
    severity: Literal["critical", "high", "medium", "low", "unrated"]
    """The maker's rating; high from CVSS 7.0 on."""
    exploited: bool = False
    """Whether attackers use it already, as CISA's list of known exploited vulnerabilities says."""
    published: Day
    """When the maker published it."""
    affected: list[Affected] = Field(min_length=1)
    """The releases with the hole, in quotation marks."""
    needs: Text | None = None
    """What must be in use for it to matter; no control looks at that, a waiver may name it."""
    source: Text | None = None
    """Where it was read."""


class Advisories(Register):
    """Makers' warnings; `reviewed` is the day on which the list was last brought up to date."""

    advisories: list[Advisory] = Field(default_factory=list)
    """One row for each."""
