"""Which function reads which block of a FortiOS text, and what is left unread in the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from schoolproof.model import Device
from schoolproof.parse import ConfigTree, Node, Role
from schoolproof.parse.block import words
from schoolproof.platforms.fortinet.settings import Settings

BlockReader = Callable[["Reading", Settings], None]
LastReader = Callable[["Reading"], None]
B = TypeVar("B", bound=BlockReader)
L = TypeVar("L", bound=LastReader)
Scope = str | None  # the VDOM; None: the whole device

_readers: dict[str, list[tuple[BlockReader, bool]]] = {}
_last: list[tuple[int, LastReader]] = []
_blocks: dict[str, str] = {}
_keys: dict[str, dict[str, str]] = {}


def config(*paths: str, always: bool = False) -> Callable[[B], B]:
    """Decorator: this function reads the block `config <path>`, once for each VDOM that has it.

    `always`: with an empty block where the text has none, so that defaults are set.
    """

    def register(function: B) -> B:
        for path in paths:
            _readers.setdefault(path, []).append((function, always))
        return function

    return register


def afterwards(turn: int = 0) -> Callable[[L], L]:
    """Decorator: this function runs when all blocks are read, lower turns first."""

    def register(function: L) -> L:
        _last.append((turn, function))
        _last.sort(key=lambda pair: pair[0])
        return function

    return register


def ignore_blocks(reason: str, *paths: str) -> None:
    """Blocks that no fact needs, each by name. Further words behind the name are covered too."""
    _blocks.update(dict.fromkeys(paths, reason))


def ignore_keys(path: str, reason: str, *keys: str) -> None:
    """Keys of a block that no fact needs; `config x` names a nested block, `edit` all entries."""
    _keys.setdefault(path, {}).update(dict.fromkeys(keys, reason))


def ignore_words(path: str, reason: str, text: str) -> None:
    """The same from a text: keys between blanks, what has blanks itself in double quotes."""
    for position, part in enumerate(text.split('"')):
        ignore_keys(path, reason, *((part,) if position % 2 else part.split()))


def ignored() -> Iterator[tuple[str, str]]:
    """(block or block and key, reason) of all that is deliberately ignored."""
    yield from _blocks.items()
    for path, keys in _keys.items():
        yield from ((f"{path}: {key}", reason) for key, reason in keys.items())


class Reading:
    """One text while it is read. Any reader may ask for any block, in any order."""

    def __init__(self, tree: ConfigTree, device: Device) -> None:
        self.device = device
        self.unread: list[Node] = []
        self.comments: list[Node] = []
        self.vdoms: dict[str, int] = {}  # name → line
        self._nodes: dict[tuple[str, Scope], list[Node]] = {}
        self._made: dict[tuple[str, Scope], Settings] = {}
        self._scopes: dict[str, list[Scope]] = {}
        self._collect(tree.root, None)

    def _collect(self, section: Node, vdom: Scope) -> None:
        for node in section.children:
            if node.role is not Role.LINE:
                self.comments.append(node)
                continue
            parts = words(node.text)
            if parts[:1] != ["config"]:
                self.unread.append(node)
                self.unread.extend(n for n in node.walk() if n.role is Role.LINE)
                continue
            path = " ".join(parts[1:])
            if path == "global" and vdom is None:
                self._collect(node, None)
            elif path == "vdom" and vdom is None:
                self._vdoms(node)
            else:
                self._add(path, vdom, node)

    def _vdoms(self, section: Node) -> None:
        for node in section.commands():
            parts = words(node.text)
            if parts[0] == "edit" and len(parts) > 1:
                self.vdoms.setdefault(parts[1], node.line)
                self._collect(node, parts[1])
            else:
                self.unread.append(node)

    def _add(self, path: str, vdom: Scope, node: Node) -> None:
        self._nodes.setdefault((path, vdom), []).append(node)
        scopes = self._scopes.setdefault(path, [])
        if vdom not in scopes:
            scopes.append(vdom)

    def block(self, path: str, vdom: Scope = None) -> Settings:
        """The block of a VDOM (None: of the device), empty where the text has none."""
        at = (path, vdom)
        if at not in self._made:
            self._made[at] = Settings(self._nodes.get(at, ()), path, vdom=vdom)
        return self._made[at]

    def blocks(self, path: str) -> list[Settings]:
        """The block of every VDOM that has it."""
        return [self.block(path, vdom) for vdom in self._scopes.get(path, ())]

    def peek(self, path: str) -> Iterator[tuple[Scope, list[Node]]]:
        """The nodes of every block of this path, without counting them as read."""
        for scope in self._scopes.get(path, ()):
            yield scope, self._nodes[path, scope]

    def run(self) -> list[Node]:
        """Let all readers read; the commands that are left, in the order of the text."""
        for path, readers in _readers.items():
            for reader, always in readers:
                for block in self.blocks(path) or ([self.block(path)] if always else []):
                    reader(self, block)
        for _, last in _last:
            last(self)
        for (path, vdom), nodes in self._nodes.items():
            self.unread.extend(self._left(path, vdom, nodes))
        return sorted(self.unread, key=lambda node: node.line)

    def _left(self, path: str, vdom: Scope, nodes: list[Node]) -> Iterator[Node]:
        made = self._made.get((path, vdom))
        if made is not None:
            yield from made.leftovers(_keys)
        elif not _is_ignored(path):
            for node in nodes:
                yield node
                yield from (n for n in node.walk() if n.role is Role.LINE)


def _is_ignored(path: str) -> bool:
    while path not in _blocks:
        path, _, last = path.rpartition(" ")
        if not last or not path:
            return False
    return True
