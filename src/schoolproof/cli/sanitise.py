"""`schoolproof sanitise`: take the secrets out of one configuration."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from schoolproof.cli.common import emit


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
    emit(clean.text, target)
    typer.echo(f"{clean.count} secrets taken out", err=True)
