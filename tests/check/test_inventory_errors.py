"""Bad inventory files: one sentence each, at the right line, exit code 2."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from tests.conftest import Result

CASES = yaml.safe_load((Path(__file__).parent / "bad_inventory.yaml").read_text("utf-8"))
Run = Callable[..., Result]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_mistake_is_one_sentence_at_its_line(
    run: Run, school: Path, case: dict[str, str]
) -> None:
    path = school / case["file"]
    text = path.read_text("utf-8") if path.exists() else ""
    if "find" in case:
        assert case["find"] in text
        text = text.replace(case["find"], case["replace"], 1)
    else:
        text = case["text"]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    result = run("check", "--today", "2026-11-25")
    said = " ".join((result.stdout + result.stderr).split())
    assert result.returncode == 2, said
    assert case["says"] in said
    assert "Traceback" not in said
