"""A typed view of FortiOS blocks, which remembers what was read of them.

Blocks of the same name in one VDOM count as one, and `edit` of the same name re-enters the
object, as on the device. The last line of a key decides.

With VDOMs every object of a VDOM stands in the model's tables under `vdom/name` (`Settings.key`),
and facts that refer to such an object hold that key; without VDOMs the key is the bare name.
Names of interfaces are bare in both: they belong to the whole device.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from schoolproof.parse import Node, Role
from schoolproof.parse.block import words

Words = tuple[str, ...]
VALUES = frozenset({"set", "unset", "append", "select", "unselect"})
ENTRIES = frozenset({"edit", "delete", "move", "rename", "clone", "purge"})
ON = frozenset({"enable", "1", "yes", "on"})
OFF = frozenset({"disable", "0", "no", "off"})


class Settings:
    """A `config` block, or one `edit` of it. `path` is the words behind `config`, nested by `/`."""

    __slots__ = (
        *("_configs", "_edits", "_entries", "_other", "_subs", "_used", "_values"),
        *("name", "nodes", "path", "vdom"),
    )

    def __init__(
        self, nodes: Sequence[Node], path: str, *, name: str = "", vdom: str | None = None
    ) -> None:
        self.nodes = nodes
        self.path = path
        self.name = name
        self.vdom = vdom
        self._values: dict[str, list[Node]] = {}
        self._configs: dict[str, list[Node]] = {}
        self._entries: list[Node] = []
        self._other: list[Node] = []
        self._used: set[str] = set()
        self._edits: dict[str, Settings] | None = None
        self._subs: dict[str, Settings] = {}
        for node in nodes:
            self._index(node)

    def _index(self, node: Node) -> None:
        line_role = Role.LINE
        for child in node.children:
            if child.role is not line_role:
                continue
            parts = child.text.split(None, 2)
            verb = parts[0]
            if verb in ENTRIES:
                self._entries.append(child)
            elif len(parts) == 1:
                self._other.append(child)
            elif verb in VALUES:
                self._values.setdefault(parts[1], []).append(child)
            elif verb == "config":
                self._configs.setdefault(" ".join(words(child.text)[1:]), []).append(child)
            else:
                self._other.append(child)

    def __bool__(self) -> bool:
        """Whether the text holds this block at all."""
        return bool(self.nodes)

    def __contains__(self, key: str) -> bool:
        """Whether any line speaks of the key (`unset` too). Does not count as reading it."""
        return key in self._values

    @property
    def at(self) -> int | None:
        """The line of the `config` or `edit` itself."""
        return self.nodes[0].line if self.nodes else None

    def key(self, name: str | None = None) -> str:
        """The key in the model's tables, of this object or of another one of the same VDOM."""
        bare = self.name if name is None else name
        return f"{self.vdom}/{bare}" if self.vdom else bare

    def line(self, *keys: str) -> int | None:
        """The line that decides the first of these keys that is written; None: the default."""
        for key in keys:
            nodes = self._values.get(key)
            if nodes:
                return nodes[-1].line
        return None

    def get(self, key: str, default: Words | None = None) -> Words | None:
        """Words behind the key; () for `unset key`, ("",) for `''`, the default where absent."""
        self._used.add(key)
        nodes = self._values.get(key)
        if not nodes:
            return default
        if len(nodes) == 1 and nodes[0].text.startswith("set "):
            return tuple(words(nodes[0].text)[2:])
        value: Words = ()
        for node in nodes:
            value = _after(value, words(node.text))
        return value

    def list(self, key: str, default: Words = ()) -> Words:
        """All words behind the key; () for `unset` and for `''`."""
        found = self.get(key)
        return default if found is None else tuple(word for word in found if word)

    def text(self, key: str, default: str = "") -> str:
        """The first word behind the key; `''` is an empty text, `unset` the default."""
        found = self.get(key)
        return found[0] if found else default

    def has(self, key: str) -> bool:
        """Whether the key has a value that is not empty, no default counted."""
        return bool(self.list(key))

    def flag(self, key: str, *, default: bool) -> bool:
        """`enable` or `disable`; a word that is neither counts as the default."""
        word = self.text(key)
        if word in ON:
            return True
        return False if word in OFF else default

    def int(self, key: str, default: int) -> int:
        """A number; a word that is none counts as the default."""
        word = self.text(key)
        return int(word) if word.isascii() and word.isdecimal() else default

    def section(self, name: str) -> Settings:
        """The nested `config name`, empty where absent."""
        if name not in self._subs:
            nodes = self._configs.get(name, ())
            self._subs[name] = Settings(
                nodes, f"{self.path}/{name}", name=self.name, vdom=self.vdom
            )
        return self._subs[name]

    def edits(self) -> Iterator[Settings]:
        """The `edit` objects in the device's order, moves, deletions and renamings carried out."""
        return iter(self._table().values())

    def edit(self, name: str) -> Settings | None:
        """The `edit` object of this name, or None."""
        return self._table().get(name)

    def _table(self) -> dict[str, Settings]:
        if self._edits is None:
            found = _ordered(self._entries)
            self._edits = {
                name: Settings(nodes, self.path, name=name, vdom=self.vdom)
                for name, nodes in found.items()
            }
        return self._edits

    def leftovers(self, ignored: dict[str, dict[str, str]]) -> Iterator[Node]:
        """Nodes that nobody read and no ignore set names. `ignored`: path → key → reason."""
        known = ignored.get(self.path, {})
        for key, nodes in self._values.items():
            if key not in self._used and key not in known:
                yield from nodes
        for name, nodes in self._configs.items():
            if f"config {name}" in known:
                continue
            if name in self._subs:
                yield from self._subs[name].leftovers(ignored)
            else:
                yield from _whole(nodes)
        if self._edits is None:
            yield from () if "edit" in known else _whole(self._entries)
        else:
            for entry in self._edits.values():
                yield from entry.leftovers(ignored)
        yield from _whole(self._other)


