"""`schoolproof show`: what was read from one configuration."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def show(
    file: Annotated[Path, typer.Argument(help="A configuration.")],
    platform: Annotated[str | None, typer.Option(help="Its platform, when not plain.")] = None,
    fmt: Annotated[str, typer.Option("--format", help="console or json.")] = "console",
) -> None:
    """Print what was read: every fact with its line, and the lines not understood."""
    from schoolproof.show import show_file  # noqa: PLC0415  start-up stays quick

    typer.echo(show_file(file, platform, fmt), nl=False)
