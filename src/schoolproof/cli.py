"""The command line: `schoolproof check | show | sanitise | controls`."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from schoolproof import __version__
from schoolproof.errors import SchoolproofError, UserError

if TYPE_CHECKING:
    from schoolproof.report import Options

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="Proves from network configurations in Git that a school meets the DfE standards.",
)
UNUSABLE = 2  # exit code when a command could not do its work


def main() -> None:
    """Run the command line; what a person can mend ends in one sentence and exit code 2."""
    try:
        app()
    except SchoolproofError as error:
        from schoolproof.report.safe import printable  # noqa: PLC0415  only when it is needed

        sys.stderr.write(f"schoolproof: {printable(str(error))}\n")
        sys.exit(UNUSABLE)
    except BrokenPipeError:
        sys.exit(UNUSABLE)


def _day(text: str | None) -> date:
    """The day to judge by, in UTC."""
    if text is None:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        msg = f"--today {text!r} is no date: write it like 2026-09-01"
        raise UserError(msg) from None


def _emit(text: str, output: Path | None) -> None:
    """Print, or write whole or not at all."""
    if output is None:
        sys.stdout.write(text)
        return
    from schoolproof.files import write_atomic  # noqa: PLC0415  only when it is needed

    write_atomic(output, text)


@app.callback()
def _options() -> None:
    """Shared by all commands."""


@app.command()
def version() -> None:
    """Print the version."""
    typer.echo(__version__)


@app.command()
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

    day = _day(today)
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
        project, scope, fail_on=Severity(fail_on) if fail_on else None, today=day, jobs=jobs
    )
    _emit(render(fmt, run, _terminal(verbose=verbose, output=output)), output)
    raise typer.Exit(run.exit_code)


def _terminal(*, verbose: bool, output: Path | None) -> Options:
    """Width and colour of the terminal; plain and 80 columns wide where there is none."""
    from rich.console import Console  # noqa: PLC0415  start-up stays quick

    from schoolproof.report import Options  # noqa: PLC0415

    console = Console()
    colour = console.is_terminal and not console.no_color and output is None
    width = console.width if console.is_terminal else 80
    return Options(width=width, colour=colour, verbose=verbose)


@app.command()
def show(
    file: Annotated[Path, typer.Argument(help="A configuration.")],
    platform: Annotated[str | None, typer.Option(help="Its platform, when not plain.")] = None,
    fmt: Annotated[str, typer.Option("--format", help="console or json.")] = "console",
) -> None:
    """Print what was read: every fact with its line, and the lines not understood."""
    from schoolproof.show import show_file  # noqa: PLC0415  start-up stays quick

    typer.echo(show_file(file, platform, fmt), nl=False)


@app.command()
def sanitise(
    file: Annotated[Path, typer.Argument(help="A configuration; - reads standard input.")],
    platform: Annotated[str | None, typer.Option(help="Its platform, when not plain.")] = None,
    output: Annotated[Path | None, typer.Option(help="Write here instead of printing.")] = None,
    *,
    in_place: Annotated[bool, typer.Option("--in-place", help="Replace the file itself.")] = False,
) -> None:
    """Take the secrets out of a configuration. Nothing is written when one might have survived."""
    from schoolproof.show import sanitise_file  # noqa: PLC0415  start-up stays quick

    clean = sanitise_file(file, platform)
    target = file if in_place else output
    _emit(clean.text, target)
    typer.echo(f"{clean.count} secrets taken out", err=True)


@app.command()
def controls(
    name: Annotated[str | None, typer.Argument(help="A control's id or code.")] = None,
    fmt: Annotated[str, typer.Option("--format", help="console or json.")] = "console",
) -> None:
    """List the controls, or explain one: what it demands, why, and how each platform mends it."""
    from schoolproof.catalogue import explain, listing  # noqa: PLC0415  start-up stays quick

    typer.echo(explain(name, fmt) if name else listing(fmt), nl=False)


if __name__ == "__main__":
    main()
