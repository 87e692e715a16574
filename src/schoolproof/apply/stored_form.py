"""Rollback commands with the secrets as the device itself stored them, in memory only."""

from __future__ import annotations

from collections.abc import Sequence

from schoolproof.apply.link import Collected
from schoolproof.drift.remedy import Remedy, fill
from schoolproof.errors import UserError
from schoolproof.model.secret import TOKEN
from schoolproof.parse import ConfigTree, Node
from schoolproof.platforms import Platform
from schoolproof.sanitise.fold import fold

Path = tuple[str, ...]


def stored_form(remedy: Remedy, before: Collected, platform: Platform) -> list[str]:
    """The commands, each line that holds a secret taken from the text that was collected.

    Raises:
        UserError: a secret's line is not found again; then nothing may be typed.
    """
    tree = platform.grammar.parse(before.config.text)
    clear = fold(before.raw.text)[0].split("\n")
    at = _lines(tree)
    typed = []
    for command, path in _placed(fill(remedy.commands, remedy.secrets)):
        if not TOKEN.search(command):
            typed.append(command)
            continue
        line = at.get(path)
        if line is None or "\n" in command or TOKEN.search(clear[line - 1]):
            msg = "a secret that the device had cannot be put back by commands"
            raise UserError(msg)
        pad = command[: len(command) - len(command.lstrip())]
        off = "no " if command.lstrip().startswith("no ") else ""
        typed.append(f"{pad}{off}{clear[line - 1].strip().removeprefix('no ')}")
    return typed


def _placed(commands: Sequence[str]) -> list[tuple[str, Path]]:
    """Each command with the path of the sections that it stands in, itself last."""
    found = []
    stack: list[tuple[int, str]] = []
    for command in commands:
        indent = len(command) - len(command.lstrip())
        while stack and stack[-1][0] >= indent:
            stack.pop()
        text = command.strip().removeprefix("no ")
        found.append((command, (*(t for _, t in stack), text)))
        stack.append((indent, text))
    return found


def _lines(tree: ConfigTree) -> dict[Path, int]:
    found: dict[Path, int] = {}
    for node in tree.walk():
        if "<redacted:" in node.text:
            found.setdefault(_path(node), node.line)
    return found


def _path(node: Node) -> Path:
    path = [node.text.removeprefix("no ")]
    around = node.parent
    while around is not None and around.parent is not None:
        path.insert(0, around.text)
        around = around.parent
    return tuple(path)
