"""`schoolproof registers`: which people's registers there are, and what editors need for them."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Annotated

import typer


def registers(
    *,
    schemas: Annotated[
        bool, typer.Option("--schemas", help="Write the JSON Schemas that editors complete from.")
    ] = False,
    starters: Annotated[
        bool, typer.Option("--starters", help="Write a starter file for each that is missing.")
    ] = False,
) -> None:
    """List the registers with their rows and last review, or write what they begin with."""
    from schoolproof.inventory import Project, find_root  # noqa: PLC0415  start-up stays quick
    from schoolproof.inventory import register_files as made  # noqa: PLC0415

    root = find_root(Path.cwd())
    written = made.write_schemas(root) if schemas else []
    written += made.write_starters(root) if starters else []
    for path in written:
        typer.echo(f"wrote {path}")
    if schemas or starters:
        typer.echo(f"{len(written)} files written; what was right stays as it was")
    else:
        _list(root, Project(root).sites)


def _list(root: Path, sites: Collection[str]) -> None:
    from schoolproof.inventory.registers import FOLDER, load_registers  # noqa: PLC0415

    found = load_registers(root, sites)
    if found is None:
        typer.echo(f"there is no {FOLDER}/ yet: schoolproof registers --starters begins one")
        return
    for name, register in found.items():
        is_there = (root / FOLDER / f"{name}.yaml").is_file()
        rows = f"{len(register.rows):4} rows" if is_there else "  missing"
        typer.echo(f"{name + '.yaml':20} {rows}  reviewed {register.reviewed or 'never'}")
