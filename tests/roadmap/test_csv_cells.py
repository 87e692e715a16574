"""No cell of a table is a formula."""

from __future__ import annotations

import csv
from decimal import Decimal
from io import StringIO

import pytest

from schoolproof.report.csv_cells import rows


def cell(value: object) -> str:
    header, row = csv.reader(StringIO(rows(["name"], [[value]])))
    assert header == ["name"]
    return row[0]


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("=1+1", "'=1+1"),
        ("+44", "'+44"),
        ("-2", "'-2"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1+1", "' =1+1"),
        ("\r=1+1", "'\\x0d=1+1"),
        ("plain", "plain"),
        ('say "so", twice', 'say "so", twice'),
        ("a\nb", "a\\x0ab"),
        ("a\u202eb", "a\\u202eb"),
        ("\x1b[31mred", "\\x1b[31mred"),
        (-2, "-2"),
        (Decimal(9500), "9500"),
        (None, ""),
        (True, "yes"),
        (False, "no"),
    ],
)
def test_a_cell(value: object, shown: str) -> None:
    assert cell(value) == shown


def test_a_header_is_guarded_too() -> None:
    assert rows(["=x"], []) == "'=x\n"
