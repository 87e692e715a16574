"""`schoolproof check`: judge the accepted configurations."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from schoolproof.cli.common import also_entry, day, emit, terminal
from schoolproof.errors import UserError

if TYPE_CHECKING:
    from schoolproof.check.baseline.against import Against
    from schoolproof.check.result import Severity

COMMANDS = frozenset({"github", "azure"})  # formats that a pipeline is meant to obey


def check(  # noqa: PLR0913, PLR0917  one option each
    paths: Annotated[list[Path] | None, typer.Argument(help="Configurations or folders.")] = None,
    site: Annotated[list[str] | None, typer.Option(help="Only this site.")] = None,
    host: Annotated[list[str] | None, typer.Option(help="Only this host.")] = None,
    control: Annotated[list[str] | None, typer.Option(help="Only controls like this.")] = None,
    standard: Annotated[list[str] | None, typer.Option(help="Only this standard.")] = None,
    fail_on: Annotated[str | None, typer.Option(help="Severity that blocks.")] = None,
    today: Annotated[str | None, typer.Option(help="Judge as of this day (YYYY-MM-DD).")] = None,
    base: Annotated[
        str | None, typer.Option(help="Compare with this revision; block on what is worse.")
    ] = None,
    accept_fewer: Annotated[
        str | None, typer.Option(help="Why less is judged than on the base.")
    ] = None,
    fmt: Annotated[str, typer.Option("--format", help="A wrong one lists all.")] = "console",
    output: Annotated[Path | None, typer.Option(help="Write here instead of printing.")] = None,
    also: Annotated[
        list[str] | None, typer.Option(help="Write another format too: sarif=out.sarif")
    ] = None,
    jobs: Annotated[int, typer.Option(help="Processes; 0: as many as pay.", min=0)] = 0,
    *,
    strict: Annotated[bool, typer.Option("--strict", help="With --base: block on all.")] = False,
    verbose: Annotated[bool, typer.Option("--verbose", "-v", help="Show every finding.")] = False,
) -> None:
    """Judge the configurations. Exit 0: nothing blocks, 1: something does, 2: it could not run."""
    from schoolproof.check.baseline.against import check_against  # noqa: PLC0415  start-up stays quick
    from schoolproof.check.garbage import seldom_collected  # noqa: PLC0415
    from schoolproof.check.run import Scope, run_check  # noqa: PLC0415
    from schoolproof.inventory import Project, find_root  # noqa: PLC0415
    from schoolproof.report import render  # noqa: PLC0415
    from schoolproof.report.inert import inert  # noqa: PLC0415

    as_of, against, severity = day(today), _against(base, accept_fewer, strict), _severity(fail_on)
    wanted = [(fmt, output), *(also_entry(entry) for entry in also or ())]
    _known(name for name, _ in wanted)
    start = paths[0] if paths and not (Path.cwd() / "inventory").is_dir() else Path.cwd()
    project = Project(find_root(start if start.is_dir() else start.parent))
    narrow = [tuple(words or ()) for words in (site, host, control, standard)]
    scope = Scope(tuple(paths or ()), *narrow)
    if against:
        run = check_against(project, scope, against, fail_on=severity, today=as_of, jobs=jobs)
    else:
        run = run_check(project, scope, fail_on=severity, today=as_of, jobs=jobs)
    with seldom_collected():
        for name, file in wanted:
            text = render(name, run, terminal(verbose=verbose, output=file))
            emit(text if name in COMMANDS or file else inert(text), file)
    raise typer.Exit(run.exit_code)


def _severity(fail_on: str | None) -> Severity | None:
    from schoolproof.check.result import Severity  # noqa: PLC0415  start-up stays quick

    if fail_on is None:
        return None
    if fail_on not in {"low", "medium", "high", "critical"}:
        msg = f"--fail-on {fail_on!r} is not low, medium, high or critical"
        raise UserError(msg)
    return Severity(fail_on)


def _against(base: str | None, accept_fewer: str | None, strict: bool) -> Against | None:
    from schoolproof.check.baseline.against import Against  # noqa: PLC0415  start-up stays quick

    if base is not None:
        return Against(base, strict=strict, accept_fewer=(accept_fewer or "").strip())
    if strict or accept_fewer is not None:
        raise UserError("--strict and --accept-fewer speak of a base: say which with --base")
    return None


def _known(names: Iterable[str]) -> None:
    from schoolproof.report import formats  # noqa: PLC0415  start-up stays quick

    for name in names:
        if name not in formats():
            msg = f"there is no format {name!r}; known are {', '.join(formats())}"
            raise UserError(msg)
