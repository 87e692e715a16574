"""A school repository in Git: the switch of `one_switch`, and the control `local/waiting`."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer import Typer
from typer.testing import CliRunner

from schoolproof import cli
from tests.identity import WHO

LOCAL = Path(__file__).parent / "local"
CONFIG = "configs/hill/hl-sw1.cfg"
WAITING = "local/waiting"


@cache
def command_line() -> Typer:
    """The command line with all its commands."""
    cli._find_commands()  # noqa: SLF001  `main` does so; it would end this process too
    return cli.app


@dataclass(frozen=True)
class Repo:
    """A working tree and what one does with it."""

    root: Path

    def git(self, *args: str, stdin: bytes = b"") -> str:
        done = subprocess.run(
            ["git", "-C", str(self.root), *args],
            env={**os.environ, **WHO},
            input=stdin,
            capture_output=True,
            check=True,
        )
        return done.stdout.decode().strip()

    def commit(self, message: str = "a change") -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", message)
        return self.git("rev-parse", "HEAD")

    def change(self, old: str, new: str, path: str = CONFIG) -> None:
        file = self.root / path
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), "utf-8")

    def write(self, path: str, text: str) -> None:
        file = self.root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")

    def check(self, *args: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "schoolproof", "check", "--today", "2026-11-25", *args]
        return subprocess.run(
            command, cwd=self.root, text=True, capture_output=True, check=False, timeout=300
        )

    def against(self, *args: str, base: str = "HEAD") -> tuple[int, dict[str, Any]]:
        """Exit code and JSON of `check --base`."""
        code, text = self.render("json", "--base", base, *args)
        return code, json.loads(text)

    def render(self, fmt: str, *args: str) -> tuple[int, str]:
        """Exit code and output of a check in this process, which spares the start."""
        words = ["check", "--today", "2026-11-25", "--format", fmt, *args]
        with contextlib.chdir(self.root):
            done = CliRunner().invoke(command_line(), words)
        assert done.stdout, done.exception
        return done.exit_code, done.stdout


@pytest.fixture
def repo(school: Path) -> Repo:
    """The first commit: room 2 lacks BPDU guard, the console waits 20 minutes."""
    shutil.copy(LOCAL / "waiting.py", school / "validators" / "local")
    found = Repo(school)
    found.change("\nend", "\nline con 0\n exec-timeout 20 0\n!\nend")
    found.write(".gitignore", ".schoolproof/\n.schoolproof.key\n")
    found.git("init", "--quiet", "--initial-branch=main")
    found.commit("first")
    return found
