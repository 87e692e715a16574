"""The words of an access list entry, as IOS and ArubaOS-Switch write them, as facts.

Nothing is passed over: a word that is not known becomes a condition of the entry, `unread WORDS`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from ipaddress import IPv4Address, IPv6Network, ip_network
from typing import Any

from schoolproof.platforms.acl_names import ICMP, ICMP6, PORTS, PROTOCOLS, WITH_PORTS

ALL_ONES = 0xFFFFFFFF
LAST_PORT = 65535
LAST_PROTOCOL = 255
GROUPED = frozenset({"object-group", "addrgroup"})
EVERYBODY = frozenset({"any", "any4", "any6"})
LOGS = frozenset({"log", "log-input"})
FLAGS = frozenset({"ack", "rst"})  # a packet that opens a connection has neither
OPERATORS = frozenset({"eq", "neq", "gt", "lt", "range"})
MOST_PORTS = 10  # that IOS takes behind one `eq`


@dataclass(slots=True)
class Words:
    """What is left to read of an entry, and what was found."""

    left: list[str]
    groups: set[str] = field(default_factory=set)
    conditions: list[str] = field(default_factory=list)

    def take(self) -> str:
        """The next word, or ``."""
        return self.left.pop(0) if self.left else ""

    def next(self) -> str:
        """The next word, left where it is."""
        return self.left[0] if self.left else ""

    def unread(self, *words: str) -> None:
        """Words that were not understood."""
        self.conditions.append(" ".join(["unread", *words]))


def entry_facts(text: str, family: str, *, standard: bool) -> dict[str, Any]:
    """Facts of what stands behind `permit` or `deny`; `family`: ipv4 or ipv6."""
    words = Words(text.split())
    facts: dict[str, Any] = {"protocol": "any", "destination": "any", "icmp": ""}
    facts["source_ports"] = facts["destination_ports"] = ()
    if not standard:
        facts["protocol"] = _protocol(words, family)
    with_ports = facts["protocol"] in WITH_PORTS and "protocol" not in words.groups
    facts["source"] = address(words, "source", family)
    facts["source_any"] = facts["source"] == "any" and "source" not in words.groups
    if not standard:
        facts["source_ports"] = ports(words) if with_ports else ()
        facts["destination"] = address(words, "destination", family)
        facts["destination_ports"] = ports(words) if with_ports else ()
        if facts["protocol"] in {"icmp", "icmp6"}:
            facts["icmp"] = icmp(words, ICMP if facts["protocol"] == "icmp" else ICMP6)
    facts["log"] = _options(words)
    return {**facts, "groups": frozenset(words.groups), "conditions": tuple(words.conditions)}


def _protocol(words: Words, family: str) -> str:
    word = words.take()
    if word == "object-group":
        words.groups.add("protocol")
        return words.take()
    found = protocol(word, family)
    if found is None:
        words.unread(word)
    return found or "any"


def protocol(word: str, family: str) -> str | None:
    """A protocol as `AclEntry` has it, or None."""
    if word.isdecimal() and int(word) <= LAST_PROTOCOL:
        return word
    found = PROTOCOLS.get(word)
    return "icmp6" if found == "icmp" and family == "ipv6" else found


def address(words: Words, side: str, family: str) -> str:
    """An address as `AclEntry` has it; one that is not understood takes one word."""
    word = words.take()
    if word in EVERYBODY:
        return "any"
    if word in GROUPED:
        words.groups.add(side)
        return words.take()
    if word == "host":
        word = words.take()
        found = single(word)
    elif family == "ipv6":
        found = prefix6(word)
    elif "/" in word:
        found = prefix4(word)
    elif _is_address(words.next()):
        return wildcard(word, words.take())
    else:
        found = single(word)
    if found is None:
        words.unread(word)
    return found or word


def _is_address(word: str) -> bool:
    try:
        IPv4Address(word)
    except ValueError:
        return False
    return True


def single(word: str) -> str | None:
    """One address of either family."""
    try:
        return str(ip_network(word).network_address) if "/" not in word else None
    except ValueError:
        return None


def prefix4(word: str) -> str | None:
    """`10.0.0.1/8` as the prefix it means."""
    try:
        found = ip_network(word, strict=False)
    except ValueError:
        return None
    return "any" if found.prefixlen == 0 else str(found)


def prefix6(word: str) -> str | None:
    """`2001:db8::/32` and `::/0`."""
    found = prefix4(word)
    if found is None or found == "any":
        return found
    return found if isinstance(ip_network(found), IPv6Network) else None


def wildcard(word: str, mask: str) -> str:
    """The prefix that an address and its wildcard mask mean, or both as written."""
    try:
        base, ones = int(IPv4Address(word)), int(IPv4Address(mask))
    except ValueError:
        return f"{word} {mask}"
    if ones == ALL_ONES:
        return "any"
    if ones & (ones + 1):
        return f"{word} {mask}"
    return f"{IPv4Address(base & ~ones & ALL_ONES)}/{32 - ones.bit_length()}"


def port(word: str) -> int | None:
    """A port by number or name."""
    if word.isdecimal():
        return int(word) if int(word) <= LAST_PORT else None
    return PORTS.get(word)


def ports(words: Words) -> tuple[str, ...]:
    """Ports behind `eq`, `neq`, `gt`, `lt` or `range`; nothing: every port."""
    operator = words.next()
    if operator not in OPERATORS:
        return ()
    words.take()
    count = 2 if operator == "range" else 1
    given = [words.take() for _ in range(count)]
    numbers = [port(word) for word in given]
    if None in numbers:
        words.unread(operator, *given)
        return ()
    known = [number for number in numbers if number is not None]
    while operator in {"eq", "neq"} and len(known) < MOST_PORTS:
        another = port(words.next())
        if another is None:
            break
        known.append(another)
        words.take()
    return _spans(operator, known)


def _spans(operator: str, numbers: list[int]) -> tuple[str, ...]:
    first, last = numbers[0], numbers[-1]
    if operator == "eq":
        return tuple(str(number) for number in numbers)
    if operator == "neq":
        return _others(numbers)
    pair = {"gt": (first + 1, LAST_PORT), "lt": (0, first - 1), "range": (first, last)}[operator]
    low, high = (pair[1], pair[0]) if operator == "range" and pair[0] > pair[1] else pair
    return (_span(low, high),)


def _others(numbers: Iterable[int]) -> tuple[str, ...]:
    found, start = [], 0
    for number in sorted(set(numbers)):
        if start < number:
            found.append(_span(start, number - 1))
        start = number + 1
    if start <= LAST_PORT:
        found.append(_span(start, LAST_PORT))
    return tuple(found)


def _span(low: int, high: int) -> str:
    """`80`, `1-1023`, or `none` (`lt 0`)."""
    if low > high:
        return "none"
    return str(low) if low == high else f"{low}-{high}"


def icmp(words: Words, names: dict[str, str]) -> str:
    """A type, or `type/code`."""
    word = words.next()
    if word in names:
        words.take()
        return names[word]
    if not word.isdecimal() or int(word) > LAST_PROTOCOL:
        return ""
    words.take()
    code = words.next()
    if code.isdecimal() and int(code) <= LAST_PROTOCOL:
        words.take()
        return f"{word}/{code}"
    return word


def _options(words: Words) -> bool:
    """The words at the end; whether matches are logged."""
    logged = False
    while words.left:
        word = words.take()
        if word in LOGS:
            logged = True
        elif word in {"established", "fragments"}:
            words.conditions.append(word)
        elif word in FLAGS:
            words.conditions.append(f"flag {word}")
        elif word == "time-range" and words.left:
            words.conditions.append(f"time-range {words.take()}")
        else:
            words.unread(word, *words.left)
            words.left.clear()
    return logged
