"""`policies/standards/*.yaml`: the DfE standards as data, clause by clause."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path
from typing import Literal

from pydantic import Field

from schoolproof.check.load import built_in_folder
from schoolproof.errors import InventoryError
from schoolproof.inventory.sites import PHASES
from schoolproof.inventory.yaml import Strict, load_model, place_of


class Group(Strict):
    """One standard in the DfE's words: a heading with several demands below it."""

    id: str
    title: str
    accountable: list[str]
    deadline: str


class Clause(Strict):
    """One demand.

    `manual` says why no control can show it; a clause with controls has none. `partly` says what
    its controls leave to people: then the best status is partly. `phases`: the schools that it
    speaks of, empty for all. `evidence_days`: age at which evidence counts no more.
    """

    id: str
    group: str
    title: str
    demand: str
    evidence: list[Literal["config", "state", "register", "person"]]
    confidence: Literal["confirmed", "single-copy", "service-only", "unverified"]
    manual: str = ""
    partly: str = ""
    phases: list[PHASES] = Field(default_factory=list)
    evidence_days: int = Field(default=366, ge=1)


class Standard(Strict):
    """One area of the DfE's guidance. `read`: the day on which its text was last read."""

    standard: str
    title: str
    core: bool
    url: str
    read: date
    source: str
    groups: list[Group]
    clauses: list[Clause] = Field(min_length=1)


def load_standard(path: Path) -> Standard:
    """One file.

    Raises:
        InventoryError: a wrong word, an id given twice, or a clause in a group that is not there.
    """
    found = load_model(path, Standard)
    groups = {group.id for group in found.groups}
    seen: set[str] = set()
    for index, clause in enumerate(found.clauses):
        line, column = place_of(path, ("clauses", index, "id"))
        if clause.id in seen:
            msg = f"the clause {clause.id} stands here a second time"
            raise InventoryError(msg, path=path, line=line, column=column)
        if clause.group not in groups:
            msg = f"{clause.id} is in the group {clause.group!r}, which this file does not have"
            raise InventoryError(msg, path=path, line=line, column=column)
        seen.add(clause.id)
    return found


@cache
def standards() -> dict[str, Standard]:
    """All standards by name."""
    folder = built_in_folder("policies/standards")
    return {path.stem: load_standard(path) for path in sorted(folder.glob("*.yaml"))}


@cache
def clauses() -> dict[str, Clause]:
    """All clauses by id."""
    return {clause.id: clause for found in standards().values() for clause in found.clauses}


def resolve(reference: str) -> tuple[Clause, ...]:
    """The clause with this id, or all clauses of the group with this id; empty when unknown."""
    exact = clauses().get(reference)
    if exact:
        return (exact,)
    return tuple(clause for clause in clauses().values() if clause.group == reference)
