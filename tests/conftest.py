"""What several tests need: a school repository of their own, and the command line."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

REPOS = Path(__file__).parent / "repos"
Result = subprocess.CompletedProcess[str]


@pytest.fixture(autouse=True)
def _key(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fingerprints that do not depend on the machine, and no key file left behind."""
    monkeypatch.setenv("SCHOOLPROOF_KEY", "a key for tests only, not secret")


@pytest.fixture
def school(tmp_path: Path) -> Path:
    """A repository with one switch: room 2 lacks BPDU guard."""
    return Path(shutil.copytree(REPOS / "one_switch", tmp_path / "school"))


@pytest.fixture
def run(school: Path) -> Callable[..., Result]:
    """The command line, in that repository."""

    def call(*args: str, cwd: Path = school, stdin: str | None = None) -> Result:
        command = [sys.executable, "-m", "schoolproof", *args]
        return subprocess.run(
            command, cwd=cwd, text=True, capture_output=True, check=False, input=stdin, timeout=120
        )

    return call
