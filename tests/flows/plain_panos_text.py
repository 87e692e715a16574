"""The three written forms of PAN-OS texts as one tree of names, without the product's parser.

A value is a name without children.
"""

from __future__ import annotations

import re
from typing import Any
from xml.etree import ElementTree as ET

Tree = dict[str, Any]
WORD = re.compile(r'"[^"]*"|\S+')
TOKEN = re.compile(r'"[^"]*"|[{};\[\]]|[^\s{};\[\]"]+')


def tree(text: str) -> Tree:
    """The configuration, without what wraps it."""
    if text.lstrip().startswith("<"):
        root = ET.fromstring(text)  # noqa: S314  a text at hand
        return _unwrapped({root.tag: _below(root)})
    braces = re.search(r"^[^#\n]*\{\s*$", text, re.MULTILINE)
    return _unwrapped(_from_braces(text) if braces else _from_set(text))


def words(row: Tree, *path: str) -> list[str]:
    """Names at the end of a path."""
    return list(at(row, *path))


def at(row: Tree, *path: str) -> Tree:
    """What stands at the end of a path; nothing where it does not lead anywhere."""
    for name in path:
        row = row.get(name, {})
    return row


def _from_set(text: str) -> Tree:
    found: Tree = {}
    for line in text.splitlines():
        names = [word.strip('"') for word in WORD.findall(line.strip())]
        if names[:1] == ["set"]:
            _plant(found, names[1:])
    return found


def _plant(here: Tree, names: list[str]) -> None:
    if "[" in names:
        place = names.index("[")
        for value in names[place + 1 :]:
            if value != "]":
                _plant(here, [*names[:place], value])
        return
    for name in names:
        here = here.setdefault(name, {})


def _from_braces(text: str) -> Tree:
    found: Tree = {}
    stack = [found]
    said: list[str] = []
    lines = (line for line in text.splitlines() if not line.lstrip().startswith("#"))
    for part in TOKEN.findall("\n".join(lines)):
        if part == "}":
            stack.pop()
        elif part in "{;":
            if part == "{":
                here = stack[-1]
                for name in said:
                    here = here.setdefault(name, {})
                stack.append(here)
            else:
                _plant(stack[-1], said)
            said = []
        else:
            said.append(part.strip('"'))
    return found


def _below(element: ET.Element) -> Tree:
    found: Tree = {}
    for child in element:
        own = _below(child)
        if child.tag == "entry":
            found.setdefault(child.get("name", ""), {}).update(own)
        elif child.tag == "member":
            found[(child.text or "").strip()] = {}
        else:
            found.setdefault(child.tag, {}).update(own)
    if not found and (element.text or "").strip():
        found[(element.text or "").strip()] = {}
    return found


def _unwrapped(row: Tree) -> Tree:
    """The tree without `config`, `response`, `devices` and its only entry."""
    found: Tree = {}
    for name, child in row.items():
        if name in {"config", "response", "result"}:
            _merge(found, _unwrapped(child))
        elif name == "devices":
            for entry in child.values():
                _merge(found, _unwrapped(entry))
        else:
            _merge(found, {name: child})
    return found


def _merge(found: Tree, more: Tree) -> None:
    for name, child in more.items():
        if name in found:
            _merge(found[name], child)
        else:
            found[name] = child
