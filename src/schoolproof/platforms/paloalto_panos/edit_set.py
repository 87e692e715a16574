"""What `set`, `delete`, `rename` and `move` do to a text of `set` lines.

Source: PAN-OS CLI Quick Start, "Use the CLI", configuration mode commands.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from schoolproof.errors import CommandError
from schoolproof.parse import ConfigTree, Node
from schoolproof.parse.set_lines import set_quoted as quoted
from schoolproof.parse.set_lines import set_words
from schoolproof.parse.tree import newline_of
from schoolproof.platforms.paloalto_panos.schema import (
    LOCAL,
    REFERENCES,
    Path,
    choice_of,
    command,
    is_list,
    is_table,
    plain_path,
)


@dataclass(slots=True)
class Line:
    """One line. `head` is the path before its values; empty for what is no `set` line."""

    raw: str
    written: Path = ()  # the head as the line writes it
    head: Path = ()
    values: tuple[str, ...] = ()

    def path(self) -> Path:
        """The whole path of a line with one value."""
        return (*self.head, *self.values[:1])


def apply(tree: ConfigTree, commands: Sequence[str]) -> str:
    """The text after the commands. The tree itself is not changed.

    Raises:
        CommandError: a command that PAN-OS does not know, or that is about nothing here.
    """
    text = tree.text()
    editor = _Editor(tree, newline_of(text))
    for entry in commands:
        if entry.strip() and not entry.lstrip().startswith("#"):
            editor.enter(entry.strip())
    return "".join(line.raw for line in editor.lines)


def lines_of(tree: ConfigTree, *others: ConfigTree) -> list[Line]:
    """The lines of a text of `set` lines; those that are none have no head.

    Paths are written without the virtual system where all these texts have the same single one.
    """
    return _Editor(tree, "\n", others).lines


class _Editor:
    def __init__(self, tree: ConfigTree, newline: str, others: Sequence[ConfigTree] = ()) -> None:
        self.newline = newline
        systems = {name for text in (tree, *others) for name in _systems(text)}
        self.system = next(iter(systems)) if len(systems) == 1 else None
        self.lines = [self._line(n.raw, n.text) for n in tree.root.children]

    def _line(self, raw: str, text: str) -> Line:
        words = set_words(text) if text.startswith("set ") else []
        if len(words) < 2:  # noqa: PLR2004  the verb alone
            return Line(raw)
        if "[" in words:
            start = words.index("[")
            written, values = (
                tuple(words[1:start]),
                tuple(w for w in words[start + 1 :] if w != "]"),
            )
        else:
            written, values = tuple(words[1:-1]), (words[-1],)
        return Line(raw, written, self._plain(written), values)

    def _plain(self, path: Sequence[str]) -> Path:
        """The path as all lines of one meaning have it."""
        found = plain_path(path)
        if self.system and found[:2] == ("vsys", self.system):
            return found[2:]
        return found

    def enter(self, text: str) -> None:
        verb, paths = command(text)
        if verb == "move":
            self._move(self._plain(paths[0]))
        elif verb == "rename":
            self._rename(self._plain(paths[0]))
        else:
            for path in paths:
                (self._set if verb == "set" else self._delete)(self._plain(path))

    def _set(self, path: Path) -> None:
        head, value = path[:-1], path[-1]
        self._drop_choices(path)
        same = [line for line in self.lines if line.head == head and line.values]
        if is_list(head) or any(len(line.values) > 1 for line in same):
            if same:
                last = same[-1]
                if all(value not in line.values for line in same):
                    self._rewrite(last, (*last.values, value))
                return
        elif any(line.path()[: len(path)] == path for line in self.lines if line.head):
            return
        elif same and not is_table(head) and len(same[-1].values) == 1:
            self._rewrite(same[-1], (value,))
            return
        self._insert(path)

    def _drop_choices(self, path: Path) -> None:
        for index, word in enumerate(path):
            for other in choice_of(word):
                self._remove((*path[:index], other))

    def _insert(self, path: Path) -> None:
        """After the line that shares most with the new one."""
        best, place = 0, len(self.lines)
        for index, line in enumerate(self.lines, start=1):
            shared = _shared(line.path() if len(line.values) == 1 else line.head, path)
            if line.head and shared >= max(best, 1):
                best, place = shared, index
        written = (*self._prefix(path), *path)
        raw = f"set {' '.join(quoted(word) for word in written)}{self.newline}"
        if place and not self.lines[place - 1].raw.endswith("\n"):
            self.lines[place - 1].raw += self.newline
        self.lines.insert(place, Line(raw, written[:-1], path[:-1], path[-1:]))

    def _prefix(self, path: Path) -> Path:
        """How the text begins its lines: with the virtual system, or without."""
        own = path[0] in LOCAL
        for line in self.lines:
            if line.head and (line.head[0] in LOCAL) == own:
                return line.written[: len(line.written) - len(line.head)]
        return ("vsys", self.system) if own and self.system else ()

    def _rewrite(self, line: Line, values: tuple[str, ...]) -> None:
        line.values = values
        words = " ".join(quoted(word) for word in line.written)
        shown = " ".join(quoted(word) for word in values)
        if len(values) > 1:
            shown = f"[ {shown} ]"
        ending = line.raw[len(line.raw.rstrip("\r\n")) :]
        line.raw = f"set {words} {shown}{ending}"

    def _remove(self, path: Path) -> bool:
        """Take away all lines of a path, or its last word from lists."""
        found = False
        for line in list(self.lines):
            if not line.head and not line.values:
                continue
            if line.head == path[:-1] and path[-1] in line.values and len(line.values) > 1:
                self._rewrite(line, tuple(v for v in line.values if v != path[-1]))
                found = True
            elif (*line.head, *line.values[:1])[: len(path)] == path:
                self.lines.remove(line)
                found = True
        return found

    def _delete(self, path: Path) -> None:
        if not self._remove(path):
            msg = f"there is nothing to delete at `{' '.join(path)}`"
            raise CommandError(msg)

    def _rename(self, path: Path) -> None:
        if len(path) < 4 or path[-2] != "to":  # noqa: PLR2004  table, old, to, new
            raise CommandError("rename needs `rename <path> to <new name>`")
        old, new = path[:-2], path[-1]
        mine = [line for line in self.lines if line.path()[: len(old)] == old]
        if not mine:
            msg = f"there is no `{' '.join(old)}` to rename"
            raise CommandError(msg)
        for line in mine:
            words, at = list(line.written), len(line.written) - len(line.head) + len(old) - 1
            if at < len(words):
                words[at] = new
                line.written, line.head = tuple(words), (*old[:-1], new, *line.head[len(old) :])
                self._rewrite(line, line.values)
            else:
                self._rewrite(line, (new,))
        for line in self.lines:
            if (
                line.head
                and line.head[-1] in REFERENCES.get(old[-2], ())
                and old[-1] in line.values
            ):
                self._rewrite(line, tuple(new if v == old[-1] else v for v in line.values))

    def _move(self, path: Path) -> None:
        where = next((w for w in ("before", "after") if path[-2:-1] == (w,)), path[-1])
        rule = path[:-2] if where in {"before", "after"} else path[:-1]
        if where not in {"before", "after", "top", "bottom"} or len(rule) < 2:  # noqa: PLR2004
            raise CommandError("move needs `move <path> before|after <name>`, `top` or `bottom`")
        mine = [line for line in self.lines if line.path()[: len(rule)] == rule]
        table = rule[:-1]
        target = (*table, path[-1]) if where in {"before", "after"} else table
        others = [n for n in self.lines if n.path()[: len(target)] == target and n not in mine]
        if not mine or (not others and where in {"before", "after"}):
            msg = f"`{' '.join(rule)}` cannot be moved: it or its neighbour is not there"
            raise CommandError(msg)
        if not others:
            return
        ids = {id(line) for line in mine}
        self.lines = [line for line in self.lines if id(line) not in ids]
        first = where in {"before", "top"}
        index = _index(self.lines, others[0] if first else others[-1]) + (not first)
        for line in mine:
            if not line.raw.endswith("\n"):
                line.raw += self.newline
        self.lines[index:index] = mine


def _systems(tree: ConfigTree) -> set[str]:
    """Names of the virtual systems that a text speaks of."""
    paths = (plain_path(set_words(n.text)[1:]) for n in tree.root.children if _is_line(n))
    return {path[1] for path in paths if path[:1] == ("vsys",) and len(path) > 1}


def _is_line(node: Node) -> bool:
    return node.role.value == "line"


def _index(lines: list[Line], wanted: Line) -> int:
    return next(index for index, line in enumerate(lines) if line is wanted)


def _shared(one: Path, other: Path) -> int:
    count = 0
    for mine, theirs in zip(one, other, strict=False):
        if mine != theirs:
            break
        count += 1
    return count
