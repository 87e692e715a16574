"""What several commands need: the day, the output, the terminal."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from schoolproof.errors import UserError
from schoolproof.files import write_atomic

if TYPE_CHECKING:
    from schoolproof.report import Options


def day(text: str | None) -> date:
    """The day to judge by, in UTC.

    Raises:
        UserError: the text is no date.
    """
    if text is None:
        return datetime.now(UTC).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        msg = f"--today {text!r} is no date: write it like 2026-09-01"
        raise UserError(msg) from None


def emit(text: str | bytes, output: Path | None) -> None:
    """Print, or write whole or not at all.

    Raises:
        UserError: bytes would go to a terminal, or the file cannot be written.
    """
    if output is not None:
        write_atomic(output, text)
    elif isinstance(text, str):
        sys.stdout.write(text)
    elif sys.stdout.isatty():
        raise UserError("this format is no text: say where to write it, --output report.pdf")
    else:
        sys.stdout.buffer.write(text)


def also_entry(entry: str) -> tuple[str, Path]:
    """`sarif=out.sarif` taken apart.

    Raises:
        UserError: it is not like that.
    """
    name, _, file = entry.partition("=")
    if not file:
        msg = f"--also {entry!r} is not like sarif=out.sarif: a format, and the file to write"
        raise UserError(msg)
    return name, Path(file)


def terminal(*, verbose: bool, output: Path | None) -> Options:
    """Width and colour of the terminal; plain and 80 columns wide where there is none."""
    from rich.console import Console  # noqa: PLC0415  start-up stays quick

    from schoolproof.report import Options  # noqa: PLC0415

    console = Console()
    colour = console.is_terminal and not console.no_color and output is None
    width = console.width if console.is_terminal else 80
    return Options(width=width, colour=colour, verbose=verbose)
