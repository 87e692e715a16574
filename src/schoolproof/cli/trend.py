"""`schoolproof trend`: how it went, from the commits of the current branch."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from schoolproof.cli.common import emit
from schoolproof.errors import UserError

INTERRUPTED = 130  # as shells say it


def trend(  # noqa: PLR0913, PLR0917  one option each
    since: Annotated[str | None, typer.Option(help="From this day on (YYYY-MM-DD).")] = None,
    every: Annotated[
        str, typer.Option(help="A point every commit, week, month or term.")
    ] = "month",
    site: Annotated[list[str] | None, typer.Option(help="Only this site.")] = None,
    fmt: Annotated[
        str, typer.Option("--format", help="console, json, markdown or csv.")
    ] = "console",
    output: Annotated[Path | None, typer.Option(help="Write here instead of printing.")] = None,
    jobs: Annotated[int, typer.Option(help="Processes; 0: as many as pay.", min=0)] = 0,
) -> None:
    """Judge past commits from Git, and show what moved. Exit 2: the history cannot be read."""
    from schoolproof.inventory import Project, find_root  # noqa: PLC0415  start-up stays quick
    from schoolproof.inventory.calendar import LONDON  # noqa: PLC0415
    from schoolproof.report.inert import inert  # noqa: PLC0415
    from schoolproof.report.trend_view import FORMATS  # noqa: PLC0415
    from schoolproof.trend.periods import every_of  # noqa: PLC0415
    from schoolproof.trend.run import trend_of  # noqa: PLC0415

    first, period = _day(since), every_of(every)
    if fmt not in FORMATS:
        msg = f"there is no format {fmt!r}; known are {', '.join(FORMATS)}"
        raise UserError(msg)
    project = Project(find_root(Path.cwd()))
    today = datetime.now(LONDON).date()
    try:
        with _progress() as tell:
            found = trend_of(
                project,
                since=first,
                today=today,
                every=period,
                sites=tuple(site or ()),
                jobs=jobs,
                tell=tell,
            )
    except KeyboardInterrupt:
        typer.echo("stopped by you; what was judged is kept, so run it again to go on", err=True)
        raise typer.Exit(INTERRUPTED) from None
    text = FORMATS[fmt](found)
    emit(text if output else inert(text), output)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text is not None else None
    except ValueError:
        msg = f"--since {text!r} is no date: write it like 2026-09-01"
        raise UserError(msg) from None


@contextmanager
def _progress() -> Iterator[Callable[[int, int], None] | None]:
    """A bar on standard error while a terminal is there; nothing elsewhere."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415  start-up stays quick
    from rich.progress import Progress  # noqa: PLC0415

    with Progress(console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("judging commits", total=None)
        yield lambda done, whole: progress.update(task, completed=done, total=whole)
