"""Commands for FortiOS: `config`, `edit`, `set`, `unset`, `delete`, `move`.

First everything is set, in the order of the accepted text, which defines objects before it uses
them; then what only the device has is deleted, in the reverse order.
"""

from __future__ import annotations

from schoolproof.drift.canon import Item, Section
from schoolproof.drift.compare import Diff
from schoolproof.drift.placeholders import Placeholders
from schoolproof.parse.block import quoted
from schoolproof.platforms import Platform

INDENT = "    "


def block_commands(diff: Diff, _platform: Platform, names: Placeholders, style: str) -> list[str]:
    """The commands for all that differs."""
    writer = _Writer(names, rebuild=style == "rebuild")
    return [*writer.put(diff, 0, ()), *writer.drop(diff, 0)]


class _Writer:
    def __init__(self, names: Placeholders, *, rebuild: bool) -> None:
        self.names = names
        self.rebuild = rebuild

    def put(self, diff: Diff, depth: int, path: tuple[str, ...]) -> list[str]:
        """Settings, entries and their order."""
        pad = INDENT * depth
        out = [f"{pad}un{i.key}" for i in diff.extra if i.key.startswith("set ")]
        for item, _old in diff.changed:
            out += self._item(item, depth, path)
        whole = {item.key: item for item in diff.missing}
        inner = {pair[0].key: (pair[0], part) for pair, part in diff.inner}
        settings = [k for k in diff.accepted.items if not k.startswith(("config ", "edit "))]
        others = [k for k in diff.accepted.items if k.startswith(("config ", "edit "))]
        for key in [*settings, *others]:
            if key in whole:
                out += self._item(whole[key], depth, path)
            elif key in inner:
                item, part = inner[key]
                if self.rebuild and key.startswith("edit ") and depth == 1:
                    out.append(f"{pad}delete {quoted(key[5:])}")
                    out += self._item(item, depth, path)
                else:
                    lines = self.put(part, depth + 1, (*path, key))
                    out += self._opened(item, depth, lines)
        rebuilt = list(inner) if self.rebuild else []
        if diff.accepted.ordered:
            out += [pad + line for line in _moves(diff, rebuilt)]
        return out

    def _opened(self, item: Item, depth: int, lines: list[str]) -> list[str]:
        pad = INDENT * depth
        closer = "end" if item.key.startswith("config ") else "next"
        return [f"{pad}{item.text}", *lines, f"{pad}{closer}"] if lines else []

    def _item(self, item: Item, depth: int, path: tuple[str, ...]) -> list[str]:
        pad = INDENT * depth
        if not item.key.startswith(("config ", "edit ")):
            return [f"{pad}{self.names.hide(node.text, path)}" for node in item.nodes]
        lines: list[str] = []
        for child in _settings_first(item.inside):
            lines += self._item(child, depth + 1, (*path, item.key))
        closer = "end" if item.key.startswith("config ") else "next"
        return [f"{pad}{item.text}", *lines, f"{pad}{closer}"]

    def drop(self, diff: Diff, depth: int) -> list[str]:
        """Entries and blocks that only the device has."""
        out: list[str] = []
        for item in reversed(diff.extra):
            out += self._dropped(item, depth)
        for (item, _), part in reversed(diff.inner):
            if self.rebuild and depth == 1 and item.key.startswith("edit "):
                continue  # it was written anew
            out += self._opened(item, depth, self.drop(part, depth + 1))
        return out

    def _dropped(self, item: Item, depth: int) -> list[str]:
        pad = INDENT * depth
        if item.key.startswith("edit "):
            return [f"{pad}delete {quoted(item.key[5:])}"]
        if not item.key.startswith("config ") or item.inside is None:
            return []
        lines: list[str] = []
        for child in reversed(list(item.inside.items.values())):
            if child.key.startswith("set "):
                lines.append(f"{pad}{INDENT}un{child.key}")
            else:
                lines += self._dropped(child, depth + 1)
        return self._opened(item, depth, lines)


def _settings_first(section: Section | None) -> list[Item]:
    items = list(section.items.values()) if section else []
    return sorted(items, key=lambda item: item.key.startswith(("config ", "edit ")))


def _moves(diff: Diff, rebuilt: list[str]) -> list[str]:
    """`move` commands until the accepted entries stand in the accepted order."""
    wanted = [key for key in diff.accepted.items if key.startswith("edit ")]
    now = [k for k in diff.observed.items if k.startswith("edit ") and k not in rebuilt]
    now += [key for key in wanted if key not in now]
    moves = []
    for position, key in enumerate(wanted):
        if not position:
            continue
        before = wanted[position - 1]
        after = [k for k in now[now.index(before) + 1 :] if k in wanted]
        if after[:1] != [key]:
            moves.append(f"move {quoted(key[5:])} after {quoted(before[5:])}")
            now.remove(key)
            now.insert(now.index(before) + 1, key)
    return _first(diff, wanted, rebuilt) + moves


def _first(diff: Diff, wanted: list[str], rebuilt: list[str]) -> list[str]:
    now = [k for k in diff.observed.items if k in wanted and k not in rebuilt]
    if not wanted or not now or now[0] == wanted[0]:
        return []
    return [f"move {quoted(wanted[0][5:])} before {quoted(now[0][5:])}"]
