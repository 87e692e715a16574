"""Which sections a line stands in, for rules that need to know; the tree is built when asked."""

from __future__ import annotations

from bisect import bisect_right

from schoolproof.parse import Node
from schoolproof.platforms import Platform

DEEPEST = 8  # values inside values; more is no configuration


class Sections:
    """The enclosing commands of each line of one text."""

    def __init__(self, text: str, platform: Platform, depth: int = 0) -> None:
        self._text = text
        self._platform = platform
        self._depth = depth
        self._nodes: list[Node] | None = None
        self._starts: list[int] = []
        self._values: dict[int, Sections] = {}

    def path(self, line: int) -> str:
        """Commands that enclose a line (1-based), outermost first, joined by ` / `.

        A value of several lines may hold commands itself, as a script does: then the path goes
        on inside it.
        """
        if self._nodes is None:
            self._nodes = list(self._platform.grammar.parse(self._text).walk())
            self._starts = [node.line for node in self._nodes]
        position = bisect_right(self._starts, line) - 1
        if position < 0:
            return ""
        node = self._nodes[position]
        if node.line == line:
            return _above(node.parent)
        if self._depth >= DEEPEST:
            return _above(node)
        inside = self._inside(position, node).path(line - node.line + 1)
        return " / ".join(filter(None, (_above(node), inside)))

    def _inside(self, position: int, node: Node) -> Sections:
        if position not in self._values:
            first, _, rest = node.raw.partition("\n")
            opening = first.partition('"')[2]
            self._values[position] = Sections(f"{opening}\n{rest}", self._platform, self._depth + 1)
        return self._values[position]


def _above(node: Node | None) -> str:
    names: list[str] = []
    while node is not None and node.parent is not None:
        names.append(node.text.split("\n", 1)[0])
        node = node.parent
    return " / ".join(reversed(names))
