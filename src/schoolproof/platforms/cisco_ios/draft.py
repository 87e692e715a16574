"""What was said about one port, before it is known what holds."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from schoolproof.parse import Node
from schoolproof.platforms.lines import Lines

Said = tuple[Any, int | None]
PORT = Lines()  # what may stand in an interface, and in a template that interfaces draw on


class Draft:
    """Values by word, each with its line; what the port does not say, its template says."""

    __slots__ = ("line", "name", "said", "unread")

    def __init__(self, name: str, line: int, unread: list[Node]) -> None:
        self.name = name
        self.line = line
        self.said: dict[str, Said] = {}
        self.unread = unread

    def say(self, word: str, value: Any, line: int) -> None:
        """Note a value; a later line of the same meaning replaces an earlier one."""
        self.said[word] = (value, line)

    def ask(self, word: str, absent: Any = None) -> Said:
        """The value and its line; (absent, None) where nothing was said."""
        return self.said.get(word, (absent, None))

    def add(self, word: str, value: Any, line: int) -> None:
        """Add to a list of values; the first line stands for all."""
        values, first = self.said.get(word, ((), line))
        self.said[word] = ((*values, value), first)


def toggle(word: str, *patterns: str, table: Lines = PORT) -> None:
    """Commands with a `no` form: the word is True, or False after `no`."""

    def handler(draft: Draft, node: Node, no: str | None, *_: str | None) -> None:
        draft.say(word, no is None, node.line)

    table.line(*(rf"(no )?{pattern}" for pattern in patterns))(handler)


def fixed(word: str, value: Any, *patterns: str, table: Lines = PORT) -> None:
    """Commands that give the word one value."""

    def handler(draft: Draft, node: Node, *_: str | None) -> None:
        draft.say(word, value, node.line)

    table.line(*patterns)(handler)


def takes(
    word: str, *patterns: str, convert: Callable[[str], Any] = str, table: Lines = PORT
) -> None:
    """Commands with an argument: the first group, converted, is the word's value."""
    table.line(*patterns)(partial(_take, word, convert))


def _take(
    word: str, convert: Callable[[str], Any], draft: Draft, node: Node, text: str, *_: str | None
) -> None:
    try:
        value = convert(text)
    except ValueError:
        draft.unread.append(node)
    else:
        draft.say(word, value, node.line)
