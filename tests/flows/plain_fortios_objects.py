"""What addresses, services and published servers of one VDOM hold, from the tables of the text."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address, ip_network
from typing import Any

from tests.flows.plain import Server, Service, Truth, every, may, some, turned
from tests.flows.plain_text import Blocks, Entry

NO_LIMIT = {"0.0.0.0", "disable", ""}  # noqa: S104  as FortiOS writes no address
NUMBERS = {"tcp": 6, "udp": 17, "sctp": 132, "icmp": 1, "icmp6": 58}
DEEP = 8
EVERY_PORT = (0, 65535)
# services that every device has, where no line writes them
FACTORY: dict[str, dict[str, list[str]]] = {
    "ALL": {"protocol": ["IP"]},
    "ALL_TCP": {"tcp-portrange": ["1-65535"]},
    "ALL_UDP": {"udp-portrange": ["1-65535"]},
    "ALL_ICMP": {"protocol": ["ICMP"]},
    "HTTP": {"tcp-portrange": ["80"]},
    "HTTPS": {"tcp-portrange": ["443"]},
    "SSH": {"tcp-portrange": ["22"]},
    "RDP": {"tcp-portrange": ["3389"]},
    "SMTP": {"tcp-portrange": ["25"]},
    "TELNET": {"tcp-portrange": ["23"]},
    "DNS": {"tcp-portrange": ["53"], "udp-portrange": ["53"]},
    "NTP": {"tcp-portrange": ["123"], "udp-portrange": ["123"]},
    "IKE": {"udp-portrange": ["500", "4500"]},
    "SIP": {"tcp-portrange": ["5060"], "udp-portrange": ["5060"]},
    "PING": {"protocol": ["ICMP"], "icmptype": ["8"]},
}


class Objects:
    """The objects of one VDOM."""

    def __init__(self, tables: Blocks, vdom: str) -> None:
        self._tables = tables
        self._vdom = vdom

    def table(self, path: str) -> dict[str, Entry]:
        return self._tables.get((self._vdom, path), {})

    def address(self, name: str, side: str, host: str, depth: int = 0) -> Truth:
        """Whether a host is in an address, a group, or what nobody knows."""
        end = "6" if ":" in host else ""
        group = self.table(f"firewall addrgrp{end}").get(name)
        if group is not None and depth <= DEEP:
            out = group.get("exclude-member", []) if group.get("exclude") == ["enable"] else []
            held = some(self.address(n, side, host, depth + 1) for n in group.get("member", []))
            left = some(self.address(n, side, host, depth + 1) for n in out)
            return every((held, turned(left)))
        entry = self.table(f"firewall address{end}").get(name)
        if entry is None and name in {"all", "none"}:
            return name == "all"
        found = None if entry is None else _single(entry, host)
        words = sorted(f"{key} {word}" for key in entry or () for word in (entry or {})[key])
        return may(side, name, *words) if found is None else found

    def near(self, name: str, depth: int = 0) -> Iterator[str]:
        """Hosts at the borders of an address, one step inside and outside."""
        for end in ("", "6"):
            group = self.table(f"firewall addrgrp{end}").get(name)
            if group is not None and depth < DEEP:
                for inner in [*group.get("member", [])[:6], *group.get("exclude-member", [])[:6]]:
                    yield from self.near(inner, depth + 1)
            entry = self.table(f"firewall address{end}").get(name, {})
            words = entry.get("subnet") or entry.get("ip6")
            if words:
                yield from borders("/".join(words))
            elif entry.get("start-ip"):
                yield from borders("-".join(entry["start-ip"] + entry.get("end-ip", [])))
            elif entry.get("wildcard"):
                yield from borders(entry["wildcard"][0])

    def service(self, name: str, asked: Service, depth: int = 0) -> Truth:
        """Whether a service or group of them holds protocol and ports."""
        group = self.table("firewall service group").get(name)
        if group is not None and depth < DEEP:
            return some(self.service(n, asked, depth + 1) for n in group.get("member", []))
        entry = self.table("firewall service custom").get(name)
        if entry is None and name not in FACTORY:
            return may("the service is not here", self._vdom, name)
        return self._serves(name, FACTORY[name] if entry is None else entry, asked)

    def _serves(self, name: str, entry: Entry, asked: Service) -> Truth:
        protocol, port, origin = asked
        keys = ("iprange", "fqdn", "app-category", "application", "app-service-type")
        limits = {word for key in keys for word in entry.get(key, [])}
        if limits - NO_LIMIT or entry.get("proxy") == ["enable"]:
            return may("the service is limited", self._vdom, name)
        kind = entry.get("protocol", ["TCP/UDP/SCTP"])[0]
        if kind == "IP":
            return int(entry.get("protocol-number", ["0"])[0]) in {0, protocol}
        if kind in {"ICMP", "ICMP6"}:
            each = name in {"ALL_ICMP", "ALL_ICMP6"} or may("the type of ICMP", name)
            return each if protocol == NUMBERS[kind.lower()] else False
        return any(
            low <= port <= high and first <= origin <= last
            for number, (low, high), (first, last) in ranges(entry)
            if number == protocol
        )

    def ports(self, name: str, depth: int = 0) -> Iterator[Service]:
        """Services at the borders of what a name holds, by source port too."""
        group = self.table("firewall service group").get(name)
        if group is not None and depth < DEEP:
            for inner in group.get("member", [])[:8]:
                yield from self.ports(inner, depth + 1)
        entry = self.table("firewall service custom").get(name) or FACTORY.get(name, {})
        for number, (low, high), origin in ranges(entry):
            for port in (low - 1, low, high, high + 1):
                for start in {*origin, origin[0] - 1, origin[1] + 1} if origin[0] else (50_000,):
                    if 0 <= port <= EVERY_PORT[1] and 0 <= start <= EVERY_PORT[1]:
                        yield number, port, start
        number = entry.get("protocol-number", ["0"])[0]
        kind = entry.get("protocol", [""])[0].lower()
        if kind == "ip" and number != "0":
            yield int(number), 0, 0
        elif kind in NUMBERS:
            yield NUMBERS[kind], 0, 0

    def servers(self) -> Iterator[Server]:
        """Published servers of both families; policies see them after the translation."""
        for end in ("", "6"):
            for name, entry in self.table(f"firewall vip{end}").items():
                yield _server(name, entry)

    def behind(self, name: str) -> Truth:
        """Whether a packet to a published server is one: sure where the text says its address."""
        entry = self.table("firewall vip").get(name) or self.table("firewall vip6").get(name, {})
        return bool(entry.get("mappedip")) or may("behind", name)

    def published(self, name: str) -> list[str]:
        """The published servers that a policy means by a name."""
        for end in ("", "6"):
            if name in self.table(f"firewall vip{end}"):
                return [name]
            if name in self.table(f"firewall vipgrp{end}"):
                return self.table(f"firewall vipgrp{end}")[name].get("member", [])
        return []


def _server(name: str, entry: Entry) -> Server:
    number = NUMBERS.get(entry.get("protocol", ["tcp"])[0], 6)
    span = _range((entry.get("mappedport") or entry.get("extport") or ["0-65535"])[0])
    forwards = entry.get("portforward") == ["enable"]
    way = entry.get("extintf", ["any"])[0]

    def takes(host: str, service: Service, interface: str) -> bool:
        fits = not forwards or (service[0] == number and span[0] <= service[1] <= span[1])
        inner = entry.get("mappedip", [])
        inside = not inner or any(_within(word, host) for word in inner)
        return fits and inside and way in {"any", interface}

    inner = entry.get("mappedip", ["192.0.2.1"])
    hosts = tuple(host for word in inner for host in borders(word))
    asked = [(number, port, 50_000) for port in span] if forwards else [(6, 443, 50_000)]
    return Server(name, (way,), hosts, (*asked, (17, 9, 9)), takes)


def _within(word: str, host: str) -> bool:
    low, high = ends(word)
    return low.version == ip_address(host).version and low <= ip_address(host) <= high


def ranges(entry: Entry) -> Iterator[tuple[int, tuple[int, int], tuple[int, int]]]:
    """Protocol, destination ports and source ports of a service."""
    for protocol in ("tcp", "udp", "sctp"):
        for word in entry.get(f"{protocol}-portrange", []):
            target, _, origin = word.partition(":")
            yield NUMBERS[protocol], _range(target), _range(origin) if origin else EVERY_PORT


def _range(text: str) -> tuple[int, int]:
    low, _, high = text.partition("-")
    return int(low), int(high or low)


def ends(word: str) -> tuple[Any, Any]:
    """First and last address of a prefix, a range or a host; ValueError for what is none."""
    low, dash, high = word.partition("-")
    if dash:
        return ip_address(low), ip_address(high)
    net = ip_network(word, strict=False)
    return net[0], net[-1]


def borders(word: str) -> list[str]:
    """The first and the last address, and those one step outside."""
    try:
        low, high = ends(word)
    except ValueError:
        return []
    top = (1 << low.max_prefixlen) - 1
    numbers = dict.fromkeys((int(low) - 1, int(low), int(high), int(high) + 1))
    return [str(type(low)(n)) for n in numbers if 0 <= n <= top]


def _single(entry: Entry, host: str) -> bool | None:
    """Whether a host is in one address object; None where the text does not say."""
    kind = entry.get("type", ["ipmask"])[0]
    try:
        if kind == "iprange":
            return _within(f"{entry['start-ip'][0]}-{entry['end-ip'][0]}", host)
        if kind == "wildcard":
            return _wild(entry["wildcard"], int(ip_address(host)))
        if ":" in host:
            plain = kind in {"ipmask", "ipprefix"}
            return _within(entry.get("ip6", ["::/0"])[0], host) if plain else None
        if kind == "ipmask" or (kind == "interface-subnet" and "subnet" in entry):
            return _within("/".join(entry.get("subnet", ["0.0.0.0/0"])), host)
    except (ValueError, KeyError, IndexError):
        return None
    return None


def _wild(words: list[str], number: int) -> bool | None:
    """Ones of the mask must fit. Beyond 256 pieces it counts as not known near the first ones."""
    base, mask = (int(ip_address(word)) for word in words)
    if f"{mask:032b}".rstrip("0").count("0") <= DEEP:
        return number & mask == base & mask
    shift = 32 - len(f"{mask:032b}".split("0")[0])
    return None if number >> shift == base >> shift else False
