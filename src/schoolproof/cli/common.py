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


def emit(text: str, output: Path | None) -> None:
    """Print, or write whole or not at all."""
    if output is None:
        sys.stdout.write(text)
    else:
        write_atomic(output, text)


def terminal(*, verbose: bool, output: Path | None) -> Options:
    """Width and colour of the terminal; plain and 80 columns wide where there is none."""
    from rich.console import Console  # noqa: PLC0415  start-up stays quick

    from schoolproof.report import Options  # noqa: PLC0415

    console = Console()
    colour = console.is_terminal and not console.no_color and output is None
    width = console.width if console.is_terminal else 80
    return Options(width=width, colour=colour, verbose=verbose)
