"""Tables that say which function reads which line.

A line that no row of the table matches is unread, and is reported as such; a section that a row
reads as one line leaves its children unread. So nothing is passed over in silence.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from schoolproof.parse import Node, Role

Handler = Callable[..., None]
H = TypeVar("H", bound=Handler)
CACHE = 20_000  # texts remembered by a table; access stacks repeat the same few


@dataclass(frozen=True, slots=True)
class Row:
    """One pattern and what reads it. `handler` None: deliberately ignored, for `reason`."""

    pattern: re.Pattern[str]
    handler: Handler | None
    section: bool
    reason: str = ""


Found = tuple[Row, tuple[Any, ...]] | None


class Lines:
    """The table of one kind of section. Patterns must match the whole command.

    Handlers take (context, node, *groups); a group that did not take part is None.
    """

    def __init__(self) -> None:
        self._rows: dict[str, list[Row]] = {}
        self._any: list[Row] = []
        self._seen: dict[str, Found] = {}

    def line(self, *patterns: str) -> Callable[[H], H]:
        """Decorator: this function reads a command without children."""
        return self._register(patterns, section=False)

    def section(self, *patterns: str) -> Callable[[H], H]:
        """Decorator: this function reads a command and is answerable for its children."""
        return self._register(patterns, section=True)

    def ignore(self, reason: str, *patterns: str) -> None:
        """Commands (with their children) that no fact needs, each by name, for one reason."""
        for pattern in patterns:
            self._add(Row(_compile(pattern), None, section=True, reason=reason), pattern)

    def ignored(self) -> Iterable[tuple[str, str]]:
        """(pattern, reason) of all that is deliberately ignored."""
        rows = [row for rows in self._rows.values() for row in rows] + self._any
        return [(row.pattern.pattern, row.reason) for row in rows if row.handler is None]

    def read(self, nodes: Iterable[Node], context: Any, unread: list[Node]) -> None:
        """Give each command to its handler; append what nobody understands to `unread`."""
        seen = self._seen
        line_role = Role.LINE
        for node in nodes:
            if node.role is not line_role:
                continue
            text = node.text
            found = seen[text] if text in seen else self._find(text)
            if found is None:
                unread.append(node)
                unread.extend(n for n in node.walk() if n.role is line_role)
                continue
            row, groups = found
            if row.handler is not None:
                row.handler(context, node, *groups)
            if node.children and not row.section:
                unread.extend(n for n in node.walk() if n.role is line_role)

    def _register(self, patterns: tuple[str, ...], *, section: bool) -> Callable[[H], H]:
        def register(handler: H) -> H:
            for pattern in patterns:
                self._add(Row(_compile(pattern), handler, section), pattern)
            return handler

        return register

    def _add(self, row: Row, pattern: str) -> None:
        word = _literal(pattern)
        rows = self._rows.setdefault(word, []) if word else self._any
        rows.append(row)

    def _find(self, text: str) -> Found:
        bare = text.removeprefix("no ")
        word = bare.split(None, 1)[0] if bare else ""
        found: Found = None
        for row in [*self._rows.get(word, ()), *self._any]:
            match = row.pattern.fullmatch(text)
            if match:
                found = (row, match.groups())
                break
        if len(self._seen) >= CACHE:
            self._seen.clear()
        self._seen[text] = found
        return found


def _compile(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.DOTALL)


LITERAL = re.compile(r"(?:\(no \)\?|\(\?:no \)\?|no )?([A-Za-z0-9-]+)(?= |$|\(\?: |\( )")


def _literal(pattern: str) -> str:
    """The first literal word of a pattern, by which the table finds it; empty when it has none."""
    found = LITERAL.match(pattern)
    return found.group(1) if found else ""
