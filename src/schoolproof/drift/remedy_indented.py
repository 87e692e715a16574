"""Commands for languages with `no`: IOS, ArubaOS-Switch and their relatives.

The order keeps references whole: new objects first, then lines and sections that refer to them,
at last the objects that nothing refers to any more, in the reverse order of the text.
"""

from __future__ import annotations

from dataclasses import replace

from schoolproof.drift.canon import Canon, Item, Section
from schoolproof.drift.compare import Diff, both, compare_sections
from schoolproof.drift.placeholders import Placeholders
from schoolproof.parse import ConfigTree
from schoolproof.platforms import Platform
from schoolproof.platforms.base import NEVER, ListLine

PHYSICAL = ("interface Gig", "interface Fast", "interface Ten", "interface Two", "interface Five")


def indented_commands(diff: Diff, platform: Platform, names: Placeholders, style: str) -> list[str]:
    """The commands for all that differs."""
    return _Writer(platform, names, style).section(diff, ())


def observed_groups(accepted: ConfigTree, observed: ConfigTree, platform: Platform) -> Diff:
    """The difference, with sections grouped as the device groups them (`line vty 0 4`)."""
    left, right = both(accepted, observed, platform)
    spread = platform.meaning.spread
    grouped = Canon(platform).section([observed.root])
    if grouped.items.keys() == right.items.keys():
        return compare_sections(left, right)
    for key, item in grouped.items.items():
        parts = [left.items.get(part) for part in spread(key)]
        first = parts[0]
        if len(parts) < 2 or first is None or not all(_same(first, p) for p in parts):  # noqa: PLR2004
            continue
        for part in spread(key):
            del left.items[part]
            right.items.pop(part, None)
        left.items[key] = replace(first, key=key)
        right.items[key] = item
    return compare_sections(left, right)


def _same(one: Item, other: Item | None) -> bool:
    if other is None:
        return False
    empty = Section(())
    return not compare_sections(one.inside or empty, other.inside or empty)


