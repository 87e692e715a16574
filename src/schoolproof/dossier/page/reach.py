"""Who may talk to whom: a table for each school, from one kind of network to another."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from dataclasses import dataclass

from schoolproof.dossier.model import Dossier
from schoolproof.dossier.page.marks import DECISIONS, Mark
from schoolproof.dossier.page.sites import Sites
from schoolproof.flows.matrix import Cell, Matrix
from schoolproof.report.matrix_svg import svg

PICTURES = 12  # schools whose table is drawn too: a picture of forty kilobytes each
PASSES = 120  # pairs of a school whose services and rules are listed
NOTHING = Cell("unknown", why="nothing that was read stands between them")


@dataclass(frozen=True, slots=True)
class ReachRow:
    """What one purpose may reach."""

    source: str
    cells: tuple[tuple[str, Mark, Cell, bool], ...]  # target, mark, cell, to itself


@dataclass(frozen=True, slots=True)
class ReachView:
    """One school."""

    site: str
    name: str
    purposes: tuple[str, ...]
    rows: tuple[ReachRow, ...]
    notes: tuple[str, ...]
    whys: tuple[tuple[str, str], ...]
    passes: tuple[tuple[str, str, Cell], ...]
    left: int
    words: str
    picture: str  # the same as an SVG picture, as the address of an image; empty: not drawn


def reach_view(dossier: Dossier, sites: Sites) -> tuple[ReachView, ...]:
    """All schools that have a matrix."""
    return tuple(
        _view(matrix, sites, drawn=number < PICTURES) for number, matrix in enumerate(dossier.reach)
    )


def _view(matrix: Matrix, sites: Sites, *, drawn: bool) -> ReachView:
    rows = tuple(
        ReachRow(source, tuple(_cell(matrix, source, target) for target in matrix.purposes))
        for source in matrix.purposes
    )
    told = Counter(
        cell.decision
        for (source, target), cell in matrix.cells.items()
        if source != target and cell.decision in DECISIONS
    )
    passes = [
        (source, target, cell)
        for (source, target), cell in matrix.cells.items()
        if source != target and cell.decision in {"some", "all"}
    ]
    words = ", ".join(f"{told[d]} {DECISIONS[d].word}" for d in DECISIONS if told[d])
    return ReachView(
        site=matrix.site,
        name=sites.name(matrix.site),
        purposes=matrix.purposes,
        rows=rows,
        notes=matrix.notes,
        whys=tuple(_whys(matrix)),
        passes=tuple(passes[:PASSES]),
        left=max(0, len(passes) - PASSES),
        picture=_picture(matrix) if drawn and matrix.purposes else "",
        words=f"of {told.total()} pairs {words}" if words else "",
    )


def _picture(matrix: Matrix) -> str:
    """An image has its own styles and can run nothing, whatever stands in it."""
    return f"data:image/svg+xml;base64,{b64encode(svg(matrix).encode()).decode('ascii')}"


def _cell(matrix: Matrix, source: str, target: str) -> tuple[str, Mark, Cell, bool]:
    cell = matrix.cells.get((source, target), NOTHING)
    return target, DECISIONS.get(cell.decision, DECISIONS["unknown"]), cell, source == target


def _whys(matrix: Matrix) -> list[tuple[str, str]]:
    """Reasons of what is not known, each once, with the pairs that it holds for."""
    found: dict[str, list[str]] = {}
    for (source, target), cell in matrix.cells.items():
        if cell.decision == "unknown" and source != target:
            found.setdefault(cell.why or NOTHING.why, []).append(f"{source} to {target}")
    return [(why, ", ".join(pairs[:6]) + _more(len(pairs) - 6)) for why, pairs in found.items()]


def _more(left: int) -> str:
    return f" and {left} more" if left > 0 else ""
