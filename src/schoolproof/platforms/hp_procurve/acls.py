"""Access lists: named and numbered, IPv4 and IPv6."""

from __future__ import annotations

import re

from schoolproof.model import Table
from schoolproof.model.switching import Acl, AclEntry
from schoolproof.parse import Node
from schoolproof.platforms.hp_procurve.reading import TOP, Reading, Said, unquoted
from schoolproof.platforms.lines import Lines

ENTRY = Lines()
STEP = 10  # the device numbers entries in steps of ten
ANY = {"0.0.0.0 255.255.255.255", "any", "0.0.0.0/0", "::/0"}
EVERY = "255.255.255.255"
ADDRESS = re.compile(
    r"any|host \S+|[0-9a-fA-F:]*:[0-9a-fA-F:.]*(?:/\d+)?|\d+(?:\.\d+){3}(?:/\d+| \d+(?:\.\d+){3})?"
)


class Draft:
    """A list while its entries come in."""

    def __init__(self, name: str, family: str, line: int, *, standard: bool) -> None:
        self.acl = Acl(line, name=name, family=family)
        self.entries: list[AclEntry] = []
        self.standard = standard


@TOP.section(r"ip access-list (standard|extended) (\S+)")
def _named(ctx: Reading, node: Node, kind: str, name: str) -> None:
    _read(ctx, node, Draft(unquoted(name), "ipv4", node.line, standard=kind == "standard"))


@TOP.section(r"ipv6 access-list (\S+)")
def _ipv6(ctx: Reading, node: Node, name: str) -> None:
    _read(ctx, node, Draft(unquoted(name), "ipv6", node.line, standard=False))


def _read(ctx: Reading, node: Node, draft: Draft) -> None:
    ENTRY.read(node.commands(), draft, ctx.unread)
    ctx.once[f"acl {draft.acl.name}"] = Said(draft, node.line)


@TOP.line(r"access-list (\d+) ((?:\d+ )?(?:permit|deny) .+)")
def _numbered(ctx: Reading, node: Node, number: str, text: str) -> None:
    said = ctx.once.get(f"acl {number}")
    standard = int(number) < 100  # noqa: PLR2004  numbers 1 to 99 are standard lists
    draft = said.value if said else Draft(number, "ipv4", node.line, standard=standard)
    ctx.once[f"acl {number}"] = Said(draft, said.line if said else node.line)
    found = re.fullmatch(r"(?:(\d+) )?(permit|deny) (.+)", text)
    if found:
        _entry(draft, node, *found.groups())


@ENTRY.line(r"(?:(\d+) )?(permit|deny) (.+)")
def _entry(draft: Draft, node: Node, number: str | None, action: str, rest: str) -> None:
    last = draft.entries[-1].sequence if draft.entries else 0
    entry = AclEntry(node.line, sequence=int(number) if number else last + STEP, action=action)
    entry.put(node.line, text=node.text)
    words = rest if draft.standard else rest.partition(" ")[2]
    found = ADDRESS.match(words)
    if found:
        source = found.group(0)
        entry.put(node.line, source=_plain(source), source_any=source in ANY)
    draft.entries.append(entry)


def _plain(source: str) -> str:
    """`any`, one address, or the prefix that a wildcard means; else as written."""
    if source in ANY:
        return "any"
    if source.startswith("host "):
        return source.removeprefix("host ")
    address, _, wildcard = source.partition(" ")
    if wildcard:
        bits = int.from_bytes(bytes(int(p) & 255 for p in wildcard.split(".")), "big")
        if bits & (bits + 1) == 0:
            return f"{address}/{32 - bits.bit_length()}"
    return source


ENTRY.ignore("a remark for people", r"(?:\d+ )?remark .+")
TOP.ignore(
    "order and logging of lists are no demand", r"(no )?access-list (?:resequence|logtimer)(?: .+)?"
)


def settle(ctx: Reading) -> None:
    """The table of lists."""
    table = Table[Acl]()
    for key, said in ctx.once.items():
        if key.startswith("acl "):
            acl = said.value.acl
            acl.put(acl.line, entries=tuple(said.value.entries))
            table.add(acl.name, acl)
    ctx.device.put(None, acls=table)
