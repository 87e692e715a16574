"""What the same commands do to a text in XML. Texts in braces are for reading only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from html import escape

from schoolproof.errors import CommandError
from schoolproof.parse import ConfigTree
from schoolproof.parse.tree import newline_of
from schoolproof.parse.xml import ATTRIBUTE, is_refused, plain, spans
from schoolproof.platforms.paloalto_panos.schema import (
    BARE,
    LOCAL,
    WRAPPERS,
    Path,
    choice_of,
    command,
    is_list,
    is_table,
    plain_path,
)

STEP = "  "


@dataclass(slots=True)
class Element:
    """An element with where it stands: `start` to `end`, its content from `inner` to `close`."""

    tag: str
    key: str
    start: int
    inner: int
    close: int
    end: int
    parent: Element | None = None
    children: list[Element] = field(default_factory=list)
    text: str = ""

    @property
    def word(self) -> str:
        """The word of a path that means this element."""
        return self.text if self.tag == "member" else self.key

    def child(self, word: str) -> Element | None:
        """The child that a word of a path means."""
        return next((child for child in self.children if child.word == word), None)


def apply(tree: ConfigTree, commands: Sequence[str], form: str) -> str:
    """The text after the commands. The tree itself is not changed.

    Raises:
        CommandError: a command that PAN-OS does not know, or that cannot be applied to this text.
    """
    if form != "xml" or is_refused(tree):
        raise CommandError("only `set` texts and sound XML can be changed; collect one of these")
    text = tree.text()
    for entry in commands:
        if entry.strip() and not entry.lstrip().startswith("#"):
            text = _enter(text, entry.strip())
    return text


def _enter(text: str, entry: str) -> str:
    verb, paths = command(entry)
    for path in paths:
        if verb == "set":
            text = _Text(text).set(plain_path(path))
        elif verb == "delete":
            text = _Text(text).delete(plain_path(path))
        elif verb == "rename":
            text = _Text(text).rename(plain_path(path))
        else:
            text = _Text(text).move(plain_path(path))
    return text


class _Text:
    """One text, for one command."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.newline = newline_of(text)
        self.top = Element("", "", 0, 0, len(text), len(text))
        self._read()
        self.base = self._base(self.top)

    def _read(self) -> None:
        here = self.top
        for kind, name, rest, start, end in spans(self.text):
            if kind in {"open", "empty"}:
                given = {k: plain(a or b) for k, a, b in ATTRIBUTE.findall(rest)}
                key = given.get("name", "") if name == "entry" else name
                made = Element(name, key, start, end, end, end, here)
                here.children.append(made)
                if kind == "open":
                    here = made
            elif kind == "close" and here.parent is not None:
                here.close, here.end = start, end
                here = here.parent
            elif kind == "text":
                here.text = plain(rest.strip())

    def _base(self, element: Element) -> Element:
        """The element in which paths begin."""
        for child in element.children:
            if child.tag in WRAPPERS:
                return self._base(child)
        return element

    def _start(self, path: Path) -> tuple[Element, Path]:
        """The element in which a path begins, and the rest of the path."""
        here = self.base
        if path[0] not in {"mgt-config", "shared", "panorama"} and here.child("devices"):
            devices = here.child("devices")
            if devices is not None and devices.children:
                here = devices.children[0]
        systems = here.child("vsys")
        if path[0] in LOCAL and systems is not None and systems.children:
            here = systems.children[0]
        return here, path

    def _find(self, path: Path) -> Element:
        here, rest = self._start(path)
        for word in rest:
            found = here.child(word)
            if found is None:
                if word == rest[-1] and not here.children and here.text == word:
                    return here
                msg = f"there is nothing at `{' '.join(path)}`"
                raise CommandError(msg)
            here = found
        return here

    def set(self, path: Path) -> str:
        here, rest = self._start(path)
        for index, word in enumerate(rest):
            for other in choice_of(word):
                if (sibling := here.child(other)) is not None:
                    return _Text(self._cut(sibling)).set(path)
            found = here.child(word)
            if found is not None:
                here = found
                continue
            left = rest[index:]
            if len(left) == 1 and not here.children and here.text and not is_list(rest[:index]):
                return self.text[: here.inner] + escape(word, quote=False) + self.text[here.close :]
            return self._insert(here, rest[:index], left)
        return self.text

    def _insert(self, here: Element, head: Path, left: Path) -> str:
        indent = self._indent(here) + (STEP if here.parent is not None else "")
        if here.inner == here.end:  # `<x/>`
            opened = f"{self.text[here.start : here.end].rstrip('/>').rstrip()}>"
            lines = self._built(head, left, indent)
            body = "".join(f"{self.newline}{line}" for line in lines)
            closed = f"{self.newline}{self._indent(here)}</{here.tag}>"
            return self.text[: here.start] + opened + body + closed + self.text[here.end :]
        lines = self._built(head, left, indent)
        begin = self.text.rfind("\n", 0, here.close) + 1
        if not here.children and not here.text and self.text[here.inner : here.close].strip() == "":
            body = "".join(f"{self.newline}{line}" for line in lines)
            closing = f"{self.newline}{self._indent(here)}"
            return self.text[: here.inner] + body + closing + self.text[here.close :]
        if self.text[begin : here.close].strip():  # the closing tag stands behind other things
            body = "".join(line.strip() for line in lines)
            return self.text[: here.close] + body + self.text[here.close :]
        body = "".join(f"{line}{self.newline}" for line in lines)
        return self.text[:begin] + body + self.text[begin:]

    def _indent(self, element: Element) -> str:
        begin = self.text.rfind("\n", 0, element.start) + 1
        lead = self.text[begin : element.start]
        return lead if not lead.strip() else lead[: len(lead) - len(lead.lstrip())]

    def _built(self, head: Path, left: Path, indent: str) -> list[str]:
        """Lines of new elements."""
        word, rest = left[0], left[1:]
        shown = escape(word, quote=True)
        if is_list(head):
            return [f"{indent}<member>{escape(word, quote=False)}</member>"]
        tag, opened = ("entry", f'entry name="{shown}"') if is_table(head) else (word, word)
        inner = (*head, word)
        if not rest:
            return [f"{indent}<{opened}/>"]
        single = len(rest) == 1 and not is_list(inner) and not is_table(inner)
        if single and rest[0] not in BARE:
            return [f"{indent}<{opened}>{escape(rest[0], quote=False)}</{tag}>"]
        lines = self._built(inner, rest, indent + STEP)
        return [f"{indent}<{opened}>", *lines, f"{indent}</{tag}>"]

    def delete(self, path: Path) -> str:
        return self._cut(self._find(path))

    def _cut(self, element: Element) -> str:
        start, end = self._whole(element)
        return self.text[:start] + self.text[end:]

    def _whole(self, element: Element) -> tuple[int, int]:
        """The span of an element, with its line where it stands alone."""
        begin = self.text.rfind("\n", 0, element.start) + 1
        stop = self.text.find("\n", element.end)
        stop = len(self.text) if stop < 0 else stop + 1
        alone = not self.text[begin : element.start].strip()
        if alone and not self.text[element.end : stop].strip():
            return begin, stop
        return element.start, element.end

    def rename(self, path: Path) -> str:
        if len(path) < 4 or path[-2] != "to":  # noqa: PLR2004  table, old, to, new
            raise CommandError("rename needs `rename <path> to <new name>`")
        element = self._find(path[:-2])
        opening = self.text[element.start : element.inner]
        old = ATTRIBUTE.search(opening)
        if element.tag != "entry" or old is None:
            raise CommandError("only named entries can be renamed")
        new = opening.replace(old[0], f'name="{escape(path[-1], quote=True)}"', 1)
        return self.text[: element.start] + new + self.text[element.inner :]

    def move(self, path: Path) -> str:
        where = path[-2] if path[-2] in {"before", "after"} else path[-1]
        rule = path[:-2] if where in {"before", "after"} else path[:-1]
        if where not in {"before", "after", "top", "bottom"}:
            raise CommandError("move needs `move <path> before|after <name>`, `top` or `bottom`")
        element = self._find(rule)
        table = element.parent or self.top
        others = [child for child in table.children if child is not element]
        if where in {"before", "after"}:
            others = [self._find((*rule[:-1], path[-1]))]
        if not others:
            return self.text
        first = where in {"before", "top"}
        start, end = self._whole(element)
        place = self._whole(others[0])[0] if first else self._whole(others[-1])[1]
        moved = self.text[start:end]
        if place >= end:
            return self.text[:start] + self.text[end:place] + moved + self.text[place:]
        return self.text[:place] + moved + self.text[place:start] + self.text[end:]
