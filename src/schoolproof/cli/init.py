"""`schoolproof init`: begin a school's repository."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer


def init(  # noqa: PLR0913, PLR0917  one argument an option
    folder: Annotated[Path, typer.Argument(help="The repository's folder.")] = Path(),
    site: Annotated[str, typer.Option(help="Short name of the school, as files have it.")] = "",
    name: Annotated[str, typer.Option(help="The school's name as people write it.")] = "",
    phase: Annotated[
        str | None, typer.Option(help="nursery, primary, secondary, post-16, special, all-through.")
    ] = None,
    source: Annotated[
        Path | None, typer.Option("--from", help="A folder of running configurations.")
    ] = None,
    platform: Annotated[
        str | None, typer.Option(help="Of configurations whose platform is not plain.")
    ] = None,
) -> None:
    """Make a school's repository, or add what one lacks. No file that is there is changed.

    Exit 0: done, 2: it could not be done, and nothing was written.
    """
    from schoolproof.report.safe import printable  # noqa: PLC0415  start-up stays quick
    from schoolproof.start import Wish, begin  # noqa: PLC0415

    ask = typer.prompt if sys.stdin.isatty() else None
    made = begin(folder, Wish(site, name, phase, source, platform), ask)
    for place in made.kept:
        typer.echo(f"kept  {printable(place)}")
    for place in made.written:
        typer.echo(f"wrote {printable(place)}")
    typer.echo(f"{len(made.written)} files written, {len(made.kept)} kept as they were")
    if made.hosts:
        typer.echo(f"{len(made.hosts)} devices; next: read inventory/sites/{made.site}.yaml")
    else:
        typer.echo("next: write your devices into inventory/hosts.yaml, then schoolproof collect")
