"""`schoolproof roadmap`: what to do next, term by term, until the standards are to be met."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from schoolproof.cli.common import day, emit
from schoolproof.errors import UserError


def roadmap(
    site: Annotated[list[str] | None, typer.Option(help="Only this site.")] = None,
    today: Annotated[str | None, typer.Option(help="Plan from this day (YYYY-MM-DD).")] = None,
    until: Annotated[str, typer.Option(help="Plan until this day.")] = "2030-07-31",
    fmt: Annotated[
        str, typer.Option("--format", help="console, json, markdown or csv.")
    ] = "console",
    output: Annotated[Path | None, typer.Option(help="Write here instead of printing.")] = None,
) -> None:
    """Plan what to do in which term. Exit 2: not everything was read."""
    from schoolproof.check.standing import judged_status  # noqa: PLC0415  start-up stays quick
    from schoolproof.inventory import Project, find_root  # noqa: PLC0415
    from schoolproof.report.inert import inert  # noqa: PLC0415
    from schoolproof.report.roadmap_view import FORMATS  # noqa: PLC0415
    from schoolproof.roadmap.plan import roadmap_of  # noqa: PLC0415

    as_of = day(today)
    last = _last(until, as_of)
    if fmt not in FORMATS:
        msg = f"there is no format {fmt!r}; known are {', '.join(FORMATS)}"
        raise UserError(msg)
    project = Project(find_root(Path.cwd()))
    run, found = judged_status(project, site or (), as_of)
    made = roadmap_of(run, found, project, as_of, last)
    text = FORMATS[fmt](made)
    emit(text if output else inert(text), output)
    raise typer.Exit(2 if run.problems else 0)


def _last(text: str, today: date) -> date:
    """The last day of the plan.

    Raises:
        UserError: no date, or one before today.
    """
    try:
        last = date.fromisoformat(text)
    except ValueError:
        msg = f"--until {text!r} is no date: write it like 2030-07-31"
        raise UserError(msg) from None
    if last < today:
        msg = f"--until {last} is before {today}: a plan needs a day to come"
        raise UserError(msg)
    return last
