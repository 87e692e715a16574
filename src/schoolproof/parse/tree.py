"""A configuration as a tree, losslessly: every node keeps its exact text and its line number."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from enum import Enum


class Role(Enum):
    """What a node is in the text."""

    LINE = "line"  # a command, with children when it opens a section
    COMMENT = "comment"  # comment or blank line
    CLOSE = "close"  # `next`, `end`, `exit`: closes the section it stands in


class Node:
    """One command. `line` is 1-based; `text` is stripped, `raw` is exact, line ends included.

    A command whose value runs over several lines (banner, certificate, quoted text) is one node:
    `text` then holds line feeds, `line` is the first line.
    """

    __slots__ = ("children", "line", "parent", "raw", "role", "text")

    def __init__(
        self, text: str, line: int, raw: str, parent: Node | None, role: Role = Role.LINE
    ) -> None:
        self.text = text
        self.line = line
        self.raw = raw
        self.parent = parent
        self.role = role
        self.children: list[Node] = []

    def __repr__(self) -> str:
        return f"Node({self.line}: {self.text.splitlines()[0] if self.text else ''!r})"

    def commands(self) -> Iterator[Node]:
        """Children that are commands: no comments, no closers."""
        return (child for child in self.children if child.role is Role.LINE)

    def walk(self) -> Iterator[Node]:
        """This node's descendants in the order of the text."""
        stack = list(reversed(self.children))
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))


@dataclass(slots=True)
class ConfigTree:
    """A parsed text. `problems` says what is out of balance, as (line, sentence)."""

    root: Node
    grammar: Grammar
    problems: list[tuple[int, str]] = field(default_factory=list)

    def text(self) -> str:
        """The text again, byte for byte as it was read."""
        return "".join(node.raw for node in self.root.walk())

    def walk(self) -> Iterator[Node]:
        """Every node in the order of the text."""
        return self.root.walk()

    def apply(self, commands: Sequence[str]) -> ConfigTree:
        """The tree after a device took these commands. This tree stays as it was.

        Raises:
            CommandError: a command cannot be applied here.
        """
        return self.grammar.parse(self.grammar.apply(self, commands))


@dataclass(frozen=True, slots=True)
class Grammar:
    """How a platform's text becomes a tree, and what its commands do to it."""

    parse: Callable[[str], ConfigTree]
    apply: Callable[[ConfigTree, Sequence[str]], str]


def physical_lines(text: str) -> list[str]:
    """Lines with their ends; only a line feed ends a line, as editors and Git count them."""
    lines = [part + "\n" for part in text.split("\n")]
    last = lines.pop()[:-1]
    if last:
        lines.append(last)
    return lines


def newline_of(text: str) -> str:
    """The line end that the text uses."""
    return "\r\n" if "\r\n" in text else "\n"
