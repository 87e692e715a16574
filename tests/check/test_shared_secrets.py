"""A key that two schools share is found at both, and nothing else is."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import REPOS, Result

CONTROL = "cyber_security/no_shared_secrets_between_sites"
SHARED = "<redacted:type7:ok:3f9a61c2>"
Run = Callable[..., Result]


@pytest.fixture
def schools(tmp_path: Path) -> Path:
    """Two schools with one switch each: the key of the sign-in service is the same."""
    return Path(shutil.copytree(REPOS / "two_schools", tmp_path / "schools"))


def judge(run: Run, schools: Path) -> dict[str, Any]:
    result = run("check", "--control", CONTROL, "--format", "json", cwd=schools)
    (verdict,) = json.loads(result.stdout)["verdicts"]
    return dict(verdict)


def test_the_shared_key_is_found_at_both_places(run: Run, schools: Path) -> None:
    verdict = judge(run, schools)
    assert verdict["outcome"] == "fail"
    found = {(f["path"], f["line"], f["subject"]) for f in verdict["findings"]}
    assert found == {
        ("configs/hill/hl-sw1.cfg", 6, SHARED),
        ("configs/vale/vl-sw1.cfg", 6, SHARED),
    }
    assert {f["text"].strip() for f in verdict["findings"]} == {f"key 7 {SHARED}"}


def test_the_other_school_is_named(run: Run, schools: Path) -> None:
    messages = {f["message"] for f in judge(run, schools)["findings"]}
    assert messages == {
        "hl-sw1 has the same secret as a device of vale",
        "vl-sw1 has the same secret as a device of hill",
    }


def test_keys_of_their_own_pass(run: Run, schools: Path) -> None:
    path = schools / "configs/vale/vl-sw1.cfg"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("3f9a61c2", "0badc0de"), encoding="utf-8")
    assert judge(run, schools)["outcome"] == "pass"
