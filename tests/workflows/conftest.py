"""A throw-away clone of a small school, with a pull request in it, and a machine around it."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest

from tests.workflows.job import ROOT, World, git

NEEDED = "playbooks/collections"
SCHOOL = Path(__file__).parents[1] / "repos" / "one_switch"
PROGRAMS = ("ansible-galaxy", "ansible-playbook", "gh", "python", "python3", "schoolproof")
CONFIG = "configs/hill/hl-sw1.cfg"
WHO = ("-c", "user.name=Test", "-c", "user.email=test@example.org")


@pytest.fixture
def world(tmp_path: Path) -> World:
    """A clone with the whole history on a detached commit, as a checkout leaves it."""
    origin, clone, temp = tmp_path / "origin.git", tmp_path / "clone", tmp_path / "temp"
    work = tmp_path / "work"
    shutil.copytree(SCHOOL, work)
    shutil.copytree(ROOT / NEEDED, work / NEEDED)
    (work / "requirements.txt").write_text("schoolproof\n", encoding="utf-8")
    (work / ".gitignore").write_text(".schoolproof/\n.schoolproof.key\n", encoding="utf-8")
    git(work, "init", "--quiet", "--initial-branch=main")
    commit(work, "The school as it is")
    git(tmp_path, "clone", "--quiet", "--bare", str(work), str(origin))
    git(tmp_path, "clone", "--quiet", str(origin), str(clone))
    git(clone, "checkout", "--quiet", "--detach", "origin/main")
    _machine(temp)
    return World(clone, temp, {"repository": {"default_branch": "main"}})


def _machine(temp: Path) -> None:
    folder = temp / "bin"
    folder.mkdir(parents=True)
    for name in PROGRAMS:
        script = folder / name
        fake = Path(__file__).with_name("fake.py")
        script.write_text(
            f'#!/bin/sh\nexec "{sys.executable}" "{fake}" {name} "$@"\n', encoding="utf-8"
        )
        script.chmod(0o755)


def commit(folder: Path, message: str, *trailers: str) -> str:
    """Commit everything; returns the commit."""
    git(folder, "add", "--all")
    extra = [word for trailer in trailers for word in ("--trailer", trailer)]
    git(folder, *WHO, "commit", "--quiet", "--allow-empty", "--message", message, *extra)
    return git(folder, "rev-parse", "HEAD")


def edit(folder: Path, old: str, new: str, path: str = CONFIG) -> None:
    """Replace a text that must stand there."""
    file = folder / path
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new, 1), encoding="utf-8")


def pull_request(world: World, branch: str, *trailers: str) -> None:
    """Commit what was edited to a branch and check out the merge of a pull request of it."""
    clone, base = world.clone, git(world.clone, "rev-parse", "origin/main")
    head = commit(clone, "A change", *trailers)
    git(clone, "checkout", "--quiet", "--detach", base)
    git(clone, *WHO, "merge", "--quiet", "--no-ff", "--message", "Merge", head)
    world.event["pull_request"] = {
        "number": 7,
        "title": branch,
        "base": {"sha": base},
        "head": {"sha": head, "ref": branch, "repo": {"full_name": "example-org/school"}},
    }
