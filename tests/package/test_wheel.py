"""The wheel alone, in an empty environment, on a repository that has only inventory and configs."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import venv
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
REPO = ROOT / "tests" / "repos" / "one_switch"
CONFIG = "configs/hill/hl-sw1.cfg"


@pytest.fixture(scope="module")
def command(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """`schoolproof`, installed from a freshly built wheel."""
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", folder, ROOT],
        check=True,
        capture_output=True,
    )
    (wheel,) = folder.glob("*.whl")
    venv.create(folder / "env", with_pip=True)
    python = folder / "env" / "bin" / "python"
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", wheel]
    done = subprocess.run(install, check=False, capture_output=True, text=True)
    if done.returncode and "No matching distribution" in done.stderr:
        pytest.skip("the package index cannot be reached, so nothing can be installed")
    assert done.returncode == 0, done.stderr
    return folder / "env" / "bin" / "schoolproof"


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A repository with nothing but inventory and configs."""
    for folder in ("inventory", "configs"):
        shutil.copytree(REPO / folder, tmp_path / folder)
    return tmp_path


@pytest.mark.parametrize(
    ("args", "code"),
    [
        (("version",), 0),
        (("controls",), 0),
        (("controls", "network_switching/bpdu_guard"), 0),
        (("show", CONFIG, "--platform", "cisco_ios", "--format", "json"), 0),
        (("sanitise", CONFIG, "--platform", "cisco_ios"), 0),
        (("check",), 1),
        (("check", "--format", "markdown"), 1),
    ],
)
def test_every_command_runs(command: Path, bare: Path, args: tuple[str, ...], code: int) -> None:
    done = run(command, bare, *args)
    assert done.returncode == code, done.stderr
    assert done.stdout
    assert "Traceback" not in done.stderr


def test_the_built_in_controls_judge(command: Path, bare: Path) -> None:
    data = json.loads(run(command, bare, "check", "--format", "json").stdout)
    assert data["summary"]["controls"] >= 50
    assert not data["problems"]


def run(command: Path, folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    """The command, in that folder, without the checkout in sight."""
    environment = {k: v for k, v in os.environ.items() if not k.startswith("PYTHON")}
    return subprocess.run(
        [command, *args], cwd=folder, env=environment, check=False, capture_output=True, text=True
    )
