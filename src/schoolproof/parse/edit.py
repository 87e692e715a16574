"""Changes to a tree that both languages need: where a new line goes and how it is written."""

from __future__ import annotations

from schoolproof.parse.tree import Node, Role


def first_word(text: str) -> str:
    """The first word of a command, a leading `no` left out."""
    parts = text.split(None, 2)
    if len(parts) > 1 and parts[0] == "no":
        return parts[1]
    return parts[0] if parts else ""


def insert(section: Node, text: str, raw: str, *, at: int | None = None) -> Node:
    """Put a new command into a section: after its kin, else last before what closes it."""
    node = Node(text, 0, raw, section)
    position = _place(section, first_word(text)) if at is None else at
    _end_line_before(section, position, raw)
    _take_over_comments(section, position, node)
    section.children.insert(position, node)
    return node


def remove(node: Node) -> None:
    """Take a node and all that stands in it out of the text."""
    assert node.parent is not None  # noqa: S101  the root is never removed
    node.parent.children.remove(node)


def _place(section: Node, word: str) -> int:
    position, kin = 0, 0
    for index, child in enumerate(section.children, start=1):
        if child.role is Role.LINE:
            position = index
            if first_word(child.text) == word:
                kin = index
    return kin or position


def _take_over_comments(section: Node, position: int, node: Node) -> None:
    """A `!` behind a leaf is read as the leaf's; it must stay behind the line that comes next."""
    before = section.children[position - 1] if position else None
    if before is not None and all(c.role is Role.COMMENT for c in before.children):
        node.children, before.children = before.children, []


def _end_line_before(section: Node, position: int, raw: str) -> None:
    """A text may lack its last line end; a line that follows needs it."""
    before = section.children[position - 1] if position else section
    *_, last = [before, *before.walk()] if position else [before]
    if last.raw and not last.raw.endswith("\n"):
        last.raw += "\r\n" if raw.endswith("\r\n") else "\n"
