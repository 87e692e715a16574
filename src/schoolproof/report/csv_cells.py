"""Comma-separated values that no spreadsheet takes for a formula."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from decimal import Decimal
from io import StringIO
from typing import Any

from schoolproof.report.safe import printable

FORMULA = ("=", "+", "-", "@", "\t", "\r")  # OWASP, CSV injection


def rows(header: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    """A table as CSV (RFC 4180, but with line feeds); None is an empty cell."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_cell(value) for value in header)
    for row in rows:
        writer.writerow(_cell(value) for value in row)
    return out.getvalue()


def _cell(value: Any) -> str:
    """Text without control characters; a formula gets an apostrophe, a number stays a number."""
    if isinstance(value, bool) or value is None:
        return "" if value is None else ("yes" if value else "no")
    text = str(value)
    if isinstance(value, int | float | Decimal):
        return text
    guarded = f"'{text}" if text.startswith(FORMULA) else text
    return printable(guarded)
