"""`schoolproof collect`: running configurations from live devices into configs/, sanitised."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from schoolproof.errors import UserError


def collect(  # noqa: PLR0913, PLR0917  one option each
    site: Annotated[list[str] | None, typer.Option(help="Only this site.")] = None,
    host: Annotated[list[str] | None, typer.Option(help="Only this host.")] = None,
    platform: Annotated[list[str] | None, typer.Option(help="Only this platform.")] = None,
    workers: Annotated[int, typer.Option(help="Devices at once.", min=1, max=500)] = 20,
    per_site: Annotated[int, typer.Option(help="Devices at once in one site.", min=1)] = 4,
    timeout: Annotated[
        float, typer.Option(help="Seconds of silence after which a device stalled.", min=1)
    ] = 10.0,
    folder: Annotated[
        Path | None, typer.Option("--from", help="Import exported texts from this folder.")
    ] = None,
    fmt: Annotated[str, typer.Option("--format", help="console or json.")] = "console",
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Read and judge, write nothing.")
    ] = False,
    resume: Annotated[bool, typer.Option("--resume", help="What the last run left.")] = False,
    retry_failed: Annotated[
        bool, typer.Option("--retry-failed", help="Only what failed when last tried.")
    ] = False,
    trust_new: Annotated[
        bool, typer.Option("--trust-new", help="Keep the keys of devices never seen.")
    ] = False,
) -> None:
    """Collect configurations. Exit 0: every device, 1: some failed, 2: it could not run."""
    from schoolproof.cli.collect_view import View, as_json  # noqa: PLC0415  start-up stays quick
    from schoolproof.collect.bring_in import bring_in  # noqa: PLC0415
    from schoolproof.collect.options import Options  # noqa: PLC0415
    from schoolproof.collect.run import collect as run  # noqa: PLC0415
    from schoolproof.collect.run import select  # noqa: PLC0415
    from schoolproof.inventory import Project, find_root  # noqa: PLC0415

    if fmt not in {"console", "json"}:
        msg = f"there is no format {fmt!r}; known are console, json"
        raise UserError(msg)
    if folder is not None and (resume or retry_failed or trust_new):
        raise UserError("--from goes with neither --resume, --retry-failed nor --trust-new")
    options = Options(
        tuple(site or ()),
        tuple(host or ()),
        tuple(platform or ()),
        workers=workers,
        per_site=per_site,
        timeout=timeout,
        dry_run=dry_run,
        resume=resume,
        retry_failed=retry_failed,
        trust_new=trust_new,
    )
    project = Project(find_root(Path.cwd()))
    with View(len(select(project, options))) as view:
        if folder is not None:
            report = bring_in(project, folder, options, view.show)
        else:
            report = run(project, options, view.show)
    typer.echo(as_json(report) if fmt == "json" else view.closing(report), nl=False)
    raise typer.Exit(report.exit_code)
