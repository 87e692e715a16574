"""`schoolproof report`: the evidence that leaders, technicians and auditors read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from schoolproof.cli.common import also_entry, day, emit
from schoolproof.errors import UserError

if TYPE_CHECKING:
    from schoolproof.dossier.model import Audience


def report(  # noqa: PLR0913, PLR0917  one option each
    site: Annotated[list[str] | None, typer.Option(help="Only this site.")] = None,
    audience: Annotated[
        str | None, typer.Option(help="leaders, technical or auditor; all parts when left out.")
    ] = None,
    today: Annotated[str | None, typer.Option(help="Judge as of this day (YYYY-MM-DD).")] = None,
    fmt: Annotated[str, typer.Option("--format", help="A wrong one lists all.")] = "html",
    output: Annotated[Path | None, typer.Option(help="Write here instead of printing.")] = None,
    also: Annotated[
        list[str] | None, typer.Option(help="Write another format too: pdf=report.pdf")
    ] = None,
    *,
    history: Annotated[
        bool, typer.Option(help="Judge past commits too, for what changed and the trend.")
    ] = True,
) -> None:
    """Write the report. Exit 0: written; 2: it could not be, or not all could be judged."""
    from schoolproof.dossier.formats import known, render  # noqa: PLC0415  start-up stays quick
    from schoolproof.dossier.gather import dossier_of  # noqa: PLC0415
    from schoolproof.inventory import Project, find_root  # noqa: PLC0415

    wanted = [(known(fmt), output), *(also_entry(entry) for entry in also or ())]
    for name, _ in wanted:
        known(name)
    who, as_of = _audience(audience), day(today)
    project = Project(find_root(Path.cwd()))
    dossier = dossier_of(project, tuple(site or ()), as_of, audience=who, history=history)
    for name, file in wanted:
        emit(render(name, dossier), file)
    for problem in dossier.problems:
        typer.echo(problem, err=True)
    raise typer.Exit(2 if dossier.run.problems else 0)


def _audience(word: str | None) -> Audience | None:
    from schoolproof.dossier.model import Audience  # noqa: PLC0415  start-up stays quick

    if word is None:
        return None
    if word not in set(Audience):
        msg = f"there is no audience {word!r}; known are {', '.join(Audience)}"
        raise UserError(msg)
    return Audience(word)
