"""`schoolproof check`: judge the accepted configurations."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from schoolproof.cli.common import day, emit, terminal
from schoolproof.errors import UserError


def check(  # noqa: PLR0913, PLR0917  one option each
    paths: Annotated[list[Path] | None, typer.Argument(help="Configurations or folders.")] = None,
    site: Annotated[list[str] | None, typer.Option(help="Only this site.")] = None,
    host: Annotated[list[str] | None, typer.Option(help="Only this host.")] = None,
    control: Annotated[list[str] | None, typer.Option(help="Only controls like this.")] = None,
    standard: Annotated[list[str] | None, typer.Option(help="Only this standard.")] = None,
    fail_on: Annotated[str | None, typer.Option(help="Severity that blocks.")] = None,
    today: Annotated[str | None, typer.Option(help="Judge as of this day (YYYY-MM-DD).")] = None,
    fmt: Annotated[str, typer.Option("--format", help="console, json or markdown.")] = "console",
    output: Annotated[Path | None, typer.Option(help="Write here instead of printing.")] = None,
    jobs: Annotated[int, typer.Option(help="Processes; 0: as many as pay.", min=0)] = 0,
    *,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show every finding.")] = False,
) -> None:
    """Judge the configurations. Exit 0: nothing blocks, 1: something does, 2: it could not run."""
    from schoolproof.check.result import Severity  # noqa: PLC0415  start-up stays quick
    from schoolproof.check.run import Scope, run_check  # noqa: PLC0415
    from schoolproof.inventory import Project, find_root  # noqa: PLC0415
    from schoolproof.report import formats, render  # noqa: PLC0415

    as_of = day(today)
    if fmt not in formats():
        msg = f"there is no format {fmt!r}; known are {', '.join(formats())}"
        raise UserError(msg)
    if fail_on is not None and fail_on not in {"low", "medium", "high", "critical"}:
        msg = f"--fail-on {fail_on!r} is not low, medium, high or critical"
        raise UserError(msg)
    start = paths[0] if paths and not (Path.cwd() / "inventory").is_dir() else Path.cwd()
    project = Project(find_root(start if start.is_dir() else start.parent))
    scope = Scope(
        tuple(paths or ()),
        tuple(site or ()),
        tuple(host or ()),
        tuple(control or ()),
        tuple(standard or ()),
    )
    run = run_check(
        project, scope, fail_on=Severity(fail_on) if fail_on else None, today=as_of, jobs=jobs
    )
    emit(render(fmt, run, terminal(verbose=verbose, output=output)), output)
    raise typer.Exit(run.exit_code)
