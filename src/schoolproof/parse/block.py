"""Texts in blocks: `config … / edit … / set … / next / end` (FortiOS)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from schoolproof.parse.tree import ConfigTree, Grammar, Node, Role, physical_lines

ESCAPED = re.compile(r"\\.", re.DOTALL)
MAX_VALUE_LINES = 5000  # a replacement message is a whole page; beyond it the quote is a mistake


def parse(text: str, grammar: Grammar) -> ConfigTree:
    """The tree of a block text. Never raises; what is out of balance is in `problems`."""
    lines = physical_lines(text)
    root = Node("", 0, "", None)
    tree = ConfigTree(root, grammar)
    here = root
    position, count = 0, len(lines)
    while position < count:
        raw = lines[position]
        stripped = raw.strip()
        after = position + 1
        if not stripped or stripped.startswith("#"):
            here.children.append(Node(stripped, position + 1, raw, here, Role.COMMENT))
            position = after
            continue
        if '"' in raw:
            after = _value_end(lines, position, tree)
            if after > position + 1:
                raw = "".join(lines[position:after])
                stripped = raw.strip()
        here = _place(here, Node(stripped, position + 1, raw, here), tree)
        position = after
    _report_open(here, tree)
    return tree


def _place(here: Node, node: Node, tree: ConfigTree) -> Node:
    """Put a node where it belongs and say where the next one goes."""
    word = node.text.split(None, 1)[0]
    if word in {"config", "edit"}:
        if word == "edit" and _word(here) == "edit":  # `edit` after `edit`: `next` was left out
            here = here.parent or here
            node.parent = here
        here.children.append(node)
        return node
    if node.text == "next":
        return _next(here, node, tree)
    if word == "end" and node.text == "end":
        return _end(here, node, tree)
    here.children.append(node)
    return here


def _next(here: Node, node: Node, tree: ConfigTree) -> Node:
    """`next` closes the edit, and the config in it that no `end` closed."""
    edit = here.parent if _word(here) == "config" else here
    if edit is None or _word(edit) != "edit":
        here.children.append(node)
        return here
    if edit is not here:
        tree.problems.append((here.line, f"`{here.text}` is never closed"))
        node.parent = edit
    return _close(edit, node)


def _end(here: Node, node: Node, tree: ConfigTree) -> Node:
    """`end` closes the config, and the edit in it that no `next` closed."""
    if _word(here) == "edit" and here.parent is not None:
        here = here.parent
        node.parent = here
    if _word(here) == "config":
        return _close(here, node)
    tree.problems.append((node.line, "this `end` closes nothing"))
    here.children.append(node)
    return here


def _close(here: Node, node: Node) -> Node:
    node.role = Role.CLOSE
    here.children.append(node)
    assert here.parent is not None  # noqa: S101  only config and edit are closed, root is neither
    return here.parent


def _word(node: Node) -> str:
    return node.text.split(None, 1)[0] if node.text else ""


def _report_open(here: Node, tree: ConfigTree) -> None:
    while here.parent is not None:
        tree.problems.append((here.line, f"`{here.text.splitlines()[0]}` is never closed"))
        here = here.parent


def open_quote(raw: str) -> bool:
    """Whether a double quote is open at the end of this text."""
    if "\\" in raw:
        raw = ESCAPED.sub("", raw)
    return raw.count('"') % 2 == 1


def _value_end(lines: Sequence[str], position: int, tree: ConfigTree) -> int:
    if not open_quote(lines[position]):
        return position + 1
    for index in range(position + 1, min(len(lines), position + MAX_VALUE_LINES)):
        if open_quote(lines[index]):
            return index + 1
    tree.problems.append((position + 1, "the quoted text that begins here never ends"))
    return position + 1


def words(text: str) -> list[str]:
    """The words of a command, quotes and escapes taken away: `set a "b c" d` → a list of four."""
    if "\\" not in text and "'" not in text:
        if '"' not in text:
            return text.split()
        parts = text.split('"')
        if len(parts) % 2 and all(p[:1] == " " and p[-1:] == " " for p in parts[2:-1:2]):
            first, last = parts[0], parts[-1]
            if first[-1:] in {"", " "} and last[:1] in {"", " ", "\n"}:
                return _between_quotes(parts)
    return [_unquote(word) for word in WORD.findall(text)]


def _between_quotes(parts: list[str]) -> list[str]:
    """Words of a text that was split at its quotes: each second part stood in quotes."""
    found: list[str] = []
    for index, part in enumerate(parts):
        if index % 2:
            found.append(part)
        else:
            found.extend(part.split())
    return found


WORD = re.compile(r'(?:"(?:\\.|[^"\\])*"|\'[^\'\n]*\'|\\.|[^\s"\'\\])+', re.DOTALL)
PIECE = re.compile(r'"((?:\\.|[^"\\])*)"|\'([^\']*)\'|\\(.)|(.)', re.DOTALL)


def _unquote(word: str) -> str:
    pieces = []
    for double, single, escaped, plain in PIECE.findall(word):
        pieces.append(re.sub(r"\\(.)", r"\1", double, flags=re.DOTALL) + single + escaped + plain)
    return "".join(pieces)


def quoted(value: str) -> str:
    """A value as the device prints it: quoted when it holds blanks or quotes, or is empty."""
    if value and re.fullmatch(r"[\w.:/@-]+", value):
        return value
    escaped = value.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
