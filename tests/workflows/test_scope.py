"""The report that says why each device was in scope."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.workflows.conftest import commit, edit
from tests.workflows.job import git

SCHOOLS = Path(__file__).parents[1] / "repos" / "two_schools"


@pytest.fixture
def trust(tmp_path: Path) -> Path:
    folder = Path(shutil.copytree(SCHOOLS, tmp_path / "trust"))
    (folder / ".gitignore").write_text(".schoolproof/\n", encoding="utf-8")
    git(folder, "init", "--quiet", "--initial-branch=main")
    commit(folder, "As it is")
    return folder


def scope(folder: Path, *args: str) -> str:
    command = [sys.executable, "-m", "schoolproof", "check", "--format", "scope", *args]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
    assert done.stderr == ""
    return done.stdout


def hosts(folder: Path) -> list[str]:
    return sorted(path.stem for path in (folder / "configs").rglob("*.cfg"))


def test_without_a_base_everything_is_in_scope(trust: Path) -> None:
    lines = scope(trust).splitlines()
    assert lines[0].startswith(f"Judged: {len(hosts(trust))} devices, ")
    assert lines[1:] == [f"there is no base, so everything is in scope: {', '.join(hosts(trust))}"]


def test_every_device_has_its_reason(trust: Path) -> None:
    first, *others = hosts(trust)
    config = next((trust / "configs").rglob(f"{first}.cfg")).relative_to(trust).as_posix()
    edit(trust, "end\n", "ip http server\nend\n", config)
    said = scope(trust, "--base", "HEAD")
    assert f"its configuration changed: {first}\n" in said
    assert f"as on the base: nothing that decides its verdicts changed: {', '.join(others)}" in said
    again = scope(trust, "--base", "HEAD")
    assert f"its configuration changed: {first}\n" in again
    assert f"known from an earlier run of the same texts: {', '.join(others)}" in again


def test_a_device_that_cannot_be_read_is_named(trust: Path) -> None:
    first = hosts(trust)[0]
    next((trust / "configs").rglob(f"{first}.cfg")).write_text("% Authorization failed\n", "utf-8")
    said = scope(trust, "--base", "HEAD")
    assert f"it could not be judged: {first}\n" in said
    assert "Less than on the base: " in said
