"""`schoolproof status`: where each school stands, clause by clause."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from schoolproof.cli.common import day, emit
from schoolproof.errors import UserError


def status(
    site: Annotated[list[str] | None, typer.Option(help="Only this site.")] = None,
    today: Annotated[str | None, typer.Option(help="Judge as of this day (YYYY-MM-DD).")] = None,
    fmt: Annotated[str, typer.Option("--format", help="console, json or markdown.")] = "console",
    output: Annotated[Path | None, typer.Option(help="Write here instead of printing.")] = None,
) -> None:
    """Show each clause as met, partly, not met, not known or manual. Exit 2: not all was read."""
    from schoolproof.check.standing import judged_status  # noqa: PLC0415  start-up stays quick
    from schoolproof.inventory import Project, find_root  # noqa: PLC0415
    from schoolproof.report import status_view as view  # noqa: PLC0415

    as_of = day(today)
    formats = {"console": view.as_console, "json": view.as_json, "markdown": view.as_markdown}
    if fmt not in formats:
        msg = f"there is no format {fmt!r}; known are {', '.join(formats)}"
        raise UserError(msg)
    project = Project(find_root(Path.cwd()))
    run, found = judged_status(project, site or (), as_of)
    emit(formats[fmt](found), output)
    for problem in run.problems:
        typer.echo(problem, err=True)
    raise typer.Exit(2 if run.problems else 0)
