"""What the documents say is so: their commands run, their links lead somewhere."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^```(?:sh|bash|console)\n(.*?)^```", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\((?!https?:)([^)#]+)")
OUTPUT = re.compile(r"^(\w+=|)(?=[\w.-]+\.(?:html|pdf|csv|json|md|sarif|xml)$)")  # files to write
README = (ROOT / "README.md").read_text("utf-8")
# these write, or need a device: their words are held against their help
LEFT_OUT = ("sanitise", "collect", "lab", "drift", "init", "inventory", "plan", "registers")


def commands() -> list[str]:
    """Every schoolproof command in the pages' shell blocks."""
    found = []
    for page in PAGES:
        for block in BLOCK.findall(page.read_text("utf-8")):
            for line in block.splitlines():
                command = line.split("  #")[0].strip().removeprefix("$ ")
                if command.startswith("schoolproof ") and "<" not in command:
                    found.append(command)
    return sorted(set(found))


@pytest.mark.parametrize("command", commands())
def test_a_documented_command_runs(command: str, tmp_path: Path) -> None:
    _, verb, *rest = shlex.split(command)
    rest = [OUTPUT.sub(rf"\1{tmp_path}/", word) for word in rest]
    if verb in LEFT_OUT:
        inner = [rest[0]] if verb == "inventory" else []
        done = run(verb, *inner, "--help")
        missing = [w for w in rest if w.startswith("-") and not re.search(rf"{w}\b", done.stdout)]
        assert not missing, done.stdout
    else:
        done = run(verb, *rest)
    assert done.returncode in {0, 1}, done.stderr
    assert "Traceback" not in done.stderr


def run(*words: str) -> subprocess.CompletedProcess[str]:
    """Our command line, on the example."""
    return subprocess.run(
        [sys.executable, "-m", "schoolproof", *words],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "200", "TERM": "dumb"},
        check=False,
        capture_output=True,
        text=True,
    )


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files(page: Path) -> None:
    for target in LINK.findall(page.read_text("utf-8")):
        assert (page.parent / target).exists(), target


def test_the_readme_names_commands_that_exist() -> None:
    text = (ROOT / "Makefile").read_text("utf-8")
    for word in re.findall(r"^make (\w+)", README, re.MULTILINE):
        assert re.search(rf"^{word}:", text, re.MULTILINE), word
