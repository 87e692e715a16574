"""Access lists. In FRR they choose routes and callers of a vty; they filter no packets."""

from __future__ import annotations

from ipaddress import IPv4Network

from schoolproof.model import Table
from schoolproof.model.switching import Acl, AclEntry
from schoolproof.parse import Node
from schoolproof.platforms.frr.top import TOP, Reading

STEP = 5  # entries without a number get the next multiple of it
EXTENDED = (range(100, 200), range(2000, 2700))  # numbers of lists with source and destination


class Draft:
    """An access list while its entries come in."""

    __slots__ = ("entries", "family", "line", "name")

    def __init__(self, name: str, line: int, family: str) -> None:
        self.name = name
        self.line = line
        self.family = family
        self.entries: list[AclEntry] = []


def _draft(reading: Reading, name: str, line: int, family: str) -> Draft:
    drafts: dict[tuple[str, str], Draft] = reading.notes.setdefault("acls", {})
    return drafts.setdefault((family, name), Draft(name, line, family))


@TOP.line(r"(?:(ip|ipv6|mac) )?access-list (\S+) remark .+")
def _remark(reading: Reading, node: Node, family: str | None, name: str) -> None:
    _draft(reading, name, node.line, _family(family))


@TOP.line(r"(?:(ipv6|mac) )?access-list (\S+) (?:seq (\d{1,10}) )?((permit|deny) (.+))")
def _entry(reading: Reading, node: Node, *found: str | None) -> None:
    word, name, number, text, action, rest = found
    draft = _draft(reading, name or "", node.line, _family(word))
    source = _source(draft.name, (rest or "").split(), draft.family)
    draft.entries.append(
        AclEntry(
            node.line,
            sequence=int(number) if number else _next(draft),
            action=action,
            text=text,
            source=source,
            source_any=source == "any",
        )
    )


def _family(word: str | None) -> str:
    return word if word in {"ipv6", "mac"} else "ipv4"


def _next(draft: Draft) -> int:
    last = max((entry.sequence for entry in draft.entries), default=0)
    return (last // STEP + 1) * STEP


def _source(name: str, words: list[str], family: str) -> str:
    """`any`, a host or a prefix; what is neither stays as written."""
    if name.isdecimal() and any(int(name[:9]) in numbers for numbers in EXTENDED):
        words = words[1:]  # `ip` comes first
    if words[:1] == ["host"]:
        words = words[1:]
    if not words:
        return ""
    if family == "ipv4" and len(words) > 1 and words[1][:1].isdigit():
        return _prefix(words[0], words[1])
    return words[0]


def _prefix(address: str, wildcard: str) -> str:
    try:
        # as a mask of hosts: it has a zero first, where a mask of networks has ones
        return str(IPv4Network(f"{address}/{wildcard}", strict=False))
    except ValueError:
        return f"{address} {wildcard}"


def settle(reading: Reading) -> None:
    """Put the lists into the model. A list of this text always stands there in full."""
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
