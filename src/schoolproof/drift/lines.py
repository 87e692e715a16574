"""One command as a statement: what it speaks of (key) and what it says of it (value)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from schoolproof.model.secret import TOKEN
from schoolproof.parse import Node
from schoolproof.parse.block import words
from schoolproof.platforms import Platform
from schoolproof.platforms.base import ListLine, Meaning

LINES_OF_KEY = re.compile(r":\d+ lines>")
LEADING_NUMBER = re.compile(r"\d+ +")


@dataclass(frozen=True, slots=True)
class Statement:
    """`grows`: it adds to what was said before; otherwise it takes its place."""

    node: Node
    key: str
    value: str | frozenset[str] | tuple[str, ...] = ""
    off: bool = False
    opens: bool = False
    grows: bool = False
    listed: ListLine | None = None
    head: str = ""
    tail: str = ""


def statements(
    node: Node, platform: Platform, place: str, *, numbered: bool
) -> Iterator[Statement]:
    """What one command says; lists in one line may say several things."""
    text = LINES_OF_KEY.sub(">", node.text) if "<redacted:" in node.text else node.text
    if platform.meaning.block:
        yield _block(node, text, platform.meaning, place)
    else:
        yield from _indented(node, text, platform.meaning, numbered=numbered)


def _indented(node: Node, text: str, meaning: Meaning, *, numbered: bool) -> Iterator[Statement]:
    plain = "\n".join(line.rstrip() for line in text.split("\n")) if "\n" in text else ""
    plain = plain or meaning.plain(text)
    if any(node.commands()):
        yield Statement(node, plain, opens=True)
        return
    if numbered:
        yield Statement(node, LEADING_NUMBER.sub("", plain, count=1))
        return
    off = plain.startswith("no ")
    bare = plain.removeprefix("no ")
    yield from _order(node, bare, meaning)
    for listed in meaning.lists:
        found = listed.pattern.fullmatch(bare)
        if found:
            yield from _list(node, listed, found, off=off)
            return
    yield _single(node, bare, meaning, off=off)


def _order(node: Node, bare: str, meaning: Meaning) -> Iterator[Statement]:
    """That an entry comes after those above it, where only this is told of the whole list."""
    found = meaning.sequences.match(bare)
    if found and found.groupdict().get("entry"):
        key = bare[: found.start("entry")].strip()
        yield Statement(node, key, (found["entry"],), grows=True)


def _single(node: Node, bare: str, meaning: Meaning, *, off: bool) -> Statement:
    found = meaning.sequences.match(bare)
    if found and not off and "entry" not in found.groupdict():
        key = found.group(0).strip()
        rest = bare[found.end() :].strip()
        entries = tuple(rest.split()) if found.groupdict().get("words") is not None else (rest,)
        return Statement(node, key, entries, grows=True)
    found = meaning.keys.match(bare)
    if found and "\n" not in found.group(0):
        return Statement(node, found.group(0).strip(), bare[found.end() :].strip(), off=off)
    return Statement(node, bare, off=off)


def _list(node: Node, listed: ListLine, found: re.Match[str], *, off: bool) -> Iterator[Statement]:
    items = frozenset(listed.split(found["items"]))
    rest = (found.groupdict().get("tail") or "").strip()
    for tail in listed.tails(rest):
        end = f" {tail}" if tail else ""
        key = f"{'no ' if off else ''}{found['head']} …{end}"
        yield Statement(
            node, key, items, off, grows=True, listed=listed, head=found["head"], tail=end
        )


def _block(node: Node, text: str, meaning: Meaning, place: str) -> Statement:
    parts = words(text)
    verb = parts[0]
    if verb in {"config", "edit"}:
        return Statement(node, f"{verb} {' '.join(parts[1:])}", opens=True)
    if verb in {"set", "select", "append", "unset"} and len(parts) > 1:
        given = tuple(word.replace("\r\n", "\n") for word in parts[2:])
        if verb == "unset":
            given = ()
        key = f"set {parts[1]}"
        value: tuple[str, ...] | frozenset[str] = given
        if given and meaning.word_sets.search(f"{place} / {key}"):
            value = frozenset(given)
        return Statement(node, key, value, grows=verb == "append")
    return Statement(node, " ".join(parts))


def masked(text: str) -> str:
    """The text with every secret looking the same, so that only the rest is compared."""
    return TOKEN.sub(lambda found: f"<{found[1]}>", text)
