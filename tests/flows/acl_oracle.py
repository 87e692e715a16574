"""What an access list does with a packet, straight from its text. No line of ours is used.

A tiny reader of its own, on purpose: it knows the words that `acl_texts` writes and that real
texts hold, and raises `StrangeError` for every other word, so that nothing is guessed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

NUMBERS = {"icmp": 1, "tcp": 6, "udp": 17, "gre": 47, "esp": 50, "ospf": 89}
NUMBERS |= {"igmp": 2, "eigrp": 88, "pim": 103, "ahp": 51}
SERVICES = {"www": 80, "domain": 53, "telnet": 23, "ftp": 21, "ftp-data": 20, "smtp": 25}
SERVICES |= {"ntp": 123, "snmp": 161, "snmptrap": 162, "bootpc": 68, "bootps": 67, "tftp": 69}
SERVICES |= {"bgp": 179, "syslog": 514, "tacacs": 49, "isakmp": 500, "non500-isakmp": 4500}
SERVICES |= {"pop3": 110, "cmd": 514, "rip": 520, "netbios-ns": 137, "netbios-dgm": 138}
SERVICES |= {"netbios-ss": 139, "sunrpc": 111, "dns": 53, "http": 80, "imap4": 143, "ldap": 389}
Types = dict[str, tuple[int, int | None]]
TYPES: Types = {"echo": (8, None), "echo-reply": (0, None), "unreachable": (3, None)}
TYPES |= {"host-unreachable": (3, 1), "packet-too-big": (3, 4), "time-exceeded": (11, None)}
TYPES |= {"ttl-exceeded": (11, 0), "source-quench": (4, None), "redirect": (5, None)}
TYPES |= {"port-unreachable": (3, 3), "net-unreachable": (3, 0), "traceroute": (30, None)}
TYPES |= {"administratively-prohibited": (3, 13), "parameter-problem": (12, None)}
TYPES6: Types = {"echo-request": (128, None), "echo-reply": (129, None), "nd-ns": (135, None)}
TYPES6 |= {"nd-na": (136, None), "packet-too-big": (2, None)}


class StrangeError(Exception):
    """A word that this reader does not know."""


@dataclass(frozen=True)
class Packet:
    """`port` and `origin` of TCP and UDP; `kind` is type and code of ICMP.

    `answers`: TCP with ACK or RST. `running`: time ranges that run.
    """

    src: str
    dst: str
    protocol: int
    port: int = 0
    origin: int = 0
    kind: tuple[int, int] = (0, 0)
    answers: bool = False
    running: frozenset[str] = frozenset()


Test = Callable[[str], bool]
Groups = dict[str, list[str]]  # the lines of each object group


def decision(lines: list[str], packet: Packet, groups: Groups, kind: str) -> int | None:
    """The place of the entry that decides; None: refused at the end. `kind`: standard, …"""
    for place, line in enumerate(lines):
        words = re.sub(r"^(?:\d+ )?(?:permit|deny) ", "", line).split()
        if _fits(words, packet, groups, kind):
            return place
    return None


def _fits(words: list[str], packet: Packet, groups: Groups, kind: str) -> bool:
    if kind == "standard":
        fits, rest = _address(words, groups, kind)
        if rest not in ([], ["log"]):
            raise StrangeError(rest)
        return fits(packet.src)
    if words[0] == "object-group":
        held = any(_serves(line.split(), packet) for line in _flat(words[1], groups))
        source, rest = _address(words[2:], groups, kind)
        target, rest = _address(rest, groups, kind)
        return held and source(packet.src) and target(packet.dst) and _rest(rest, packet)
    number = _protocol(words[0], kind)
    source, rest = _address(words[1:], groups, kind)
    origin, rest = _ports(rest, number)
    target, rest = _address(rest, groups, kind)
    port, rest = _ports(rest, number)
    told = source(packet.src) and target(packet.dst)
    told = told and number in {None, packet.protocol} and origin(packet.origin)
    icmp = True
    if number in {1, 58}:
        icmp, rest = _icmp(rest, packet, TYPES if number == 1 else TYPES6)
    return _rest(rest, packet) and told and icmp and port(packet.port)


def _protocol(word: str, kind: str) -> int | None:
    if word in {"ip", "ipv6"}:
        return None
    if word == "icmp" and kind == "ipv6":
        return 58
    if word.isdigit():
        return int(word)
    if word not in NUMBERS:
        raise StrangeError(word)
    return NUMBERS[word]


def _rest(rest: list[str], packet: Packet) -> bool:
    if not rest:
        return True
    if rest[0] in {"log", "log-input"}:
        return _rest(rest[1:], packet)
    if rest[0] == "established":
        return packet.protocol == NUMBERS["tcp"] and packet.answers and _rest(rest[1:], packet)
    if rest[0] == "time-range":
        return rest[1] in packet.running and _rest(rest[2:], packet)
    raise StrangeError(rest)


def _address(words: list[str], groups: Groups, kind: str) -> tuple[Test, list[str]]:
    first = words[0] if words else "nothing"
    if first == "any":
        return (lambda _: True), words[1:]
    if first == "host":
        return _one(words[1]), words[2:]
    if first == "object-group":
        lines = [line.split() for line in _flat(words[1], groups)]
        return (lambda a: any(_member(line, a) for line in lines)), words[2:]
    try:
        if kind == "ipv6" or "/" in first:
            net = ip_network(first, strict=False)
            return (lambda a: ip_address(a) in net), words[1:]
        if len(words) > 1 and re.fullmatch(r"[\d.]+", words[1]):
            return wild_card(first, words[1]), words[2:]
        one = ip_address(first)
        return (lambda a: ip_address(a) == one), words[1:]
    except ValueError:
        raise StrangeError(words) from None


def _one(text: str) -> Test:
    try:
        wanted = ip_address(text)
    except ValueError:
        raise StrangeError(text) from None
    return lambda a: ip_address(a) == wanted


def wild_card(base: str, mask: str) -> Test:
    """Bit by bit: ones of the mask do not matter."""
    bits = int(ip_address(base)), int(ip_address(mask))
    return lambda a: (int(ip_address(a)) ^ bits[0]) & ~bits[1] == 0


def _flat(name: str, groups: Groups) -> Iterator[str]:
    if not groups.get(name):
        raise StrangeError(name)
    for line in groups[name]:
        head, _, rest = line.partition(" ")
        if head == "group-object":
            yield from _flat(rest, groups)
        elif head != "description":
            yield line


def _member(words: list[str], address: str) -> bool:
    if words[0] == "any":
        return True
    if words[0] == "host":
        return ip_address(words[1]) == ip_address(address)
    if words[0] == "range":
        low, host, high = (int(ip_address(word)) for word in (words[1], address, words[2]))
        return low <= host <= high
    if not re.fullmatch(r"[\d.]+ /?[\d.]+", " ".join(words)):
        raise StrangeError(words)
    return ip_address(address) in ip_network("/".join(words).replace("//", "/"))


def _serves(words: list[str], packet: Packet) -> bool:
    names = {"tcp-udp": (6, 17)}.get(words[0]) or (_protocol(words[0], "group"),)
    if None not in names and packet.protocol not in names:
        return False
    rest = words[1:]
    if names == (1,):
        return _icmp(rest, packet, TYPES)[0]
    if rest[:1] == ["source"]:
        origin, rest = _ports(rest[1:], names[0])
        if not origin(packet.origin):
            return False
    port, rest = _ports(rest, names[0])
    if rest:
        raise StrangeError(rest)
    return port(packet.port)


def _ports(words: list[str], protocol: int | None) -> tuple[Callable[[int], bool], list[str]]:
    operator = words[0] if words else ""
    if operator not in {"eq", "neq", "gt", "lt", "range"}:
        return (lambda _: True), words
    if protocol not in {6, 17}:
        raise StrangeError(words)
    first = _port(words[1])
    if operator == "range":
        last = _port(words[2])
        return (lambda n: min(first, last) <= n <= max(first, last)), words[3:]
    if operator in {"gt", "lt"}:
        return (lambda n: n > first if operator == "gt" else n < first), words[2:]
    many, rest = [first], words[2:]
    while rest and (rest[0].isdigit() or rest[0] in SERVICES):
        many.append(_port(rest[0]))
        rest = rest[1:]
    return (lambda n: (n in many) is (operator == "eq")), rest


def _port(word: str) -> int:
    if word.isdigit():
        return int(word)
    if word not in SERVICES:
        raise StrangeError(word)
    return SERVICES[word]


def _icmp(words: list[str], packet: Packet, names: Types) -> tuple[bool, list[str]]:
    if words and words[0] in names:
        wanted, rest = names[words[0]], words[1:]
    elif words and words[0].isdigit():
        code = words[1] if len(words) > 1 and words[1].isdigit() else None
        wanted = int(words[0]), None if code is None else int(code)
        rest = words[1:] if code is None else words[2:]
    else:
        return True, words
    kind, code_wanted = wanted
    return packet.kind[0] == kind and code_wanted in {None, packet.kind[1]}, rest
