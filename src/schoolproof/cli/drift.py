"""`schoolproof drift`: how the live network differs from what Git accepts."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from schoolproof.cli.common import day, emit
from schoolproof.errors import UserError

if TYPE_CHECKING:
    from schoolproof.drift.model import Apart, Observed
    from schoolproof.inventory import Host, Project


def drift(  # noqa: PLR0913, PLR0917  one option each
    site: Annotated[list[str] | None, typer.Option(help="Only this site.")] = None,
    host: Annotated[list[str] | None, typer.Option(help="Only this host.")] = None,
    observed: Annotated[
        Path | None, typer.Option(help="Folder of collected texts; without it devices are asked.")
    ] = None,
    accepted: Annotated[
        str, typer.Option(help="What counts as accepted: a Git revision, or `working`.")
    ] = "HEAD",
    fmt: Annotated[str, typer.Option("--format", help="console, json or markdown.")] = "console",
    adopt: Annotated[
        str | None, typer.Option(help="Commit what was observed to this branch.")
    ] = None,
    today: Annotated[str | None, typer.Option(help="Judge as of this day (YYYY-MM-DD).")] = None,
    output: Annotated[Path | None, typer.Option(help="Write here instead of printing.")] = None,
    *,
    commands: Annotated[
        bool, typer.Option("--commands", help="Print what would put the devices back.")
    ] = False,
) -> None:
    """Compare live devices with Git, by meaning. Exit 0: no drift, 1: drift, 2: it could not run.

    With --commands and the console format nothing but the commands is printed.
    """
    from schoolproof.cli.drift_view import FORMATS, render  # noqa: PLC0415  start-up stays quick
    from schoolproof.cli.drift_view import commands as back  # noqa: PLC0415
    from schoolproof.drift.adopt import adopt as commit  # noqa: PLC0415
    from schoolproof.drift.folder import read_folder  # noqa: PLC0415
    from schoolproof.drift.run import Request, run_drift, selected  # noqa: PLC0415
    from schoolproof.inventory import Project, find_root  # noqa: PLC0415

    if fmt not in FORMATS:
        msg = f"there is no format {fmt!r}; known are {', '.join(FORMATS)}"
        raise UserError(msg)
    as_of = day(today)
    project = Project(find_root(Path.cwd()))
    sites, hosts = tuple(site or ()), tuple(host or ())
    chosen = selected(project, sites, hosts)
    texts, apart = (
        read_folder(project, observed, chosen) if observed else _ask_devices(project, chosen)
    )
    request = Request(sites, hosts, accepted, commands, apart)
    run = run_drift(project, texts, request, today=as_of)
    emit(back(run) if commands and fmt == "console" else render(fmt, run), output)
    if adopt is not None:
        for sentence in commit(project.root, run, adopt):
            typer.echo(sentence, err=True)
    raise typer.Exit(run.exit_code)


def _ask_devices(
    project: Project, hosts: list[Host]
) -> tuple[dict[str, Observed], tuple[Apart, ...]]:
    """Collect into memory: nothing is written, and `configs/` stays as it is."""
    from schoolproof.collect.keep import SAVED  # noqa: PLC0415
    from schoolproof.collect.options import Options  # noqa: PLC0415  it loads Nornir
    from schoolproof.collect.run import collect  # noqa: PLC0415
    from schoolproof.drift.model import Apart, Observed  # noqa: PLC0415
    from schoolproof.sanitise import SanitisedConfig  # noqa: PLC0415

    texts: dict[str, Observed] = {}

    def take(name: str, which: str, config: SanitisedConfig) -> None:
        if which == SAVED:
            texts[name] = replace(texts[name], startup=config)
        else:
            texts[name] = Observed(config)

    options = Options(hosts=tuple(host.name for host in hosts), dry_run=True)
    report = collect(project, options, take=take)
    apart = tuple(
        Apart(o.host, o.site, "unreachable", f"{o.reason}: {o.detail}")
        for o in report.outcomes
        if not o.good
    )
    return texts, apart
