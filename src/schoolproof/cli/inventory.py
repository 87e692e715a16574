"""`schoolproof inventory`: check it against the world, and fill it from a spreadsheet."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

app = typer.Typer(no_args_is_help=True, help="Check the inventory, or import devices into it.")


@app.command("check")
def check() -> None:
    """Find hosts that do not resolve, addresses used twice, platforms nobody knows.

    Exit 0: none, 1: something was found, 2: it could not run.
    """
    from schoolproof.cli.collect_view import printable  # noqa: PLC0415  start-up stays quick
    from schoolproof.collect.inventory_check import check_inventory  # noqa: PLC0415
    from schoolproof.inventory import find_root  # noqa: PLC0415

    problems = check_inventory(find_root(Path.cwd()))
    for problem in problems:
        typer.echo(printable(problem))
    typer.echo(f"{len(problems)} problems" if problems else "The inventory is in order.")
    raise typer.Exit(1 if problems else 0)


@app.command("import")
def import_(
    file: Annotated[Path, typer.Argument(help="name,address,platform,site[,role,device,port]")],
    *,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Check every row, write nothing.")
    ] = False,
) -> None:
    """Add the devices of a CSV file: all rows, or none when one is wrong."""
    from schoolproof.cli.collect_view import printable  # noqa: PLC0415  start-up stays quick
    from schoolproof.collect.inventory_import import (  # noqa: PLC0415
        RowsError,
        plan_import,
        write_import,
    )
    from schoolproof.inventory import find_root  # noqa: PLC0415

    root = find_root(Path.cwd())
    try:
        plan = plan_import(root, file)
    except RowsError as error:
        for row in error.rows:
            typer.echo(printable(row), err=True)
        raise
    for name, entry in plan.hosts.items():
        typer.echo(f"{name}: {entry['platform']} at {entry['hostname']}, {entry['data']['site']}")
    for site in plan.sites:
        typer.echo(f"new site {site}: describe it in inventory/sites/{site}.yaml")
    if dry_run:
        typer.echo(f"{len(plan.hosts)} devices would be imported (dry run)")
        return
    write_import(root, plan)
    typer.echo(f"{len(plan.hosts)} devices imported")
