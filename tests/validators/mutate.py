"""Mutations of a text: what a control must notice. Each takes one line away, or turns it round."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from schoolproof.check.read import read_config
from schoolproof.parse import Node, Role
from schoolproof.parse.set_lines import set_words
from schoolproof.platforms import platform_named
from schoolproof.testing import KEY

SWITCHES = (
    *(("enable", "disable"), ("on", "off"), ("yes", "no")),
    *(("block", "pass"), ("deny", "allow")),
)
OBJECT = 4  # words that name an object: set, kind, kind, name
MANY = 20  # words of a list; longer ones are left as they are
LIST = re.compile(r"(.* \[ )(.*)( \])")


def mutations(text: str, platform_name: str, folder: Path) -> Iterator[str]:
    """Texts with one change each: a command removed with its section, or inverted, or a failing
    sample's line put in its place (so that a control on something forbidden can be seen to fail).

    In texts of `set` lines an object is all lines with the same head.
    """
    platform = platform_named(platform_name)
    tree = read_config(text, platform, KEY).tree
    lines = tree.text().split("\n")
    for node in tree.walk():
        if node.role is not Role.LINE:
            continue
        start, end = node.line - 1, _last_line(node)
        yield "\n".join(lines[:start] + lines[end:])
        yield from (
            "\n".join([*lines[:start], changed, *lines[start + 1 :]])
            for changed in _inverted(lines[start])
        )
        yield from _shorter_lists(lines, start)
    for head in dict.fromkeys(filter(None, map(_head, lines))):
        yield "\n".join(line for line in lines if _head(line) != head)
    yield from _with_forbidden_lines(lines, platform_name, folder)


def _shorter_lists(lines: list[str], number: int) -> Iterator[str]:
    """`[ a b c ]` without one of its words."""
    found = LIST.fullmatch(lines[number])
    words = found.group(2).split(" ") if found else []
    for place in range(len(words) if len(words) < MANY else 0):
        left = " ".join(words[:place] + words[place + 1 :])
        changed = f"{found.group(1)}{left}{found.group(3)}" if found else ""
        yield "\n".join([*lines[:number], changed, *lines[number + 1 :]])


def _head(line: str) -> str:
    """What the lines of one object begin with, in texts of `set` lines; else nothing."""
    words = set_words(line) if line.startswith("set ") else []
    if "rules" in words[:-1]:
        return " ".join(words[: words.index("rules") + 2])
    return " ".join(words[:OBJECT]) if len(words) > OBJECT else ""


def _last_line(node: Node) -> int:
    last = [node, *node.walk()][-1]
    return last.line + last.raw.rstrip("\n").count("\n")


def _inverted(line: str) -> Iterator[str]:
    pad, command = line[: len(line) - len(line.lstrip())], line.strip()
    yield f"{pad}{command[3:]}" if command.startswith("no ") else f"{pad}no {command}"
    for one, other in SWITCHES:
        for old, new in ((one, other), (other, one)):
            if re.search(rf"\b{old}$", command):
                yield pad + re.sub(rf"\b{old}$", new, command)


def _with_forbidden_lines(lines: list[str], platform: str, folder: Path) -> Iterator[str]:
    """The lines that failing samples mark, put where the same section stands in this one."""
    for path in sorted(folder.glob(f"{platform}.*.fail.cfg")):
        bad = path.read_text(encoding="utf-8")
        tree = read_config(bad, platform_named(platform), KEY).tree
        marked = {n + 2 for n, line in enumerate(bad.split("\n")) if "expect:" in line}
        for node in tree.walk():
            if node.line in marked and node.role is Role.LINE:
                yield from _planted(lines, node)
        theirs_all = bad.split("\n")
        heads = {_head(line) for n, line in enumerate(theirs_all, start=1) if n in marked}
        for head in sorted(heads - {""}):
            theirs = [line for line in theirs_all if _head(line) == head]
            ours = [line for line in lines if _head(line) != head]
            yield "\n".join([*theirs, *ours])
            yield "\n".join([*ours[:-1], *theirs, *ours[-1:]])


def _planted(lines: list[str], node: Node) -> Iterator[str]:
    raw = (node.raw + "".join(n.raw for n in node.walk())).rstrip("\n").split("\n")
    section = node.parent.text if node.parent else ""
    if not section:
        yield "\n".join(lines[:-1] + raw + lines[-1:])
        yield "\n".join(raw + lines)
    for number, line in enumerate(lines, start=1):
        if line.strip() and (line.strip() == section or _same_kind(line.strip(), section)):
            yield "\n".join(lines[:number] + raw + lines[number:])
        if line.split()[:2] == raw[0].split()[:2]:  # one value only: the last line counts
            yield "\n".join(lines[: number - 1] + raw + lines[number:])


def _same_kind(line: str, section: str) -> bool:
    return bool(section) and line.split()[:1] == section.split()[:1] and line != section
