"""Texts in which indentation opens sections: IOS, ArubaOS-Switch and their relatives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from schoolproof.parse.tree import ConfigTree, Grammar, Node, Role, physical_lines


@dataclass(frozen=True, slots=True)
class Span:
    """A value over several lines. `start` opens it; it ends by a delimiter or by a line.

    Either `start` has a group `delimiter` and a group `rest` (a banner), or `end` is a pattern
    that a whole stripped line matches (a certificate's `quit`).
    """

    start: re.Pattern[str]
    end: re.Pattern[str] | None = None
    what: str = "value"


@dataclass(frozen=True, slots=True)
class Indented:
    """What distinguishes one indented language from another, as data.

    `flat_sections` open a section whose children may stand without indentation; such a section
    runs to `exit` or to the next line that `flat_sections` matches.
    `quoted` True: a line with an open double quote goes on to the line that closes it.
    """

    comments: tuple[str, ...] = ("!",)
    closers: frozenset[str] = frozenset({"exit", "end", "exit-address-family"})
    spans: tuple[Span, ...] = ()
    flat_sections: re.Pattern[str] | None = None
    quoted: bool = False
    span_hints: tuple[str, ...] = field(default=())  # first words after which a span may begin


class _Open(NamedTuple):
    indent: int
    node: Node


MAX_QUOTED_LINES = 200  # a stray quote must not swallow the rest of the text


def parse(text: str, style: Indented, grammar: Grammar) -> ConfigTree:
    """The tree of an indented text. Never raises; what is out of balance is in `problems`."""
    lines = physical_lines(text)
    root = Node("", 0, "", None)
    tree = ConfigTree(root, grammar)
    place = _place_flat if _is_flat(lines, style) else _place_indented
    stack = [_Open(-1, root)]
    comments, hints, quoted = style.comments, style.span_hints, style.quoted
    position, count = 0, len(lines)
    while position < count:
        raw = lines[position]
        stripped = raw.strip()
        if not stripped or stripped.startswith(comments):
            parent = stack[-1].node
            parent.children.append(Node(stripped, position + 1, raw, parent, Role.COMMENT))
            position += 1
            continue
        indent = len(raw) - len(raw.lstrip())
        after = position + 1
        if stripped.startswith(hints) or (quoted and '"' in stripped):
            after = _span_end(lines, position, stripped, style, tree)
            raw = "".join(lines[position:after])
            stripped = raw.strip()
        role = Role.CLOSE if stripped in style.closers else Role.LINE
        place(stack, indent, Node(stripped, position + 1, raw, None, role), style)
        position = after
    return tree


def _place_indented(stack: list[_Open], indent: int, node: Node, _style: Indented) -> None:
    """Below the nearest line above that is less indented."""
    while stack[-1].indent >= indent:
        stack.pop()
    node.parent = stack[-1].node
    node.parent.children.append(node)
    if node.role is Role.LINE:
        stack.append(_Open(indent, node))


def _place_flat(stack: list[_Open], _indent: int, node: Node, style: Indented) -> None:
    """Below the section that was opened last, until `exit` or the next one."""
    opens = style.flat_sections is not None and bool(style.flat_sections.match(node.text))
    if opens:
        del stack[1:]
    node.parent = stack[-1].node
    node.parent.children.append(node)
    if node.role is Role.CLOSE:
        del stack[1:]
    elif opens:
        stack.append(_Open(0, node))


def _is_flat(lines: Sequence[str], style: Indented) -> bool:
    """Whether sections stand without indentation: no line below a section header is indented."""
    flat = style.flat_sections
    if flat is None:
        return False
    opened = False
    for raw in lines:
        if not raw.strip() or raw.startswith(style.comments):
            continue
        if opened and raw[0] in " \t":
            return False
        opened = bool(flat.match(raw.strip()))
    return True


def _span_end(
    lines: Sequence[str], position: int, stripped: str, style: Indented, tree: ConfigTree
) -> int:
    """Index after the last line of the value that begins at `position`."""
    for span in style.spans:
        found = span.start.match(stripped)
        if found:
            return _close_span(lines, position, span, found, tree)
    if style.quoted:
        return _close_quote(lines, position, tree)
    return position + 1


def _close_span(
    lines: Sequence[str], position: int, span: Span, found: re.Match[str], tree: ConfigTree
) -> int:
    if span.end is None:
        delimiter = found.group("delimiter")
        if delimiter in found.group("rest"):
            return position + 1
        for index in range(position + 1, len(lines)):
            if delimiter in lines[index]:
                return index + 1
    else:
        for index in range(position + 1, len(lines)):
            if span.end.fullmatch(lines[index].strip()):
                return index + 1
    tree.problems.append((position + 1, f"the {span.what} that begins here never ends"))
    return position + 1


def _close_quote(lines: Sequence[str], position: int, tree: ConfigTree) -> int:
    quotes = _quotes(lines[position])
    if quotes % 2 == 0:
        return position + 1
    for index in range(position + 1, min(len(lines), position + MAX_QUOTED_LINES)):
        if _quotes(lines[index]) % 2:
            return index + 1
    tree.problems.append((position + 1, "the quoted text that begins here never ends"))
    return position + 1


def _quotes(raw: str) -> int:
    return raw.count('"') - raw.count('\\"')
