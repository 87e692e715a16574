"""`schoolproof controls`: list and explain the controls."""

from __future__ import annotations

from typing import Annotated

import typer


def controls(
    name: Annotated[str | None, typer.Argument(help="A control's id or code.")] = None,
    fmt: Annotated[str, typer.Option("--format", help="console or json.")] = "console",
) -> None:
    """List the controls, or explain one: what it demands, why, and how each platform mends it."""
    from schoolproof.catalogue import explain, listing  # noqa: PLC0415  start-up stays quick

    typer.echo(explain(name, fmt) if name else listing(fmt), nl=False)
