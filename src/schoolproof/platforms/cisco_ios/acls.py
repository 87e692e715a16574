"""Access lists: numbered and named, standard and extended, IPv4, IPv6 and MAC."""

from __future__ import annotations

import re

from schoolproof.model import Table
from schoolproof.model.switching import Acl, AclEntry
from schoolproof.parse import Node
from schoolproof.platforms.acl_words import entry_facts
from schoolproof.platforms.base import Default
from schoolproof.platforms.cisco_ios.top import TOP, Reading

STANDARD = {*range(1, 100), *range(1300, 2000)}
ENTRY = re.compile(r"(?:(?:sequence )?\d{1,10} )?((permit|deny) ?(.*))", re.DOTALL)
NUMBER = re.compile(r"(?:sequence )?(\d{1,10}) ")
STEP = 10  # the device numbers entries by tens
DEFAULTS = (
    Default(
        "acls",
        "an interface with a list that does not exist or has no entry passes everything; a list "
        "with an entry ends in a refusal of its family",
        "IOS Security Command Reference, `ip access-group` and `ipv6 traffic-filter`",
    ),
    Default(
        "interface.acl_in, .acl_out, .acl6_in, .acl6_out",
        "None: nothing is filtered",
        "IOS Security Command Reference, `ip access-group` and `ipv6 traffic-filter`",
    ),
    Default(
        "acl_entry of a standard list without wildcard",
        "one host",
        "IOS Security Command Reference, `access-list (IP standard)`",
    ),
    Default("ipv6_routing", "False", "IOS IPv6 Command Reference, `ipv6 unicast-routing`"),
)


class Draft:
    """An access list while its entries come in."""

    __slots__ = ("entries", "family", "line", "name", "standard")

    def __init__(self, name: str, line: int, family: str, *, standard: bool) -> None:
        self.name = name
        self.line = line
        self.family = family
        self.standard = standard
        self.entries: list[AclEntry] = []


def _list(reading: Reading, name: str, line: int, family: str, *, standard: bool) -> Draft:
    drafts: dict[tuple[str, str], Draft] = reading.notes.setdefault("acls", {})
    draft = drafts.get((family, name))
    if draft is None:
        draft = drafts[family, name] = Draft(name, line, family, standard=standard)
    return draft


@TOP.section(r"access-list (\d{1,9}) (.+)")
def _numbered(reading: Reading, node: Node, number: str, text: str) -> None:
    standard = int(number) in STANDARD
    family = "mac" if 700 <= int(number) < 800 or 1100 <= int(number) < 1200 else "ipv4"  # noqa: PLR2004  IOS: numbers of MAC lists
    draft = _list(reading, number, node.line, family, standard=standard)
    reading.unread.extend(node.commands())
    _entry(draft, node, text, reading)


@TOP.section(r"ip access-list (standard|extended) (\S+)")
def _named(reading: Reading, node: Node, kind: str, name: str) -> None:
    draft = _list(reading, name, node.line, "ipv4", standard=kind == "standard")
    for child in node.commands():
        _entry(draft, child, child.text, reading)


@TOP.section(r"(ipv6|mac) access-list (?:extended )?(?!log-update)(\S+)")
def _other(reading: Reading, node: Node, family: str, name: str) -> None:
    draft = _list(reading, name, node.line, family, standard=False)
    for child in node.commands():
        _entry(draft, child, child.text, reading)


def _entry(draft: Draft, node: Node, text: str, reading: Reading) -> None:
    if re.match(r"(?:\d+ )?(?:sequence \d+ )?remark\b", text):
        return
    found = ENTRY.fullmatch(text)
    named = NUMBER.match(text)
    number = named.group(1) if named else None
    before = draft.entries[-1].sequence if draft.entries else 0
    entry = AclEntry(node.line, sequence=int(number) if number else before + STEP)
    draft.entries.append(entry)
    if found:
        entry.put(node.line, action=found.group(2), text=found.group(1))
        if draft.family != "mac":
            facts = entry_facts(found.group(3), draft.family, standard=draft.standard)
            entry.put(node.line, **facts)
        return
    # `evaluate`, `dynamic`: lists that hold what other packets or people opened
    reading.unread.append(node)
    entry.put(node.line, action="permit", text=text, source=text, source_any=False)


def settle(reading: Reading) -> None:
    """Put the lists into the model. A list of this text always exists in full, so none is unset."""
    table: Table[Acl] = Table()
    drafts: dict[tuple[str, str], Draft] = reading.notes.get("acls", {})
    for (family, name), draft in drafts.items():
        key = name if name not in table else f"{family}:{name}"
        acl = table.add(key, Acl(draft.line, name=name, family=family))
        ordered = sorted(draft.entries, key=lambda entry: entry.sequence)
        for entry in ordered:
            entry.put(draft.line, acl=name)
        acl.put(draft.line, entries=tuple(ordered))
    reading.device.put(None, acls=table)
