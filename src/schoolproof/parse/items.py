"""One tree of words for texts that write the same path in several ways.

`set zone pupil network layer3 ethernet1/2`, the same in XML elements and the same in braces all
become zone → pupil → network → layer3 → ethernet1/2. Readers are written once, over this tree.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from schoolproof.parse.tree import Node


class Item:
    """One word of a path. `line` is where it stands first; `nodes` are the lines that end in it.

    A key's value is its child. `used` is set when somebody read it, so that the rest is unread.
    """

    __slots__ = ("children", "line", "name", "nodes", "used")

    def __init__(self, name: str, line: int) -> None:
        self.name = name
        self.line = line
        self.children: dict[str, Item] = {}
        self.nodes: list[Node] = []
        self.used = False

    def child(self, name: str, line: int) -> Item:
        """The child of this name, made when it is not there."""
        found = self.children.get(name)
        if found is None:
            found = self.children[name] = Item(name, line)
        return found

    def take(self, other: Item) -> None:
        """Put another item's lines and children to this one's."""
        self.nodes += other.nodes
        for name, theirs in other.children.items():
            mine = self.children.get(name)
            if mine is None:
                self.children[name] = theirs
            else:
                mine.take(theirs)

    def at(self, *names: str) -> Item | None:
        """The item at the end of a path, or None. Reading a path counts every word as read."""
        found: Item | None = self
        for name in names:
            found = found.children.get(name) if found is not None else None
            if found is None:
                return None
            found.used = True
        return found

    def has(self, *names: str) -> bool:
        """Whether the path is written."""
        return self.at(*names) is not None

    def each(self, *names: str) -> Iterator[Item]:
        """The children at the end of a path, all counted as read."""
        found = self.at(*names)
        for child in found.children.values() if found is not None else ():
            child.used = True
            yield child

    def words(self, *names: str) -> tuple[str, ...]:
        """The names of the children at the end of a path: a list."""
        return tuple(child.name for child in self.each(*names))

    def value(self, *names: str) -> str | None:
        """The value at the end of a path; where it is written twice, the last one."""
        found = self.words(*names)
        return found[-1] if found else None

    def flag(self, *names: str, default: bool = False) -> bool:
        """`yes` or `no`; anything else counts as the default."""
        word = self.value(*names)
        return word == "yes" if word in {"yes", "no"} else default

    def at_line(self, *names: str) -> int | None:
        """The line of the value at the end of a path, or of the path; None where not written."""
        found: Item | None = self
        for name in names:
            found = found.children.get(name) if found is not None else None
        if found is None:
            return None
        *_, last = [found, *found.children.values()]
        return last.line

    def read_all(self) -> None:
        """Count everything below as read."""
        for item in self.walk():
            item.used = True

    def walk(self) -> Iterator[Item]:
        """This item and all below it."""
        stack = [self]
        while stack:
            item = stack.pop()
            yield item
            stack.extend(item.children.values())


def grow(root: Item, path: Iterable[str], node: Node) -> None:
    """Add one written path; words between `[` and `]` are several values of the word before."""
    here = root
    listed: Item | None = None
    added = False
    for word in path:
        if word == "[" and listed is None:
            listed = here
        elif word == "]" and listed is not None:
            listed = None
        elif listed is not None:
            listed.child(word, node.line).nodes.append(node)
            added = True
        else:
            here = here.child(word, node.line)
    if not added:
        here.nodes.append(node)
