"""The heat map: each standard at each school."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from schoolproof.check.status import AreaStatus, State
from schoolproof.dossier.model import Dossier
from schoolproof.dossier.page.marks import STATES, Mark
from schoolproof.dossier.page.sites import Sites

TALL = 6  # with more schools they become the rows of the heat map
HEADINGS = {True: "Core standards, to be met by 2030", False: "Other standards of the guidance"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One square. `met` of `whole` demands are met; `what` is told to those who do not see it."""

    mark: Mark
    area: str
    met: int
    whole: int
    what: str


@dataclass(frozen=True, slots=True)
class Row:
    """A standard or a school."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Heat:
    """The map. `blocks`: rows below a heading, which may be empty."""

    corner: str
    columns: tuple[str, ...]
    blocks: tuple[tuple[str, tuple[Row, ...]], ...]
    tall: bool = False


def heat(dossier: Dossier, sites: Sites) -> Heat:
    """Standards by schools; with many schools, schools by standards."""
    areas = areas_of(dossier)
    if len(sites) > TALL:
        return _tall(dossier, areas)
    blocks = []
    for core, heading in HEADINGS.items():
        rows = tuple(
            Row(area.standard.title, tuple(_column(dossier, index)))
            for index, area in enumerate(areas)
            if area.standard.core is core
        )
        if rows:
            blocks.append((heading, rows))
    return Heat("Standard", tuple(sites.names.values()), tuple(blocks))


def _tall(dossier: Dossier, areas: tuple[AreaStatus, ...]) -> Heat:
    order = sorted(range(len(areas)), key=lambda index: not areas[index].standard.core)
    rows = []
    for site in dossier.status.sites:
        name = site.name or site.slug
        rows.append(Row(name, tuple(_cell(site.areas[index], name) for index in order)))
    columns = tuple(areas[index].standard.title for index in order)
    return Heat("School", columns, (("", tuple(rows)),), tall=True)


def _column(dossier: Dossier, index: int) -> list[Cell]:
    return [_cell(site.areas[index], site.name or site.slug) for site in dossier.status.sites]


def _cell(area: AreaStatus, school: str) -> Cell:
    found = Counter(clause.state for group in area.groups for clause in group.clauses)
    standard = area.standard
    return Cell(
        mark=STATES[area.state],
        area=standard.standard,
        met=found[State.MET],
        whole=found.total() - found[State.NOT_APPLICABLE],
        what=f"{standard.title}, {school}",
    )


def areas_of(dossier: Dossier) -> tuple[AreaStatus, ...]:
    """All areas, as the first school has them; every school has the same."""
    return dossier.status.sites[0].areas if dossier.status.sites else ()
