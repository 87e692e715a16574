"""Edits of the example configurations: some change what a text means, some do not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random
from typing import Protocol

from schoolproof.parse import ConfigTree, Node, Role
from schoolproof.parse.edit import remove
from schoolproof.platforms import Platform, platform_named, recognise

ROOT = Path(__file__).parents[2]
TOKEN = re.compile(r"(<redacted:[\w.-]+:\w+:)([0-9a-f]{8})(>)")
FREE = re.compile(  # places in which the order of the lines is free
    r"(?:|interface [^/]*|vlan [^/]*|line [^/]*"
    r"|config (?:firewall address|firewall service custom|system interface|system global)"
    r"|config (?:firewall address|system interface|firewall policy) / edit [^/]*)"
)
# The order of these counts even at the top, or they say nothing, or no command sets them.
FIXED = re.compile(
    r"(?:radius|tacacs)-server host|ip name-server|(?:no )?access-list|version |switch \d+ provis"
    r"|license |Building |Current |config |end$|banner |stacking|module |unset icmp"
    r"|ip forward-protocol nd|negotiation auto|exec-timeout 10 0"
)


class Change(Protocol):
    """Changes a tree and says where."""

    __name__: str

    def __call__(self, tree: ConfigTree, random: Random, /) -> str: ...


class Respelling(Protocol):
    """Writes the same in another way; the last argument begins a comment."""

    __name__: str

    def __call__(self, tree: ConfigTree, random: Random, mark: str, /) -> None: ...


@dataclass(frozen=True)
class Example:
    """One accepted configuration."""

    path: Path
    text: str
    platform: Platform

    def tree(self) -> ConfigTree:
        return self.platform.grammar.parse(self.text)


@cache
def examples() -> tuple[Example, ...]:
    found = []
    for path in sorted((ROOT / "configs").rglob("*.cfg")):
        text = path.read_text(encoding="utf-8")
        name = recognise(text)
        assert name
        found.append(Example(path, text, platform_named(name)))
    return tuple(found)


def place(node: Node) -> str:
    parts = []
    while node.parent is not None:
        parts.append(node.text)
        node = node.parent
    return " / ".join(reversed(parts))


def _lines(tree: ConfigTree) -> list[Node]:
    return [
        node
        for node in tree.walk()
        if node.role is Role.LINE and not FIXED.match(node.text) and not node.children
    ]


def take_away(tree: ConfigTree, random: Random) -> str:
    """One line less."""
    node = random.choice(_lines(tree))
    said = place(node)
    remove(node)
    return said


def another_number(tree: ConfigTree, random: Random) -> str:
    """A number that stands alone becomes another one."""
    nodes = [n for n in _lines(tree) if re.search(r" \d{1,4}$", n.text) and '"' not in n.text]
    node = random.choice(nodes)
    number = int(node.text.rsplit(" ", 1)[1])
    _write(node, f"{node.text.rsplit(' ', 1)[0]} {number + 1 if number < 4000 else number - 1}")
    return place(node)


def another_word(tree: ConfigTree, random: Random) -> str:
    """`permit` becomes `deny`, `enable` becomes `disable`."""
    words = {"permit": "deny", "deny": "permit", "enable": "disable", "accept": "deny"}
    nodes = [n for n in _lines(tree) if words.keys() & set(n.text.split())]
    if not nodes:
        return another_number(tree, random)
    node = random.choice(nodes)
    word = next(w for w in node.text.split() if w in words)
    _write(node, re.sub(rf"\b{word}\b", words[word], node.text, count=1))
    return place(node)


def another_secret(tree: ConfigTree, random: Random) -> str:
    """A secret with another fingerprint."""
    nodes = [n for n in _lines(tree) if TOKEN.search(n.text)]
    if not nodes:
        return take_away(tree, random)
    node = random.choice(nodes)
    _write(node, TOKEN.sub(r"\g<1>0badc0de\3", node.text))
    return place(node)


def comment(tree: ConfigTree, random: Random, mark: str) -> None:
    """A comment between two lines at the top."""
    tops = [child for child in tree.root.children if not child.text.startswith(("#", ";"))]
    index = tree.root.children.index(random.choice(tops))
    tree.root.children.insert(index, Node(mark, 0, f"{mark} a note\n", tree.root, Role.COMMENT))


def reorder(tree: ConfigTree, random: Random, _mark: str) -> None:
    """Two lines change places where the order is free."""
    sections = [tree.root, *(n for n in tree.walk() if any(n.commands()))]
    random.shuffle(sections)
    for section in sections:
        plain = [n for n in section.commands() if not n.children and not FIXED.match(n.text)]
        if len(plain) > 1 and FREE.fullmatch(place(section)):
            one, other = random.sample(plain, 2)
            if _key(one) == _key(other):
                continue
            i, j = section.children.index(one), section.children.index(other)
            section.children[i], section.children[j] = other, one
            return


def respell(tree: ConfigTree, random: Random, _mark: str) -> None:
    """A list of VLANs or ports written member by member, or its words in another order."""
    pattern = re.compile(
        r"(switchport trunk allowed vlan|ip dhcp snooping vlan|(?:un)?tagged"
        r"|set (?:allowaccess|srcaddr|service|member)) (.*)"
    )
    nodes = [n for n in _lines(tree) if (f := pattern.fullmatch(n.text)) and len(f[2]) > 3]
    if not nodes:
        return
    node = random.choice(nodes)
    found = pattern.fullmatch(node.text)
    assert found
    head, items = found.groups()
    if head.startswith("set "):
        words = re.findall(r'"[^"]*"|\S+', items)
        _write(node, f"{head} {' '.join(reversed(words))}")
    else:
        _write(node, f"{head} {','.join(reversed(list(_members(items))))}")


def _members(items: str) -> Iterator[str]:
    for part in items.split(","):
        first, dash, last = part.partition("-")
        if dash and first.isdecimal() and last.isdecimal():
            yield from (str(n) for n in range(int(first), int(last) + 1))
        else:
            yield part


def _key(node: Node) -> str:
    return " ".join(node.text.removeprefix("no ").split()[:3])


def _write(node: Node, text: str) -> None:
    node.raw = node.raw.replace(node.text, text)
    node.text = text


CHANGES: tuple[Change, ...] = (
    take_away,
    another_number,
    another_word,
    another_secret,
)
NO_CHANGES: tuple[Respelling, ...] = (comment, reorder, respell)
