"""`rules.yaml`: which step comes after which, and what it means when something runs out."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from schoolproof.inventory.yaml import Strict, load_model

What = Literal["end_of_support", "firmware", "warranty_end", "contract"]


class After(Strict):
    """One order. Names are those of controls, or of what runs out."""

    step: str
    comes_after: list[str] = Field(min_length=1)
    reason: str = Field(min_length=10)


class RunsOut(Strict):
    """What fails when something has run out. Empty `kinds`: all others."""

    what: What
    kinds: list[str]
    control: str
    clauses: list[str]
    lead_days: int = Field(ge=1)
    reason: str = Field(min_length=10)


class Rules(Strict):
    """The whole file."""

    after: list[After]
    runs_out: list[RunsOut]


@cache
def rules() -> Rules:
    """The file that the package carries."""
    return load_model(Path(__file__).with_name("rules.yaml"), Rules)


def rule_for(what: What, kind: str) -> RunsOut:
    """The first row that fits."""
    return next(
        row for row in rules().runs_out if row.what == what and (not row.kinds or kind in row.kinds)
    )