class _Writer:
    """Writes commands in one style: `change`, `replace` (no, then anew) or `rebuild`."""

    def __init__(self, platform: Platform, names: Placeholders, style: str) -> None:
        self.meaning = platform.meaning
        self.names = names
        self.style = style

    def section(self, diff: Diff, path: tuple[str, ...]) -> list[str]:
        """All commands of one section, without its header."""
        pad = " " * len(path)
        if diff.accepted.ordered and (diff.reordered or diff.extra or self._numbered(diff)):
            return self._refill(diff, path)
        out = [line for item in diff.missing if item.inside for line in self.put(item, path)]
        lines = [item for item in diff.extra if not item.inside]
        # lists such as `access-list 10` go last: until then a section may still use them
        lists = [item for item in lines if isinstance(item.value, tuple)]
        single = [i for i in lines if i.listed is None and not isinstance(i.value, tuple)]
        out += self._undone(path, single)
        for item, old in diff.changed:
            out += self._change(item, old, path)
        for item in diff.missing:
            out += [] if item.inside else self.put(item, path)
        # a port that left one list has joined its other one by now
        out += self._undone(path, [item for item in lines if item.listed is not None])
        for (item, old), inner in diff.inner:
            out += self._inner(item, old, inner, path)
        out += self._undone(path, lists)
        for item in reversed(diff.extra):
            out += [pad + line for line in self._drop(item)] if item.inside else []
        return out

    def _undone(self, path: tuple[str, ...], items: list[Item]) -> list[str]:
        pad = " " * len(path)
        return [pad + line for item in items for line in self.undo(item, path)]

    def _numbered(self, diff: Diff) -> bool:
        return bool(self.meaning.numbered.search(diff.accepted.place or diff.observed.place))

    def _inner(self, item: Item, old: Item, inner: Diff, path: tuple[str, ...]) -> list[str]:
        pad = " " * len(path)
        as_written = self.meaning.plain(old.text) == item.key  # quotes as the device wrote them
        alone = item.key in self.meaning.spread(item.key) and not as_written
        header = item.key if alone else old.text
        if self.style == "rebuild" and not header.startswith("line "):
            return [f"{pad}no {header}", *self.put(item, path)]
        lines = self.section(inner, (*path, header))
        return [f"{pad}{header}", *lines, f"{pad}exit"] if lines else []

    def _drop(self, item: Item) -> list[str]:
        if item.key.startswith(PHYSICAL) and self.style == "change":
            return [f"default {item.key}"]
        whole = self.meaning.plain(item.text) == item.key  # quotes as the device wrote them
        return [f"no {item.text if whole else item.key}"]

    def put(self, item: Item, path: tuple[str, ...]) -> list[str]:
        """Lines that make an item which the device lacks."""
        pad = " " * len(path)
        if item.inside:
            out = [f"{pad}{item.key}"]
            inside = (*path, item.key)
            for child in item.inside.items.values():
                out += self.put(child, inside)
            return [*out, f"{pad}exit"]
        if item.listed is not None and isinstance(item.value, frozenset):
            template = item.listed.first or item.listed.add
            return [pad + _listed(item, item.listed, template, item.value)]
        return [pad + self.names.hide(node.text, path) for node in item.nodes]

    def undo(self, item: Item, path: tuple[str, ...]) -> list[str]:
        """Lines that take an item away."""
        if item.listed is not None and isinstance(item.value, frozenset):
            template = item.listed.last or item.listed.remove
            if item.off:
                template = item.listed.add.replace("no ", "", 1)
                return [_listed(replace(item, off=False), item.listed, template, item.value)]
            return [_listed(item, item.listed, template, item.value)]
        out = dict.fromkeys(self._no(node.text, path, off=item.off) for node in item.nodes)
        return list(out)

    def _no(self, text: str, path: tuple[str, ...], *, off: bool) -> str:
        bare = text.removeprefix("no ")
        if self.meaning.resets is not NEVER and (off or self.meaning.resets.fullmatch(bare)):
            return f"default {bare}"
        if off:
            return bare
        for pattern, template in self.meaning.negations:
            found = pattern.fullmatch(bare)
            if found:
                return found.expand(template)
        return f"no {self.names.hide(bare, path)}"

    def _change(self, item: Item, old: Item, path: tuple[str, ...]) -> list[str]:
        pad = " " * len(path)
        listed = item.listed
        if (
            self.style == "change"
            and listed is not None
            and isinstance(item.value, frozenset)
            and isinstance(old.value, frozenset)
        ):
            add, remove = listed.add, listed.remove
            gone, new = old.value - item.value, item.value - old.value
            if item.off:
                gone, new, item = new, gone, replace(item, off=False)
            out = [_listed(item, listed, add, new)] if new else []
            out += [_listed(item, listed, remove, gone)] if gone else []
            return [pad + line for line in out]
        takes_place = self.style == "change" and not isinstance(item.value, tuple)
        takes_place = takes_place and item.key == old.key
        before = [] if takes_place else self.undo(old, path)
        return [*(pad + line for line in before), *self.put(item, path)]

    def _refill(self, diff: Diff, path: tuple[str, ...]) -> list[str]:
        """Where order counts: what stands from the first difference on is written anew."""
        pad = " " * len(path)
        old, new = list(diff.observed.items.values()), list(diff.accepted.items.values())
        if self._numbered(diff):
            return [pad + line for line in self._entries(old, new)]
        inside = {id(pair[1]): inner for pair, inner in diff.inner}
        same = 0
        for one, other in zip(new, old, strict=False):
            if one.key != other.key or one.value != other.value or id(other) in inside:
                break
            same += 1
        out: list[str] = []
        for item in reversed(old[same:]):
            undone = self._drop(item) if item.inside else self.undo(item, path)
            out += [pad + line for line in undone]
        for item in new[same:]:
            out += self.put(item, path)
        return out

    def _entries(self, old: list[Item], new: list[Item]) -> list[str]:
        """Entries of an access list by their numbers; without numbers all are written anew."""
        have = {_number(item): item.key for item in old}
        want = {_number(item): item.key for item in new}
        if None in have or None in want or self.style != "change":
            out = [f"no {_number(i) or i.text}" for i in old]
            return [*out, *(f"{10 * n} {i.key}" for n, i in enumerate(new, start=1))]
        out = [f"no {number}" for number, key in have.items() if want.get(number) != key]
        out += [f"{number} {key}" for number, key in want.items() if have.get(number) != key]
        return out


def _number(item: Item) -> str | None:
    word = item.text.split(None, 1)[0]
    return word if word.isdecimal() else None


def _listed(item: Item, listed: ListLine, template: str, members: frozenset[str]) -> str:
    head = f"no {item.head}" if item.off else item.head
    return template.format(head=head, items=listed.join(members), tail=item.tail)
