"""What configuration commands do to an indented text: `no`, replacing, sections, lists.

A list of commands is read as people paste it. When any of them is indented, indentation says which
section a command belongs to; otherwise `exit` and the opening of another section do.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from schoolproof.errors import CommandError
from schoolproof.parse.edit import insert, remove
from schoolproof.parse.tree import ConfigTree, Node, newline_of

NEVER = re.compile(r"(?!)")


@dataclass(frozen=True, slots=True)
class Rules:
    """What a platform's commands do, as data.

    `sections`: pairs of patterns (the section around, or None for the top; the command that opens).
    `replaces`: lines whose match of this pattern is equal replace one another.
    `kept_negations`: commands of which the `no` form stays in the text, because they are on
    when absent.
    `edit`: the platform's own handling of list-valued lines; True when it has done all.
    `closer`: what the device prints at the end of a section, or None.
    """

    sections: tuple[tuple[re.Pattern[str] | None, re.Pattern[str]], ...]
    replaces: re.Pattern[str] = NEVER
    kept_negations: re.Pattern[str] = NEVER
    edit: Callable[[Node, str], bool] | None = None
    indent: int = 1
    closer: str | None = None
    leave: frozenset[str] = frozenset({"exit"})


def apply(tree: ConfigTree, commands: Sequence[str], rules: Rules) -> str:
    """The text after the commands. The tree itself is not changed.

    Raises:
        CommandError: a command is indented below nothing, or is empty of meaning.
    """
    text = tree.text()
    copy = tree.grammar.parse(text)
    session = _Session(copy.root, rules, newline_of(text))
    by_indent = any(c[:1].isspace() for c in commands if c.strip())
    said = [c for c in commands if c.strip() and not c.lstrip().startswith("!")]
    if not said:
        return text
    for command, after in zip(said, [*said[1:], ""], strict=True):
        indent = _indent(command)
        deeper = by_indent and _indent(after) > indent
        session.enter(indent if by_indent else None, command.strip(), deeper=deeper)
    return copy.text()


def _indent(command: str) -> int:
    return len(command) - len(command.lstrip())


class _Session:
    """Where we are in the text while commands come in."""

    def __init__(self, root: Node, rules: Rules, newline: str) -> None:
        self.rules = rules
        self.newline = newline
        self.here: list[tuple[int, Node]] = [(-1, root)]

    def enter(self, indent: int | None, command: str, *, deeper: bool = False) -> None:
        """Take one command. `deeper`: the next one stands in it, whatever the rules know."""
        if command == "end":
            del self.here[1:]
        elif command in self.rules.leave:
            if indent is None and len(self.here) > 1:
                self.here.pop()
        else:
            self._find_section(indent, command)
            self._run(indent, command, deeper=deeper)

    def _find_section(self, indent: int | None, command: str) -> None:
        """Leave the sections that this command does not belong to."""
        if indent is not None:
            while self.here[-1][0] >= indent:
                self.here.pop()
            if indent > 0 and len(self.here) == 1:
                msg = f"`{command}` is indented, but no section stands above it"
                raise CommandError(msg)
            return
        bare = command.removeprefix("no ").removeprefix("default ")
        for depth in range(len(self.here) - 1, -1, -1):
            section = self.here[depth][1]
            undone = bare != command and any(c.text == bare for c in section.commands())
            if undone or self._opens(section, command):
                del self.here[depth + 1 :]
                return

    def _opens(self, section: Node, command: str) -> bool:
        for around, opener in self.rules.sections:
            fits = section.parent is None if around is None else bool(around.match(section.text))
            if fits and opener.fullmatch(command):
                return True
        return False

    def _run(self, indent: int | None, command: str, *, deeper: bool) -> None:
        section = self.here[-1][1]
        if self.rules.edit and self.rules.edit(section, command):
            return
        if command.startswith("no "):
            self._negate(section, command[3:].strip())
        elif command.startswith("default "):
            self._default(section, command[8:].strip())
        else:
            opens = deeper or self._opens(section, command)
            node = self._set(section, command, opens=opens)
            if opens:
                self.here.append((len(self.here) - 1 if indent is None else indent, node))

    def _set(self, section: Node, command: str, *, opens: bool) -> Node:
        negated = f"no {command}"
        for child in list(section.commands()):
            if child.text == command:
                return child
            if child.text == negated:
                remove(child)
        same = self._same_key(section, command)
        for old in same[1:]:
            remove(old)
        if same:
            same[0].raw = same[0].raw.replace(same[0].text, command)
            same[0].text = command
            return same[0]
        return self._insert(section, command, opens=opens)

    def _same_key(self, section: Node, command: str) -> list[Node]:
        found = self.rules.replaces.match(command.removeprefix("no "))
        if not found:
            return []
        key, pattern = found.group(0), self.rules.replaces
        nodes = []
        for child in section.commands():
            other = pattern.match(child.text.removeprefix("no "))
            if other and other.group(0) == key:
                nodes.append(child)
        return nodes

    def _insert(self, section: Node, command: str, *, opens: bool = False) -> Node:
        pad = self._indent_of(section)
        body = "".join(f"{pad}{line}{self.newline}" for line in command.split("\n")[:1])
        body += "".join(f"{line}{self.newline}" for line in command.split("\n")[1:])
        node = insert(section, command, body)
        if opens and self.rules.closer:
            inner = pad + " " * self.rules.indent
            closer = insert(node, self.rules.closer, f"{inner}{self.rules.closer}{self.newline}")
            node.children.remove(closer)
            node.children.append(_as_closer(closer))
        return node

    def _indent_of(self, section: Node) -> str:
        for child in section.commands():
            return child.raw[: len(child.raw) - len(child.raw.lstrip())]
        if section.parent is None:
            return ""
        own = section.raw[: len(section.raw) - len(section.raw.lstrip())]
        return own + " " * self.rules.indent

    def _negate(self, section: Node, command: str) -> None:
        for child in list(section.commands()):
            if child.text == command or child.text.startswith(f"{command} "):
                remove(child)
        for child in self._same_key(section, command):
            if not child.text.startswith("no "):
                remove(child)
        if self.rules.kept_negations.fullmatch(command):
            self._set(section, f"no {command}", opens=False)

    def _default(self, section: Node, command: str) -> None:
        """`default interface X` empties the section; `default X` removes both forms of a line."""
        for child in list(section.commands()):
            bare = child.text.removeprefix("no ")
            if bare == command and any(child.commands()):
                child.children = [c for c in child.children if c.role.value != "line"]
            elif bare == command or bare.startswith(f"{command} "):
                remove(child)


def _as_closer(node: Node) -> Node:
    from schoolproof.parse.tree import Role  # noqa: PLC0415  one use

    node.role = Role.CLOSE
    return node
