"""Access lists: numbered and named, standard and extended, IPv4, IPv6 and MAC."""

from __future__ import annotations

import re
from ipaddress import IPv4Address

from schoolproof.model import Table
from schoolproof.model.switching import Acl, AclEntry
from schoolproof.parse import Node
from schoolproof.platforms.cisco_ios.top import TOP, Reading

STANDARD = {*range(1, 100), *range(1300, 2000)}
ENTRY = re.compile(r"(?:(\d{1,10}) )?(?:sequence (\d{1,10}) )?((permit|deny) ?(.*))", re.DOTALL)
STEP = 10  # the device numbers entries by tens
ALL_ONES = 0xFFFFFFFF
# Words that stand for the protocol; `object-group` names services, and takes a name of its own.
GROUPED = "object-group"


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
    if re.match(r"(?:\d+ )?(?:sequence \d+ )?(?:remark\b|dynamic )", text):
        return
    found = ENTRY.fullmatch(text)
    if not found:
        reading.unread.append(node)
        return
    number = found.group(1) or found.group(2)
    before = draft.entries[-1].sequence if draft.entries else 0
    words = found.group(5).split()
    source = _source(words if draft.standard else _after_protocol(words), draft.family)
    draft.entries.append(
        AclEntry(
            node.line,
            sequence=int(number) if number else before + STEP,
            action=found.group(4),
            text=found.group(3),
            source=source,
            source_any=source == "any",
        )
    )


def _after_protocol(words: list[str]) -> list[str]:
    return words[2:] if words[:1] == [GROUPED] else words[1:]


def _source(words: list[str], family: str) -> str:
    """`any`, a host, a prefix, a group's name; a wildcard that is no prefix stays as written."""
    if not words:
        return ""
    first = words[0]
    if first in {"any", "any4", "any6"}:
        return "any"
    if first in {"host", GROUPED, "addrgroup"}:
        return words[1] if len(words) > 1 else ""
    if family == "ipv4" and len(words) > 1:
        return _prefix(first, words[1])
    return first


def _prefix(address: str, wildcard: str) -> str:
    try:
        base, mask = int(IPv4Address(address)), int(IPv4Address(wildcard))
    except ValueError:
        return address
    if mask == ALL_ONES:
        return "any"
    if mask & (mask + 1):
        return f"{address} {wildcard}"
    return f"{IPv4Address(base & ~mask & ALL_ONES)}/{32 - mask.bit_length()}"


def settle(reading: Reading) -> None:
    """Put the lists into the model. A list of this text always exists in full, so none is unset."""
    table: Table[Acl] = Table()
    drafts: dict[tuple[str, str], Draft] = reading.notes.get("acls", {})
    for (family, name), draft in drafts.items():
        key = name if name not in table else f"{family}:{name}"
        acl = table.add(key, Acl(draft.line, name=name, family=family))
        ordered = sorted(draft.entries, key=lambda entry: entry.sequence)
        acl.put(draft.line, entries=tuple(ordered))
    reading.device.put(None, acls=table)
