"""XML as a device prints it, lossless and harmless.

This is no general XML parser: it knows elements, attributes, text, comments and the five named
entities. It never declares, fetches or expands anything: a text with a document type (the only
place where entities can be declared) is refused as a whole, as no firewall writes one. Tokens that
stand for secrets (`<redacted:…>`) are text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from html import unescape

from schoolproof.parse.items import Item
from schoolproof.parse.tree import ConfigTree, Grammar, Node, Role, physical_lines

NAME = r"[A-Za-z_][\w.:-]*"
TAG = re.compile(
    rf"</(?P<close>{NAME})\s*>"
    rf"|<(?!redacted:)(?P<open>{NAME})"
    rf"(?P<attributes>(?:\s+{NAME}\s*=\s*(?:\"[^\"<]*\"|'[^'<]*'))*)\s*(?P<empty>/?)>"
)
ATTRIBUTE = re.compile(rf"({NAME})\s*=\s*(?:\"([^\"<]*)\"|'([^'<]*)')")
CUT = re.compile(rf"</?(?!redacted:){NAME}|<!--|<\?")
ENTITY = re.compile(r"&(?:lt|gt|amp|quot|apos|#\d{1,7}|#x[0-9A-Fa-f]{1,6});")
REFUSED = "declares a document type, which no firewall does: nothing of this text was read"
SKIPPED = (("<!--", "-->"), ("<?", "?>"))
CDATA = ("<![CDATA[", "]]>")
MAX_DEPTH = 60
Event = tuple[str, str, str]  # kind (open, close, empty, text, skip), name, attributes or text
MAX_LINES = 5000  # of one value
MAX_JOINED = 200  # lines of text without a tag that count as one value
MAX_JOINS = 3  # attempts to find the end of a value
KEPT = 20_000  # lines remembered: most lines of a text occur many times


def _event(text: str, place: int) -> tuple[Event, int] | None:
    """What begins at a `<`, and where it ends; -1 where it never does."""
    for begin, finish in (*SKIPPED, CDATA):
        if text.startswith(begin, place):
            end = text.find(finish, place + len(begin))
            kind = "text" if begin == CDATA[0] else "skip"
            if end < 0:
                return ("skip", "", ""), -1
            return (kind, "", text[place + len(begin) : end]), end + len(finish)
    found = TAG.match(text, place)
    if not found:
        return None
    if found["close"]:
        return ("close", found["close"], ""), found.end()
    kind = "empty" if found["empty"] else "open"
    return (kind, found["open"], found["attributes"] or ""), found.end()


@lru_cache(maxsize=KEPT)
def events(text: str) -> tuple[tuple[Event, ...], bool]:
    """What stands in a piece of text, and whether its last value goes on in the next line.

    A `<` that begins nothing known is text.
    """
    found: list[Event] = []
    position = start = 0
    while (place := text.find("<", position)) >= 0:
        event = _event(text, place)
        if event is None:
            position = place + 1
            continue
        if text[start:place].strip():
            found.append(("text", "", text[start:place]))
        found.append(event[0])
        if event[1] < 0:
            return tuple(found), True
        position = start = event[1]
    rest = text[start:]
    if rest.strip():
        goes_on = bool(found) and found[-1][0] == "open"
        found.append(("text", "", rest))
        return tuple(found), goes_on or _cut(rest)
    return tuple(found), False


def spans(text: str) -> Iterator[tuple[str, str, str, int, int]]:
    """The same events with where each begins and ends, for those who change a text."""
    position = start = 0
    while (place := text.find("<", position)) >= 0:
        event = _event(text, place)
        if event is None:
            position = place + 1
            continue
        if text[start:place].strip():
            yield ("text", "", text[start:place], start, place)
        end = len(text) if event[1] < 0 else event[1]
        yield (*event[0], place, end)
        position = start = end
    if text[start:].strip():
        yield ("text", "", text[start:], start, len(text))


def _cut(rest: str) -> bool:
    """Whether a tag begins here and does not end."""
    place = rest.rfind("<")
    return place >= 0 and bool(CUT.match(rest, place)) and ">" not in rest[place:]


def plain(text: str) -> str:
    """Text with the five named entities and numbers of characters put in."""
    return ENTITY.sub(lambda found: unescape(found[0]), text) if "&" in text else text


def parse(text: str, grammar: Grammar) -> ConfigTree:
    """The tree of an XML text, one node for each line or value of several. Never raises."""
    root = Node("", 0, "", None)
    tree = ConfigTree(root, grammar)
    if "<!DOCTYPE" in text.upper() or "<!ENTITY" in text.upper():
        tree.problems.append((1, f"it {REFUSED}"))
        for number, raw in enumerate(physical_lines(text), start=1):
            role = Role.LINE if raw.strip() else Role.COMMENT
            root.children.append(Node(raw.strip(), number, raw, root, role))
        return tree
    _Builder(tree).build(text)
    return tree


def is_refused(tree: ConfigTree) -> bool:
    """Whether the text declares a document type."""
    return any(REFUSED in sentence for _, sentence in tree.problems)


class _Builder:
    """Puts each line into the element that it stands in."""

    def __init__(self, tree: ConfigTree) -> None:
        self.tree = tree
        self.here = tree.root
        self.names: list[str] = []  # open elements
        self.opened: list[tuple[Node, int]] = []  # sections, and how many elements were open before

    def build(self, text: str) -> None:
        lines = physical_lines(text)
        position = 0
        while position < len(lines):
            raw, end = lines[position], position + 1
            mine, goes_on = events(raw)
            for _ in range(MAX_JOINS if goes_on and self.names else 0):
                end = _next(lines, end)
                raw = "".join(lines[position:end])
                mine, goes_on = events(raw)
                if not goes_on:
                    break
            self._place(raw, position + 1, mine)
            position = end
        for node, _ in reversed(self.opened):
            self.tree.problems.append((node.line, f"`{node.text[:60]}` is never closed"))

    def _place(self, raw: str, line: int, mine: tuple[Event, ...]) -> None:
        before = len(self.names)
        least = self._follow(mine, line)
        kinds = {event[0] for event in mine} - {"skip"}
        role = Role.LINE if kinds else Role.COMMENT
        node = Node(raw.strip(), line, raw, self.here, role)
        if kinds == {"close"} and least < before and self.opened:
            node.role = Role.CLOSE
            self.here.children.append(node)
            self._leave(least)
            return
        self._leave(least)
        node.parent = self.here
        self.here.children.append(node)
        if len(self.names) > least:
            self.opened.append((node, least))
            self.here = node

    def _leave(self, least: int) -> None:
        while self.opened and self.opened[-1][1] >= least:
            node, _ = self.opened.pop()
            assert node.parent is not None  # noqa: S101  the root is never a section
            self.here = node.parent

    def _follow(self, mine: tuple[Event, ...], line: int) -> int:
        """Open and close elements; the fewest that were open on the way."""
        least = len(self.names)
        for kind, name, *_ in mine:
            if kind == "open" and len(self.names) < MAX_DEPTH:
                self.names.append(name)
            elif kind == "close" and self.names and self.names[-1] == name:
                self.names.pop()
                least = min(least, len(self.names))
            elif kind in {"open", "close"}:
                self.tree.problems.append((line, f"`{name}` is opened or closed out of order"))
        return least


def _next(lines: list[str], position: int) -> int:
    """The line after the next one that holds the beginning or end of a tag."""
    for index in range(position, min(len(lines), position + MAX_LINES)):
        if "<" in lines[index] or ">" in lines[index]:
            return index + 1
    return min(len(lines), position + 1)


def items(tree: ConfigTree, root: Item) -> list[Node]:
    """Grow `root` by the elements: `entry` by its name, `member` by its text.

    The version of `config` becomes the value of `@version`. Lines outside any element, and those
    of a refused text, are given back.
    """
    if is_refused(tree):
        return list(tree.root.commands())
    left: list[Node] = []
    growing = _Growing(root)
    for node in tree.walk():
        if node.role is not Role.COMMENT:
            for event in events(node.raw)[0]:
                if not growing.enter(event, node):
                    left.append(node)
    return left


class _Growing:
    """Where we are while elements come in."""

    def __init__(self, root: Item) -> None:
        self.root = root
        self.stack: list[tuple[str, Item]] = []
        self.before = ""

    def enter(self, event: Event, node: Node) -> bool:
        """Take one event in; False for text outside any element."""
        kind, name, rest = event
        stack = self.stack
        if kind == "close":
            if stack and stack[-1][0] == name:
                stack.pop()
        elif kind in {"open", "empty"}:
            item = _entered(stack[-1][1] if stack else self.root, name, rest, node)
            if kind == "open" and len(stack) < MAX_DEPTH:
                stack.append((name, item))
        elif kind == "text":
            if not stack:
                return False
            _value(stack[-1][1], rest, node, goes_on=self.before == "text")
        self.before = kind
        return True


def _value(here: Item, text: str, node: Node, *, goes_on: bool) -> None:
    """The text of an element; `goes_on`: one more line of the text before."""
    value, line = plain(text.strip()), node.line
    last = next(reversed(here.children.values())) if goes_on and here.children else None
    if last is not None and len(last.nodes) < MAX_JOINED:
        name, old = here.children.popitem()
        item = here.child(f"{name}\n{value}", old.line)
        item.nodes += old.nodes
    else:
        item = here.child(value, line)
    item.nodes.append(node)


def _entered(here: Item, name: str, attributes: str, node: Node) -> Item:
    """The item of an element."""
    if name == "member":
        return here
    given = {key: plain(one or other) for key, one, other in ATTRIBUTE.findall(attributes)}
    if name == "entry" and "name" not in given:
        return here
    item = here.child(given["name"] if name == "entry" else name, node.line)
    item.nodes.append(node)
    if name == "config":
        for key in ("version", "detail-version"):
            if key in given:
                item.child(f"@{key}", node.line).child(given[key], node.line).nodes.append(node)
    return item
