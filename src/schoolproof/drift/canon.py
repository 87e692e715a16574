"""A text as what it means: sections of items, each with a key and a value that can be compared.

Comments, blank lines and volatile lines are gone, lists are sets, quotes and blanks are plain.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from schoolproof.drift.lines import Statement, statements
from schoolproof.parse import Node
from schoolproof.platforms import Platform
from schoolproof.platforms.base import ListLine

Value = str | frozenset[str] | tuple[str, ...]
APART = " / "


@dataclass(slots=True)
class Item:
    """One thing that a text says. `off`: said with `no`; `nodes`: the lines that say it."""

    key: str
    value: Value
    nodes: list[Node]
    off: bool = False
    inside: Section | None = None
    listed: ListLine | None = None
    head: str = ""
    tail: str = ""

    @property
    def text(self) -> str:
        """The first command that says it, as it stands."""
        return self.nodes[0].text

    @property
    def line(self) -> int:
        """The first line that says it."""
        return self.nodes[0].line

    def all_nodes(self) -> Iterator[Node]:
        """Its lines and all that stand in them."""
        for node in self.nodes:
            yield node
            yield from node.walk()


@dataclass(slots=True)
class Section:
    """Items in the order of the text. `ordered`: this order means something."""

    path: tuple[str, ...]
    items: dict[str, Item] = field(default_factory=dict)
    ordered: bool = False

    @property
    def place(self) -> str:
        """The commands that lead here."""
        return APART.join(self.path)


class Canon:
    """Makes sections of nodes. `spread`: `vlan 10,20` counts as two sections."""

    def __init__(self, platform: Platform, *, spread: bool = False) -> None:
        self.platform = platform
        self.meaning = platform.meaning
        self.spread = spread

    def section(self, parents: Iterable[Node], path: tuple[str, ...] = ()) -> Section:
        """All that stands in these nodes; several are read as one."""
        place = APART.join(path)
        made = Section(path, ordered=bool(path and self.meaning.ordered.search(place)))
        numbered = bool(path and self.meaning.numbered.search(place))
        nodes = [node for parent in parents for node in parent.commands()]
        for node in nodes:
            if any(pattern.search(node.text) for pattern in self.platform.volatile):
                continue
            for said in statements(node, self.platform, place, numbered=numbered):
                self._put(made, said)
        if numbered:
            self._by_number(made)
        self._close(made)
        return made

    def _put(self, section: Section, said: Statement) -> None:
        for key in self.meaning.spread(said.key) if self.spread else (said.key,):
            self._put_one(section, said, key)

    def _put_one(self, section: Section, said: Statement, key: str) -> None:
        old = section.items.get(key)
        if old is None:
            section.items[key] = Item(
                key, said.value, [said.node], said.off, None, said.listed, said.head, said.tail
            )
            return
        old.nodes.append(said.node)
        if isinstance(old.value, frozenset) and isinstance(said.value, frozenset) and said.grows:
            old.value |= said.value
        elif isinstance(old.value, tuple) and isinstance(said.value, tuple) and said.grows:
            old.value += tuple(v for v in said.value if v not in old.value)
        else:
            old.value, old.off = said.value, said.off
            if not said.opens:
                old.nodes = [said.node]

    def _by_number(self, section: Section) -> None:
        """Entries in the order of their numbers; the numbers themselves mean nothing more."""
        numbers = [_number(item.text) for item in section.items.values()]
        section.ordered = True
        if all(number is not None for number in numbers):
            pairs = zip(numbers, section.items.items(), strict=True)
            section.items = dict(pair for _, pair in sorted(pairs, key=lambda p: p[0] or 0))

    def _close(self, section: Section) -> None:
        for key, item in list(section.items.items()):
            if any(any(node.commands()) for node in item.nodes):
                item.inside = self.section(item.nodes, (*section.path, key))
            empty = item.inside is None or not item.inside.items
            place = APART.join((*section.path, key if item.off is False else f"no {key}"))
            if (self.meaning.block and key.startswith("config ") and empty) or (
                item.inside is None and self._says_nothing(item, place)
            ):
                del section.items[key]

    def _says_nothing(self, item: Item, place: str) -> bool:
        if item.listed is not None:
            return item.value == item.listed.everything
        if self.meaning.block and item.value == ():
            return not self.meaning.word_sets.fullmatch(f"unset{APART}{place}")
        said = place if not isinstance(item.value, str) else f"{place} {item.value}".rstrip()
        if isinstance(item.value, tuple):
            said = f"{place} {' '.join(item.value)}".rstrip()
        return bool(self.meaning.defaults.fullmatch(said))


def _number(text: str) -> int | None:
    word = text.split(None, 1)[0]
    return int(word) if word.isdecimal() and len(word) <= 10 else None  # noqa: PLR2004  32 bits
