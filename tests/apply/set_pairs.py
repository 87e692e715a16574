"""Edits of texts of `set` lines, as people make them."""

from __future__ import annotations

import random
import re

from schoolproof.parse import ConfigTree, Node
from schoolproof.parse.set_lines import set_quoted as quoted
from schoolproof.platforms.paloalto_panos.edit_set import Line, lines_of

SKIP = re.compile(r"set (?:deviceconfig system hostname|mgt-config users \S+ phash) |.*<redacted:")
FREE = re.compile(r"(set .* (?:description|comment|login-banner|location) )\S.*$")
NUMBER = re.compile(r"(set .* (?:idle-timeout|failed-attempts|lockout-time|interval) )\d{1,5}$")
ENTRY = re.compile(
    r"set ((?:vsys \S+ )?(?:address|zone|service|rulebase security rules) (?:\"[^\"]*\"|\S+))"
)
WORDS = ("Zimmer", "lodge", "moved", "ROOM-7", "spare")


def less(tree: ConfigTree, chance: random.Random) -> list[str]:
    """A line is taken away, a value of a list, or a whole rule or object."""
    node = chance.choice(_nodes(tree))
    whole = ENTRY.match(node.text)
    if whole and chance.random() < 0.5:
        return [f"delete {whole[1]}"]
    line = chance.choice([one for one in lines_of(tree) if one.head and not SKIP.match(one.raw)])
    words = (*line.written, chance.choice(line.values)) if len(line.values) > 1 else line.written
    return [f"delete {' '.join(quoted(word) for word in words)}"]


def other(tree: ConfigTree, chance: random.Random) -> list[str]:
    """A value becomes another one."""
    fits = [n.text for n in _nodes(tree) if FREE.match(n.text) or NUMBER.match(n.text)]
    if not fits:
        return []
    text = FREE.sub(rf"\g<1>{chance.choice(WORDS)}", chance.choice(fits))
    return [NUMBER.sub(rf"\g<1>{chance.randint(2, 50)}", text)]


def more(tree: ConfigTree, donor: ConfigTree, chance: random.Random) -> list[str]:
    """A rule or an object of another text, or a copy under another name."""
    found = sorted({m[1] for n in _nodes(donor) if (m := ENTRY.match(n.text))})
    if not found:
        return []
    entry = chance.choice(found)
    lines = [n.text for n in _nodes(donor) if n.text.startswith(f"set {entry} ")]
    if donor is tree or chance.random() < 0.5:
        table = entry.rsplit(' "', 1)[0] if entry.endswith('"') else entry.rsplit(" ", 1)[0]
        name = f"{table} {chance.choice(WORDS)}-{chance.randint(1, 9)}"
        lines = [line.replace(f"set {entry} ", f"set {name} ", 1) for line in lines]
    return lines


def joined(tree: ConfigTree, chance: random.Random) -> list[str]:
    """A list gets one more member."""
    lists = [one for one in lines_of(tree) if one.head and len(one.values) > 1]
    if not lists:
        return []
    line = chance.choice(lists)
    words = (*line.written, chance.choice(WORDS))
    return [f"set {' '.join(quoted(word) for word in words)}"]


def moved(tree: ConfigTree, chance: random.Random) -> list[str]:
    """A rule stands before another one."""
    rules = [one for one in lines_of(tree) if "rulebase" in one.head and "security" in one.head]
    names = list(dict.fromkeys(_rule(one) for one in rules))
    if len(names) < 2:
        return []
    one, two = chance.sample(names, 2)
    return [f"move {' '.join(one)} before {two[-1]}"] if one[:-1] == two[:-1] else []


def systems(tree: ConfigTree) -> set[str]:
    """The virtual systems by name; a firewall with one does not name it."""
    return set(re.findall(r"^set vsys (\S+)", tree.text(), re.MULTILINE))


def _rule(line: Line) -> tuple[str, ...]:
    at = line.written.index("rules") + 2
    return tuple(quoted(word) for word in line.written[:at])


def _nodes(tree: ConfigTree) -> list[Node]:
    return [n for n in tree.walk() if n.role.value == "line" and not SKIP.match(n.text)]
