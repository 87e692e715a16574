"""Texts in braces, as PAN-OS prints them: `name { key value; list [ a b]; }`."""

from __future__ import annotations

from schoolproof.parse.items import Item, grow
from schoolproof.parse.set_lines import set_words
from schoolproof.parse.tree import ConfigTree, Grammar, Node, Role, physical_lines

MAX_LINES = 400  # of one value: a key or a picture in base 64
MAX_DEPTH = 100


def parse(text: str, grammar: Grammar) -> ConfigTree:
    """The tree of a text in braces. Never raises; what is out of balance is in `problems`."""
    lines = physical_lines(text)
    root = Node("", 0, "", None)
    tree = ConfigTree(root, grammar)
    here, depth, position = root, 0, 0
    while position < len(lines):
        end = _end(lines, position)
        raw = "".join(lines[position:end])
        node = Node(raw.strip(), position + 1, raw, here)
        position = end
        here.children.append(node)
        if not node.text or node.text[0] == "#":
            node.role = Role.COMMENT
        elif node.text == "}":
            if here.parent is None:
                tree.problems.append((node.line, "this brace closes nothing"))
                continue
            node.role = Role.CLOSE
            here, depth = here.parent, depth - 1
        elif node.text.endswith("{") and depth < MAX_DEPTH:
            here, depth = node, depth + 1
    while here.parent is not None:
        tree.problems.append((here.line, f"`{here.text.splitlines()[0]}` is never closed"))
        here = here.parent
    return tree


def _end(lines: list[str], position: int) -> int:
    """The line after this command: a value may be broken over lines until its semicolon."""
    if _whole(lines[position]):
        return position + 1
    for index in range(position + 1, min(len(lines), position + MAX_LINES)):
        text = lines[index].strip()
        if text.endswith(";"):
            return index + 1
        if not text or text.endswith(("{", "}")):
            break
    return position + 1


def _whole(line: str) -> bool:
    text = line.strip()
    return not text or text[0] == "#" or text[-1] in ";{}"


def items(tree: ConfigTree, root: Item) -> list[Node]:
    """Grow `root` by every command; the lines that are none are given back."""
    left: list[Node] = []
    stack = [(tree.root, root)]
    while stack:
        section, here = stack.pop()
        for node in section.commands():
            text = node.text
            if text.endswith("{"):
                names = set_words(text[:-1])
                inner = here
                for name in names:
                    inner = inner.child(name, node.line)
                inner.nodes.append(node)
                stack.append((node, inner))
            elif text.endswith(";"):
                grow(here, set_words(text[:-1].replace("\r", "").replace("\n", "")), node)
            else:
                left.append(node)
    return left
