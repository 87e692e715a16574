"""`schoolproof flows --matrix`: who may talk to whom at a site, as text, JSON or a picture."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from schoolproof.check.school import KINDS, devices_of
from schoolproof.errors import UserError
from schoolproof.flows.matrix import Matrix, left_out_of, matrix_of
from schoolproof.inventory import Project, find_root
from schoolproof.report.matrix_svg import WORDS, said, svg
from schoolproof.report.safe import printable

SCHEMA = "schoolproof/matrix/1"
FORMATS = ("console", "json", "svg")


def asked(site: str, host: str | None, fmt: str) -> tuple[str, int]:
    """The matrix of a site in one format; exit code 0, or 2 where no firewall gave an answer.

    Raises:
        UserError: there is no such site, host or format, or no firewall to ask.
    """
    if fmt not in FORMATS:
        raise UserError(f"there is no format {fmt!r}; known are {', '.join(FORMATS)}")
    project = Project(find_root(Path.cwd()))
    _known(project, site, host)
    found = devices_of(project, site, host)
    for why in found.lost.values():
        raise UserError(why)
    unread = [left_out_of(name, gap) for name, gap in found.unread.items()]
    matrix = matrix_of(site, found.firewalls, found.switches, unread=unread)
    if not matrix.purposes:
        raise UserError(f"no answer: {'; '.join(printable(note) for note in matrix.notes)}")
    renders = {"json": as_json, "svg": svg, "console": as_text}
    return renders[fmt](matrix), 0


def _known(project: Project, site: str, host: str | None) -> None:
    if site not in project.sites:
        raise UserError(f"there is no site {site!r}; known: {', '.join(project.sites)}")
    here = [h for h in project.hosts.values() if h.site == site]
    names = [h.name for h in here if "firewall" in h.classes]
    if host not in {None, *names} or not any(h.classes & set(KINDS) for h in here):
        msg = f"there is no such firewall of {site} (found: {', '.join(names) or 'none'})"
        raise UserError(msg)


def as_json(matrix: Matrix) -> str:
    """The matrix for machines; the schema stands beside the docs."""
    cells = [
        {
            "from": source,
            "to": target,
            "decision": cell.decision,
            "services": list(cell.services),
            "rules": list(cell.rules),
            "why": cell.why,
        }
        for (source, target), cell in matrix.cells.items()
    ]
    answer: dict[str, Any] = {
        "schema": SCHEMA,
        "site": matrix.site,
        "purposes": list(matrix.purposes),
        "cells": cells,
        "notes": list(matrix.notes),
    }
    return json.dumps(answer, indent=2, ensure_ascii=True) + "\n"


def as_text(matrix: Matrix) -> str:
    """A table of words, then each pair of which something is to be said."""
    return "\n".join(printable(line) for line in _lines(matrix)) + "\n"


def _lines(matrix: Matrix) -> Iterator[str]:
    yield f"Who may talk to whom at {matrix.site}: from the rows to the columns."
    yield ""
    left = max(len(name) for name in matrix.purposes)
    yield " " * left + " " + " ".join(f"{name[:6]:>6}" for name in matrix.purposes)
    for source in matrix.purposes:
        cells = [matrix.cells.get((source, target)) for target in matrix.purposes]
        words = [WORDS[cell.decision] if cell else "" for cell in cells]
        yield f"{source:<{left}} " + " ".join(f"{word:>6}" for word in words)
    yield ""
    for (source, target), cell in matrix.cells.items():
        if cell.decision != "none" and (cell.services or cell.rules):
            yield f"{source} to {target}: {said(cell)}"
    whys = dict.fromkeys(cell.why for cell in matrix.cells.values() if cell.why)
    yield from (f"? {why}" for why in whys)
    yield from (f"Note: {note}" for note in matrix.notes)