def _after(value: Words, parts: list[str]) -> Words:
    """The value of a key after one more line of it."""
    verb, given = parts[0], tuple(parts[2:])
    if verb in {"set", "select"}:
        return given
    if verb == "append":
        return value + tuple(word for word in given if word not in value)
    if verb == "unselect":
        return tuple(word for word in value if word not in given)
    return ()


def _whole(nodes: Sequence[Node]) -> Iterator[Node]:
    for node in nodes:
        yield node
        yield from (n for n in node.walk() if n.role is Role.LINE)


def _ordered(entries: Sequence[Node]) -> dict[str, list[Node]]:
    """Nodes of each object by its name, after delete, move, rename, clone and purge."""
    found: dict[str, list[Node]] = {}
    for node in entries:
        verb, *rest = words(node.text)
        if verb == "edit":
            found.setdefault(_entry_name(rest, found), []).append(node)
        elif verb == "purge":
            found.clear()
        elif verb == "delete":
            for name in rest:
                found.pop(name, None)
        elif len(rest) > 2 and rest[0] in found:  # noqa: PLR2004  name, word, other name
            found = _moved(found, verb, rest[0], rest[1], rest[2])
    return found


def _entry_name(rest: Sequence[str], found: dict[str, list[Node]]) -> str:
    """`edit 0` makes a new object with the next free number, if 0 itself is taken."""
    name = rest[0] if rest else ""
    if name == "0" and "0" in found:
        return str(max((int(n) for n in found if n.isascii() and n.isdecimal()), default=0) + 1)
    return name


def _moved(
    found: dict[str, list[Node]], verb: str, name: str, where: str, other: str
) -> dict[str, list[Node]]:
    if verb == "clone":
        return {**found, other: [*found.get(other, ()), *found[name]]}
    if verb == "rename":
        return {other if key == name else key: nodes for key, nodes in found.items()}
    if verb != "move" or other not in found or other == name:
        return found
    order = [key for key in found if key != name]
    order.insert(order.index(other) + (where == "after"), name)
    return {key: found[key] for key in order}
