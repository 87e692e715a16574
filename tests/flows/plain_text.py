"""The tables of a FortiOS text, without the product's parser."""

from __future__ import annotations

import re
from collections.abc import Iterator

Entry = dict[str, list[str]]
Blocks = dict[tuple[str, str], dict[str, Entry]]  # (VDOM, path) → name → key → words
CLOSES = {"next": "edit", "end": "config"}
WORD = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'|\S+')


def blocks(text: str) -> Blocks:
    """All tables of a text, moves and deletions carried out."""
    found: Blocks = {}
    stack: list[tuple[str, str]] = []
    for words in _statements(text):
        verb, rest = words[0], words[1:]
        if verb == "config":
            stack.append(("config", " ".join(rest)))
        elif verb == "edit":
            if stack[-1:] and stack[-1][0] == "edit":  # `next` was left out
                stack.pop()
            table = _table(found, stack)
            stack.append(("edit", _number(table, rest[0] if rest else "")))
            table.setdefault(stack[-1][1], {})
        elif verb in CLOSES and not rest:
            while stack and stack.pop()[0] != CLOSES[verb]:
                pass
        elif stack:
            _inside(found, stack, verb, rest)
    return found


def _inside(found: Blocks, stack: list[tuple[str, str]], verb: str, rest: list[str]) -> None:
    if stack[-1][0] == "edit" and rest:
        _key(_table(found, stack[:-1])[stack[-1][1]], verb, rest)
    elif verb in {"move", "delete", "rename", "clone", "purge"}:
        _change(_table(found, stack), verb, rest)
    elif rest:
        _key(_table(found, stack).setdefault("", {}), verb, rest)


def _number(table: dict[str, Entry], name: str) -> str:
    """`edit 0` makes a new entry each time, with the next free number."""
    if name != "0" or name not in table:
        return name
    return str(max(int(n) for n in table if n.isdecimal()) + 1)


def _statements(text: str) -> Iterator[list[str]]:
    """Commands as words; a value in quotes may run over several lines."""
    lines = text.replace("\r", "").split("\n")
    at = 0
    while at < len(lines):
        start, at = at, at + 1
        if not lines[start].strip() or lines[start].lstrip().startswith("#"):
            continue
        if _odd(lines[start]):  # a quote opens that a later line closes, or none does
            at = next((n + 1 for n in range(at, len(lines)) if _odd(lines[n])), 0)
            if not at:
                at = start + 1
                yield [*lines[start].split()[:2], lines[start]]  # one value that is no name
                continue
        yield [_bare(word) for word in WORD.findall("\n".join(lines[start:at]))]


def _odd(line: str) -> bool:
    return re.sub(r"\\.", "", line).count('"') % 2 == 1


def _bare(word: str) -> str:
    quoted = len(word) > 1 and word[0] == word[-1] and word[0] in "\"'"
    return word[1:-1].replace('\\"', '"').replace("\\\\", "\\") if quoted else word


def _table(found: Blocks, stack: list[tuple[str, str]]) -> dict[str, Entry]:
    names = [*stack]
    vdom = ""
    if names[:1] == [("config", "global")]:
        names = names[1:]
    if names[:1] == [("config", "vdom")] and len(names) > 1:
        vdom, names = names[1][1], names[2:]
    path = "/".join(name if kind == "config" else "*" for kind, name in names)
    return found.setdefault((vdom, path), {})


def _key(entry: Entry, verb: str, rest: list[str]) -> None:
    if verb in {"set", "select"}:
        entry[rest[0]] = rest[1:]
    elif verb == "append":
        entry[rest[0]] = [*entry.get(rest[0], []), *rest[1:]]
    elif verb == "unselect":
        entry[rest[0]] = [word for word in entry.get(rest[0], []) if word not in rest[1:]]
    elif verb == "unset":
        entry.pop(rest[0], None)


def _change(table: dict[str, Entry], verb: str, rest: list[str]) -> None:
    if verb == "purge":
        table.clear()
    elif verb == "delete":
        for name in rest:
            table.pop(name, None)
    elif verb == "move" and len(rest) == 3 and {rest[0], rest[2]} <= set(table):
        names = [name for name in table if name != rest[0]]
        names.insert(names.index(rest[2]) + (rest[1] == "after"), rest[0])
        entries = {name: table[name] for name in names}
        table.clear()
        table.update(entries)
    elif verb == "clone" and rest[0] in table:
        table.setdefault(rest[2], {}).update({k: list(v) for k, v in table[rest[0]].items()})
    elif verb == "rename" and rest[0] in table:
        entries = {(rest[2] if name == rest[0] else name): e for name, e in table.items()}
        table.clear()
        table.update(entries)
