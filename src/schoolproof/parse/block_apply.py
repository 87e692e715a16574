"""What FortiOS commands do to a block text: config, edit, set, unset, append, delete, move.

Source of the verbs' meaning: FortiOS Administration Guide, "Using the CLI", subcommands.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from schoolproof.errors import CommandError
from schoolproof.parse.block import open_quote, quoted, words
from schoolproof.parse.edit import insert, remove
from schoolproof.parse.tree import ConfigTree, Node, Role, newline_of

INDENT = "    "
PRINTED_UNSET = frozenset({"options"})  # empty is not the default there, so the device prints it


def apply(tree: ConfigTree, commands: Sequence[str]) -> str:
    """The text after the commands. The tree itself is not changed.

    Raises:
        CommandError: a verb that does not exist, or one that does not fit where it stands.
    """
    text = tree.text()
    copy = tree.grammar.parse(text)
    session = _Session(copy.root, newline_of(text))
    for command in join_values(commands):
        session.enter(command)
    return copy.text()


def join_values(commands: Sequence[str]) -> list[str]:
    """Commands with values over several lines put together; comments and blanks left out."""
    whole: list[str] = []
    pending = ""
    for command in commands:
        pending = f"{pending}\n{command}" if pending else command.strip()
        if open_quote(pending):
            continue
        if pending and not pending.startswith("#"):
            whole.append(pending)
        pending = ""
    return whole


class _Session:
    """Where we are in the text while commands come in."""

    def __init__(self, root: Node, newline: str) -> None:
        self.here = root
        self.newline = newline
        self.verbs: dict[str, Callable[[list[str], str], None]] = {
            "config": self._open,
            "edit": self._open,
            "set": self._set,
            "select": self._set,
            "unset": self._unset,
            "append": self._append,
            "unselect": self._unselect,
            "delete": self._delete,
            "purge": self._purge,
            "move": self._move,
            "rename": self._rename,
            "clone": self._clone,
            "next": self._leave,
            "end": self._leave,
        }

    def enter(self, command: str) -> None:
        parts = words(command)
        verb = self.verbs.get(parts[0])
        if verb is None:
            msg = f"`{parts[0]}` is not a FortiOS configuration command"
            raise CommandError(msg)
        verb(parts, command)

    def _open(self, parts: list[str], command: str) -> None:
        known = [c for s in self._twins(self.here) for c in s.commands() if words(c.text) == parts]
        if known:
            self.here = known[-1]  # where a text says a thing twice, the last one decides
            return
        pad = INDENT * _depth(self.here)
        node = insert(self.here, command, f"{pad}{command}{self.newline}", at=self._last(self.here))
        closer = "end" if parts[0] == "config" else "next"
        node.children.append(Node(closer, 0, f"{pad}{closer}{self.newline}", node, Role.CLOSE))
        self.here = node

    def _twins(self, section: Node) -> list[Node]:
        """All sections with this path, in order: a text may open one several times."""
        if section.parent is None:
            return [section]
        parents = self._twins(section.parent)
        return [c for parent in parents for c in parent.commands() if c.text == section.text]

    def _last(self, section: Node) -> int:
        for index, child in enumerate(section.children):
            if child.role is Role.CLOSE:
                return index
        return len(section.children)

    def _find(self, key: str) -> Node | None:
        """The line that decides a setting of the section we are in."""
        found = None
        for child in (c for section in self._twins(self.here) for c in section.commands()):
            parts = words(child.text)
            if len(parts) > 1 and parts[0] in {"set", "unset", "append"} and parts[1] == key:
                found = child
        return found

    def _set(self, parts: list[str], command: str) -> None:
        self._need(parts, 3)
        rest = command.split(None, 1)[1]
        self._write(parts[1], f"set {rest}")

    def _write(self, key: str, command: str) -> None:
        old = self._find(key)
        if old is None:
            pad = INDENT * _depth(self.here)
            at = self._before_subsections()
            insert(self.here, command, f"{pad}{command}{self.newline}", at=at)
        elif words(old.text) != words(command):
            old.raw = old.raw.replace(old.text, command)
            old.text = command

    def _before_subsections(self) -> int:
        """Settings stand above the `config` blocks of the same object."""
        for index, child in enumerate(self.here.children):
            if child.role is Role.CLOSE or child.text.startswith(("config ", "edit ")):
                return index
        return len(self.here.children)

    def _unset(self, parts: list[str], _command: str) -> None:
        self._need(parts, 2)
        if parts[1] in PRINTED_UNSET:
            self._write(parts[1], f"unset {parts[1]}")
            return
        while (old := self._find(parts[1])) is not None:
            remove(old)

    def _members(self, key: str) -> list[str]:
        old = self._find(key)
        return words(old.text)[2:] if old is not None else []

    def _append(self, parts: list[str], _command: str) -> None:
        self._need(parts, 3)
        kept = self._members(parts[1])
        kept += [member for member in parts[2:] if member not in kept]
        self._write(parts[1], _setting(parts[1], kept))

    def _unselect(self, parts: list[str], _command: str) -> None:
        self._need(parts, 3)
        kept = [member for member in self._members(parts[1]) if member not in parts[2:]]
        if kept:
            self._write(parts[1], _setting(parts[1], kept))
        else:
            self._unset(parts, "")

    def _entry(self, name: str) -> Node:
        for child in self.here.commands():
            if words(child.text) == ["edit", name]:
                return child
        msg = f"there is no entry {name!r} in `{self.here.text}`"
        raise CommandError(msg)

    def _delete(self, parts: list[str], _command: str) -> None:
        self._need(parts, 2)
        for name in parts[1:]:
            remove(self._entry(name))

    def _purge(self, _parts: list[str], _command: str) -> None:
        for child in list(self.here.commands()):
            remove(child)

    def _move(self, parts: list[str], _command: str) -> None:
        self._need(parts, 4)
        moved, where, target = self._entry(parts[1]), parts[2], self._entry(parts[3])
        remove(moved)
        index = self.here.children.index(target)
        self.here.children.insert(index + (where == "after"), moved)

    def _rename(self, parts: list[str], _command: str) -> None:
        self._need(parts, 4)
        entry = self._entry(parts[1])
        new = f"edit {quoted(parts[3])}"
        entry.raw = entry.raw.replace(entry.text, new)
        entry.text = new

    def _clone(self, parts: list[str], _command: str) -> None:
        self._need(parts, 4)
        entry = self._entry(parts[1])
        raw = "".join(node.raw for node in entry.walk())
        new = f"edit {quoted(parts[3])}"
        node = insert(self.here, new, entry.raw.replace(entry.text, new), at=self._last(self.here))
        node.children.append(Node("", 0, raw, node, Role.COMMENT))

    def _leave(self, _parts: list[str], _command: str) -> None:
        if self.here.parent is None:
            raise CommandError("`next` or `end` without a section to close")
        if _command == "end" and self.here.text.startswith("edit") and self.here.parent.parent:
            self.here = self.here.parent
        assert self.here.parent is not None  # noqa: S101  an edit always stands in a config
        self.here = self.here.parent

    def _need(self, parts: list[str], count: int) -> None:
        if len(parts) < count:
            msg = f"`{' '.join(parts)}` lacks a word"
            raise CommandError(msg)
        if parts[0] in {"set", "append", "unselect", "unset"} and self.here.parent is None:
            msg = f"`{' '.join(parts)}` stands outside any `config`"
            raise CommandError(msg)


def _setting(key: str, members: Sequence[str]) -> str:
    return " ".join(["set", key, *(quoted(member) for member in members)])


def _depth(node: Node) -> int:
    depth = 0
    while node.parent is not None:
        depth += 1
        node = node.parent
    return depth
