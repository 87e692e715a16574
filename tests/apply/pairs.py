"""Pairs of configurations of one device: two states into which commands brought one text."""

from __future__ import annotations

import random
import re
from functools import cache
from pathlib import Path

from schoolproof.check.read import read_config
from schoolproof.drift.compare import compare
from schoolproof.errors import CommandError
from schoolproof.parse import ConfigTree, Node
from schoolproof.parse.block import words
from schoolproof.platforms import Platform, platform_named
from tests.apply import set_pairs

ROOT = Path(__file__).parents[2]
KEY = b"a key for tests only"
TYPED = {
    "pasted_capture",
    "access_control",
    "hand_written",
    "management_old_forms",
}  # no device prints these
EDITS = 8  # at most, in each text of a pair
LONGEST = 50_000  # letters; longer texts say nothing more and take long
SKIP = re.compile(
    r"end|version |frr |license |switch |hostname |config system global|quit|set uuid|module "
    r"|config vdom|exit-|line |no untagged |untagged |.*<redacted:"
)
HARDWARE = re.compile(r"line |vlan 1$|interface |trunk |spanning-tree [A-F\d]")  # not another's
MEMBERS = re.compile(r" *(?:no )?(?:un)?tagged ")  # ports that this switch may not have
FREE = re.compile(r"((?:^|set )(?:description|comments?|location) )\S.*$")
NUMBER = re.compile(r"(\b(?:vlan|timeout|priority) |\.)\d{1,5}$")
WORDS = ("Zimmer", "lodge", "moved", "ROOM-7", "spare")


@cache
def texts(platform: str) -> tuple[str, ...]:
    """Configurations of a platform, those that stay as they are when typed in once more."""
    found = platform_named(platform)
    files = sorted(ROOT.glob("configs/*/*.cfg"))
    samples = sorted((ROOT / "tests" / "platforms" / platform).glob("*/raw.cfg"))
    files += [path for path in samples if path.parent.name not in TYPED]
    kept = []
    for path in files:
        text = path.read_text(encoding="utf-8", errors="replace")
        if path.parts[-3] == "configs" and not found.signature.search(text):
            continue
        read = read_config(text, found, KEY)
        short = len(text) < LONGEST and read.commands > 20
        if short and not read.tree.problems and _stable(read.tree, found):
            kept.append(read.device.native_text)
    assert kept, f"no configuration of {platform} to try things on"
    return tuple(kept)


def _stable(tree: ConfigTree, platform: Platform) -> bool:
    try:
        again = tree.apply([c for node in tree.root.commands() for c in _typed(node)])
    except CommandError:
        return False
    return not compare(tree, again, platform)


def pair(platform: str, seed: int) -> tuple[str, str]:
    """(accepted, observed), both grown from one text."""
    chance = random.Random(seed)  # noqa: S311  a seed must give the same pair again
    base = chance.choice(texts(platform))
    found = platform_named(platform)
    return _edited(base, found, chance), _edited(base, found, chance)


def _edited(text: str, platform: Platform, chance: random.Random) -> str:
    tree = platform.grammar.parse(text)
    for _ in range(chance.randint(0, EDITS)):
        edit = chance.choice((_less, _less, _other, _more, _more, _moved, _joined))
        edit = _set_edit if platform.meaning.way else edit
        commands = edit(tree, platform, chance)
        try:
            after = tree.apply(commands) if commands else tree
        except CommandError:
            continue
        if not after.problems and len(list(after.walk())) > 20:
            tree = after
    return tree.text()


def _typed(node: Node) -> list[str]:
    """A command and all that stands in it, as people paste it."""
    inner = [node, *node.walk()]
    return [n.raw.rstrip("\r\n") for n in inner if n.role.value != "comment"]


def _in(node: Node, command: str, platform: Platform) -> list[str]:
    """A command where the node stands."""
    path: list[str] = []
    around = node.parent
    while around is not None and around.parent is not None:
        path.insert(0, around.text)
        around = around.parent
    lines = [" " * depth + line for depth, line in enumerate([*path, command])]
    if platform.meaning.block:
        lines += ["next" if line.startswith("edit ") else "end" for line in reversed(path)]
    return lines


