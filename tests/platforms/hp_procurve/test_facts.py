"""Facts of whole texts: each is [value, text of its line] in facts.yaml."""

from pathlib import Path
from typing import Any

import pytest
import yaml

from schoolproof.model import Device
from schoolproof.platforms import platform_named

HERE = Path(__file__).parent
PLATFORM = platform_named("hp_procurve")
WANTED: dict[str, dict[str, Any]] = yaml.safe_load((HERE / "facts.yaml").read_text("utf-8"))
ROWS = [(case, path) for case, facts in WANTED.items() for path in facts]


Facts = dict[str, tuple[Any, str | None]]


def facts_of(text: str) -> Facts:
    device = Device()
    PLATFORM.read(PLATFORM.grammar.parse(text), device)
    lines = text.splitlines()
    return {
        path: (value, lines[line - 1].strip() if line else None)
        for path, value, line in device.facts()
    }


@pytest.fixture(scope="module", name="found")
def _found() -> dict[str, Facts]:
    return {case: facts_of((HERE / case / "raw.cfg").read_text("utf-8")) for case in WANTED}


@pytest.mark.parametrize(("case", "path"), ROWS)
def test_fact(case: str, path: str, found: dict[str, Facts]) -> None:
    wanted = WANTED[case][path]
    if wanted == "unset":
        assert path not in found[case]
    else:
        assert list(found[case][path]) == wanted


@pytest.mark.parametrize("case", WANTED)
def test_text_survives_byte_for_byte(case: str) -> None:
    text = (HERE / case / "raw.cfg").read_text("utf-8")
    assert PLATFORM.grammar.parse(text).text() == text


def test_the_default_table_names_its_sources() -> None:
    assert len({row.fact for row in PLATFORM.defaults}) == len(PLATFORM.defaults)
    assert all(row.source and row.absent for row in PLATFORM.defaults)


def test_nothing_is_ignored_at_the_top_without_its_name() -> None:
    from schoolproof.platforms.hp_procurve.reading import TOP  # noqa: PLC0415  internal table

    blanket = [p for p, _ in TOP.ignored() if p.startswith((".", r"(no )?.", r"\w"))]
    assert blanket == []
