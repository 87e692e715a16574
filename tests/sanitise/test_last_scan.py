"""The last scan finds what the rules missed, and lets clean text pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from schoolproof.sanitise import SanitisedConfig, SecretLeakError
from schoolproof.sanitise.last_scan import DETECTORS

HERE = Path(__file__).parent


def lines(name: str) -> list[str]:
    return [x for x in (HERE / name).read_text().splitlines() if not x.startswith("#")]


@pytest.mark.parametrize("row", lines("survivors.txt"))
def test_a_survivor_is_found_and_not_quoted(row: str) -> None:
    name, line = row.split("|")
    with pytest.raises(SecretLeakError) as caught:
        SanitisedConfig(f"hostname ql-sw1\n!\n{line}\n", "ql-sw1")
    told = str(caught.value)
    assert told.startswith("ql-sw1:3: ")
    assert f"({name})" in told
    assert "LEAK" not in told


def test_every_detector_has_a_survivor() -> None:
    assert {row.split("|")[0] for row in lines("survivors.txt")} == {d.name for d in DETECTORS}


@pytest.mark.parametrize("line", lines("clean_lines.txt"))
def test_a_clean_line_passes(line: str) -> None:
    assert SanitisedConfig(line, "ql-sw1").text == line