def _lines(tree: ConfigTree) -> list[Node]:
    return [n for n in tree.walk() if n.role.value == "line" and not SKIP.match(n.text)]


def _set_edit(tree: ConfigTree, platform: Platform, chance: random.Random) -> list[str]:
    """Any edit of a text of `set` lines."""
    kind = chance.randint(0, 6)
    if kind < 2:
        return set_pairs.less(tree, chance)
    if kind < 4:
        given = platform.grammar.parse(chance.choice(texts(platform.name)))
        donor = given if set_pairs.systems(given) == set_pairs.systems(tree) else tree
        return set_pairs.more(tree, donor, chance)
    return (set_pairs.other, set_pairs.moved, set_pairs.joined)[kind - 4](tree, chance)


def _less(tree: ConfigTree, platform: Platform, chance: random.Random) -> list[str]:
    """A command or a section is taken away."""
    node = chance.choice(_lines(tree))
    if not platform.meaning.block:
        return _in(node, f"no {node.text}".replace("no no ", ""), platform)
    parts = words(node.text)
    if node.text.startswith("edit "):
        return _in(node, f"delete {node.text[5:]}", platform)
    return _in(node, f"unset {parts[1]}", platform) if parts[0] == "set" else []


def _other(tree: ConfigTree, platform: Platform, chance: random.Random) -> list[str]:
    """A value becomes another one."""
    fits = [n for n in _lines(tree) if FREE.search(n.text) or NUMBER.search(n.text)]
    if not fits:
        return []
    node = chance.choice(fits)
    quote = '"' if platform.meaning.block or node.text.endswith('"') else ""
    new = FREE.sub(rf"\g<1>{quote}{chance.choice(WORDS)}{quote}", node.text)
    if new == node.text:
        new = NUMBER.sub(rf"\g<1>{chance.randint(2, 250)}", node.text)
    return _in(node, new, platform)


def _more(tree: ConfigTree, platform: Platform, chance: random.Random) -> list[str]:
    """Something of another configuration is put in as well, a section or a line of one."""
    other = platform.grammar.parse(chance.choice(texts(platform.name)))
    here = {node.text for node in tree.root.commands()}
    kinds = {text.split(" ")[0] for text in here}
    known = [
        n
        for n in other.root.commands()
        if n.text.split(" ")[0] in kinds and not SKIP.match(n.text) and not HARDWARE.match(n.text)
    ]
    if not known:
        return []
    donor = chance.choice(known)
    entries = [n for n in donor.commands() if not SKIP.match(n.text)]
    if platform.meaning.block and entries:
        entry = chance.choice(entries)
        return [donor.text, *_typed(entry), "end"] if "<redacted:" not in entry.raw else []
    return [line for line in _typed(donor) if not MEMBERS.match(line)]


def _joined(tree: ConfigTree, platform: Platform, chance: random.Random) -> list[str]:
    """Ports join another VLAN (ArubaOS-Switch: membership stands with the VLAN)."""
    lists = [n for n in tree.walk() if re.match(r"(?:un)?tagged ", n.text)]
    vlans = [n.text for n in tree.root.commands() if re.fullmatch(r"vlan \d+", n.text)]
    if platform.name != "hp_procurve" or not lists:
        return []
    word, ports = chance.choice(lists).text.split()
    port = chance.choice(ports.split(","))
    first = next(n for n in tree.root.commands() if n.text == "vlan 1")
    if not any(port in node.text.split()[-1].split(",") for node in first.commands()):
        return []
    return [chance.choice(vlans), f"   {word} {port}"]


def _moved(tree: ConfigTree, platform: Platform, chance: random.Random) -> list[str]:
    """An entry stands before another one."""
    tables = [
        n for n in _lines(tree) if len([e for e in n.commands() if e.text[:5] == "edit "]) > 1
    ]
    if not platform.meaning.block or not tables:
        return []
    table = chance.choice(tables)
    one, two = chance.sample([e.text[5:] for e in table.commands() if e.text[:5] == "edit "], 2)
    return _in(next(table.commands()), f"move {one} before {two}", platform)
