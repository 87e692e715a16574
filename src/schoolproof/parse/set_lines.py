"""Texts of `set …` lines, as PAN-OS prints them: one whole path on each line."""

from __future__ import annotations

import re

from schoolproof.parse.block import MAX_VALUE_LINES, open_quote
from schoolproof.parse.items import Item, grow
from schoolproof.parse.tree import ConfigTree, Grammar, Node, Role, physical_lines

WORD = re.compile(r'"((?:\\"|[^"])*)"|([^\s"]\S*)')
BARE = re.compile(r"[^\s\"\[\];{}#]+")


def parse(text: str, grammar: Grammar) -> ConfigTree:
    """The tree of a set text: all lines stand side by side. Never raises."""
    lines = physical_lines(text)
    root = Node("", 0, "", None)
    tree = ConfigTree(root, grammar)
    position, count = 0, len(lines)
    while position < count:
        raw, first = lines[position], position + 1
        position += 1
        if '"' in raw and open_quote(raw) and raw.lstrip().startswith("set "):
            end = _value_end(lines, position, tree)
            raw = "".join([raw, *lines[position:end]])
            position = end
        stripped = raw.strip()
        role = Role.COMMENT if not stripped or stripped[0] == "#" else Role.LINE
        root.children.append(Node(stripped, first, raw, root, role))
    return tree


def _value_end(lines: list[str], position: int, tree: ConfigTree) -> int:
    """The line after the one that closes the quote; a quote that never closes holds one line."""
    for index in range(position, min(len(lines), position + MAX_VALUE_LINES)):
        if lines[index].count('"') % 2 and not open_quote('"' + lines[index]):
            return index + 1
    tree.problems.append((position, "the quoted text that begins here never ends"))
    return position


def set_words(text: str) -> list[str]:
    r"""The words of a command. In quotes only `\"` is special: `"school\pupils"` is a name.

    Brackets that touch a word count as words of their own, unless they are quoted.
    """
    if '"' not in text:
        found = text.split()
        return _brackets(found) if "[" in text else found
    words: list[str] = []
    for quoted_word, bare in WORD.findall(text):
        if bare:
            words += _brackets([bare]) if bare[0] == "[" or bare[-1] == "]" else [bare]
        else:
            words.append(quoted_word.replace('\\"', '"'))
    return words


def _brackets(found: list[str]) -> list[str]:
    """Brackets at the edges of words that belong to a list, as words of their own."""
    parts: list[str] = []
    for word in found:
        if len(word) > 1 and word[0] == "[":
            parts.append("[")
            word = word[1:]  # noqa: PLW2901  the rest of it
        if len(word) > 1 and word[-1] == "]" and "[" not in word:
            parts += [word[:-1], "]"]
        else:
            parts.append(word)
    return parts


def set_quoted(value: str) -> str:
    """A value as the device prints it: in quotes when it holds blanks, quotes or nothing."""
    if value and BARE.fullmatch(value):
        return value
    shown = value.replace('"', '\\"')
    return f'"{shown}"'


def items(tree: ConfigTree, root: Item) -> list[Node]:
    """Grow `root` by every `set` line; the lines that are none are given back."""
    left: list[Node] = []
    for node in tree.root.commands():
        text = node.text
        if not text.startswith("set "):
            left.append(node)
            continue
        path = set_words(text)[1:]
        if path:
            grow(root, path, node)
        else:
            left.append(node)
    return left
