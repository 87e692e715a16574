"""What the documents say is so: their commands run, their links lead somewhere."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```sh\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
README = (ROOT / "README.md").read_text("utf-8")
LEFT_OUT = ("sanitise", "collect", "lab", "drift", "init", "inventory")  # write or need a device


def commands() -> list[str]:
    """Every schoolproof command in the pages' shell blocks."""
    found = []
    for page in PAGES:
        for block in BLOCK.findall(page.read_text("utf-8")):
            for line in block.splitlines():
                command = line.split("  #")[0].strip()
                if command.startswith("schoolproof ") and "<" not in command:
                    found.append(command)
    return sorted(set(found))


@pytest.mark.parametrize("command", commands())
def test_a_documented_command_runs(command: str) -> None:
    _, verb, *rest = shlex.split(command)
    if verb in LEFT_OUT:
        rest = ["--help"]
    done = subprocess.run(
        [sys.executable, "-m", "schoolproof", verb, *rest],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert done.returncode in {0, 1}, done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page: Path) -> None:
    for target in LINK.findall(page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_the_readme_names_commands_that_exist() -> None:
    text = (ROOT / "Makefile").read_text("utf-8")
    for word in re.findall(r"^make (\w+)", README, re.MULTILINE):
        assert re.search(rf"^{word}:", text, re.MULTILINE), word
