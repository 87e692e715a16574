"""Commands that take one text of `set` lines to another.

What is new is set first, objects before what refers to them; then what is gone is deleted, the
other way round, because PAN-OS deletes nothing that is still referred to; at last rules are moved.
Source: PAN-OS CLI Quick Start, "Use the CLI", and the hierarchy in `schema`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from schoolproof.parse import ConfigTree
from schoolproof.parse.set_lines import set_quoted as quoted
from schoolproof.platforms.paloalto_panos.edit_set import lines_of
from schoolproof.platforms.paloalto_panos.schema import (
    RULEBASES,
    Path,
    choice_of,
    is_list,
    is_table,
)

# what refers to others stands after them; words of the path, the first that is in it decides
RANKS = (
    *((word, 9) for word in RULEBASES),
    ("deviceconfig", 8),
    ("zone", 7),
    ("virtual-router", 6),
    ("profile-group", 5),
    ("address-group", 4),
    ("service-group", 4),
    ("application-group", 4),
    ("log-settings", 3),
    ("profiles", 3),
    ("interface", 2),
)


@dataclass(slots=True)
class Leaf:
    """All values of one path. `written`: the path as the text writes it."""

    written: Path
    values: list[str] = field(default_factory=list)
    lines: int = 0


Leaves = dict[Path, Leaf]


def way(accepted: ConfigTree, observed: ConfigTree, *, anew: bool = False) -> list[str]:
    """The commands. `anew`: what differs is deleted whole and set again.

    Both texts must be of `set` lines.
    """
    want, have = _leaves(accepted, observed), _leaves(observed, accepted)
    both = {*want, *have}
    many = {path for path in both if _is_many(path, want.get(path), have.get(path))}
    found = _Way(want, have, many)
    if anew:
        return found.anew()
    return [*found.sets(), *found.deletes(), *found.moves()]


def _leaves(tree: ConfigTree, other: ConfigTree) -> Leaves:
    found: Leaves = {}
    for line in lines_of(tree, other):
        if line.head:
            leaf = found.setdefault(line.head, Leaf(line.written))
            leaf.values += [value for value in line.values if value not in leaf.values]
            leaf.lines += 1
    return found


def _is_many(path: Path, *leaves: Leaf | None) -> bool:
    """Whether a path holds several values beside each other, and not one in place of another."""
    several = any(leaf and (leaf.lines > 1 or len(leaf.values) > 1) for leaf in leaves)
    return several or is_list(path) or is_table(path)


@dataclass(slots=True)
class _Way:
    want: Leaves
    have: Leaves
    many: set[Path]

    def sets(self) -> list[str]:
        made = []
        for path in sorted(self.want, key=_rank):  # stable: the order of the text otherwise
            leaf, old = self.want[path], self.have.get(path)
            known = old.values if old else []
            new = [value for value in leaf.values if value not in known]
            if new:
                made.append(_set(leaf.written, new))
        return made

    def deletes(self) -> list[str]:
        kept = {path[:n] for path in self._paths(self.want) for n in range(1, len(path) + 1)}
        made: dict[str, None] = {}
        for path in sorted(self.have, key=_rank, reverse=True):
            for gone in self._gone(path):
                if any(gone[:n] not in kept for n in range(1, len(gone) + 1)):
                    words = self._topmost(gone, kept)
                    if not self._replaced(words, kept):
                        made[_command("delete", (*self._prefix(path), *words))] = None
        return list(made)

    def _gone(self, path: Path) -> Iterator[Path]:
        new = self.want.get(path)
        if path in self.many:
            yield from (
                (*path, v) for v in self.have[path].values if not new or v not in new.values
            )
        elif new is None:
            yield path

    def _paths(self, leaves: Leaves) -> Iterator[Path]:
        for path, leaf in leaves.items():
            yield from ((*path, value) for value in leaf.values)

    @staticmethod
    def _topmost(path: Path, kept: set[Path]) -> Path:
        """The shortest part that is gone as a whole; of a table one entry, never the table."""
        for count in range(2, len(path) + 1):
            if path[:count] not in kept and not (is_table(path[:count]) and count < len(path)):
                return path[:count]
        return path

    @staticmethod
    def _replaced(path: Path, kept: set[Path]) -> bool:
        """Whether what is set instead takes it away: of some words only one may stand."""
        return any((*path[:-1], other) in kept for other in choice_of(path[-1]))

    def _prefix(self, path: Path) -> Path:
        written = self.have[path].written
        return written[: len(written) - len(path)]

    def anew(self) -> list[str]:
        made = []
        for path, leaf in self.want.items():
            old = self.have.get(path)
            if old and old.values != leaf.values:
                made += [_command("delete", leaf.written), _set(leaf.written, leaf.values)]
        return made

    def moves(self) -> list[str]:
        """Rules to their places. A new rule stands at the end until it is moved."""
        made = []
        before, after = _rules(self.have), _rules(self.want)
        for table, (written, wanted) in after.items():
            now = [name for name in before.get(table, (written, []))[1] if name in wanted]
            now += [name for name in wanted if name not in now]
            for place, name in enumerate(wanted):
                if now[place] != name:
                    now.remove(name)
                    there = ("before", now[place])
                    now.insert(place, name)
                    made.append(_command("move", (*written, name, *there)))
        return made


def _rules(leaves: Leaves) -> dict[Path, tuple[Path, list[str]]]:
    """By table of rules: how it is written, and the names in their order."""
    found: dict[Path, tuple[Path, list[str]]] = {}
    for path, leaf in leaves.items():
        at = _table(path)
        if at:
            whole, written = (*path, leaf.values[0]), (*leaf.written, leaf.values[0])
            more = len(written) - len(whole)
            names = found.setdefault(whole[:at], (written[: at + more], []))[1]
            if whole[at] not in names:
                names.append(whole[at])
    return found


def _table(path: Path) -> int:
    """How many words lead to the table of rules that a path is in; 0 where it is in none."""
    for at, word in enumerate(path):
        if word == "rules" and not RULEBASES.isdisjoint(path[:at]):
            return at + 1
    return 0


def _rank(path: Path) -> int:
    return next((rank for word, rank in RANKS if word in path), 1)


def _set(written: Path, values: list[str]) -> str:
    shown = " ".join(quoted(value) for value in values)
    return f"{_command('set', written)} {f'[ {shown} ]' if len(values) > 1 else shown}"


def _command(verb: str, words: Iterable[str]) -> str:
    return " ".join((verb, *(quoted(word) for word in words)))
