"""What addresses, services and applications of one virtual system hold, from the text's tree."""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address

from tests.flows.plain import Service, Truth, may, some
from tests.flows.plain_fortios_objects import NUMBERS, borders, ends
from tests.flows.plain_panos_text import Tree, words

BUILT_IN = {"service-http": "80,8080", "service-https": "443"}
DEEP = 8
EVERY_PORT = (0, 65535)
OLD = {"tag", "description", "static", "dynamic", "members"}
# the ports on which Applipedia expects an application, alone and inside TLS: TCP, UDP
STANDARD = {
    "dhcp": ("", "67,68"),
    "dns": ("53", "53"),
    "dns-base": ("53", "53"),
    "dns-over-https": ("443", ""),
    "dns-over-tls": ("853", ""),
    "ftp": ("21,990", ""),
    "ike": ("", "500,4500"),
    "imap": ("143,993", ""),
    "kerberos": ("88,464", "88,464"),
    "ldap": ("389,636,3268,3269", "389,3268,3269"),
    "ms-ds-smbv2": ("445", ""),
    "ms-ds-smbv3": ("445", ""),
    "ms-rdp": ("3389", "3389"),
    "mssql-db": ("1433", ""),
    "mysql": ("3306", ""),
    "ntp": ("", "123"),
    "ntp-base": ("", "123"),
    "pop3": ("110,995", ""),
    "quic": ("", "80,443"),
    "radius": ("", "1812,1813"),
    "smtp": ("25,465,587", ""),
    "ssh": ("22", ""),
    "ssl": ("443", ""),
    "syslog": ("", "514"),
    "telnet": ("23", ""),
    "tftp": ("", "69"),
    "web-browsing": ("80,443", ""),
}
ICMP = ("ping", "icmp")
Range = tuple[int, tuple[int, int], tuple[int, int]]  # protocol, ports, source ports


class Objects:
    """Objects as one virtual system sees them: its own, pushed ones, shared ones."""

    def __init__(self, places: list[Tree]) -> None:
        self._places = places

    def find(self, kind: str, name: str) -> Tree | None:
        for place in self._places:
            if name in place.get(kind, {}):
                found: Tree = place[kind][name]
                return found
        return None

    def address(self, name: str, side: str, host: str, depth: int = 0) -> Truth:
        """Whether a host is in what a rule means by a name."""
        if name == "any":
            return True
        row = self.find("address", name)
        if row is not None:
            return _one(row, name, side, host)
        group = self.find("address-group", name)
        if group is not None:
            if "dynamic" in group or depth > DEEP:
                return may(side, name, *words(group, "dynamic", "filter"))
            return some(self.address(n, side, host, depth + 1) for n in members(group, "static"))
        held = written(name, host)
        return may(side, name) if held is None else held

    def near(self, name: str, depth: int = 0) -> Iterator[str]:
        """Hosts at the borders of an address, one step inside and outside."""
        group = self.find("address-group", name)
        if group is not None and depth < DEEP:
            for inner in members(group, "static")[:8]:
                yield from self.near(inner, depth + 1)
        yield from borders(self.value(name))

    def value(self, name: str) -> str:
        """The prefix or range of an object, or of what is written in its place."""
        row = self.find("address", name)
        if row is None:
            return name
        return next(iter(words(row, "ip-netmask") or words(row, "ip-range")), "")

    def service(self, name: str, asked: Service, depth: int = 0) -> Truth:
        """Whether a service or a group of them holds protocol and ports."""
        if name == "any":
            return True
        group = self.find("service-group", name)
        if group is not None and depth < DEEP:
            return some(self.service(n, asked, depth + 1) for n in members(group, "members"))
        found = self.ranges(name)
        return may("the service is not here", name) if found is None else within(found, asked)

    def ranges(self, name: str) -> list[Range] | None:
        """Protocols and ports of one service; None where nothing says them."""
        row = self.find("service", name)
        if row is None and name in BUILT_IN:
            row = {"protocol": {"tcp": {"port": {BUILT_IN[name]: {}}}}}
        for kind in ("tcp", "udp", "sctp") if row is not None else ():
            port = next(iter(words(row or {}, "protocol", kind, "port")), "")
            if port:
                origin = next(iter(words(row or {}, "protocol", kind, "source-port")), "0-65535")
                pairs = [(p, o) for p in numbers(port) for o in numbers(origin)]
                return [(NUMBERS[kind], p, o) for p, o in pairs]
        return None

    def ports(self, name: str, depth: int = 0) -> Iterator[Service]:
        """Services at the borders of what a name holds, by source port too."""
        group = self.find("service-group", name)
        if group is not None and depth < DEEP:
            for inner in members(group, "members")[:8]:
                yield from self.ports(inner, depth + 1)
        yield from edges(self.ranges(name) or [])

    def applications(self, names: list[str], depth: int = 0) -> list[str]:
        """Applications that these names mean, groups resolved."""
        found: list[str] = []
        for name in names:
            group = self.find("application-group", name) if depth < DEEP else None
            inner = None if group is None else members(group, "members")
            found += [name] if inner is None else self.applications(inner, depth + 1)
        return list(dict.fromkeys(found))

    def standard(self, name: str) -> list[Range] | None:
        """Where the vendor, or the text itself, expects an application; None: nobody says."""
        own = self.find("application", name)
        if own is not None:
            parts = [word.partition("/") for word in words(own, "default", "port")]
            if not parts or any(p not in {"tcp", "udp"} or "dynamic" in n for p, _, n in parts):
                return None
            return [(NUMBERS[p], span, EVERY_PORT) for p, _, n in parts for span in numbers(n)]
        if name in ICMP:
            return [(NUMBERS["icmp"], EVERY_PORT, EVERY_PORT)]
        if name not in STANDARD:
            return None
        tcp, udp = (numbers(text) for text in STANDARD[name])
        return [(6, s, EVERY_PORT) for s in tcp] + [(17, s, EVERY_PORT) for s in udp]


def of_a_known_one(asked: Service) -> bool:
    """Whether a well-known application has this port."""
    pairs = ((6, tcp) for tcp, _ in STANDARD.values()), ((17, udp) for _, udp in STANDARD.values())
    return any(
        number == asked[0] and low <= asked[1] <= high
        for each in pairs
        for number, text in each
        for low, high in numbers(text)
    )


def members(group: Tree, word: str) -> list[str]:
    """Members of a group; old releases list them without a word before them."""
    return words(group, word) or [name for name in group if name not in OLD]


def numbers(text: str) -> list[tuple[int, int]]:
    parts = [part.strip().partition("-") for part in text.split(",") if part.strip()]
    return [(int(low), int(high or low)) for low, _, high in parts]


def within(found: list[Range], asked: Service) -> bool:
    protocol, port, origin = asked
    return any(
        number == protocol and low <= port <= high and first <= origin <= last
        for number, (low, high), (first, last) in found
    )


def edges(found: list[Range]) -> Iterator[Service]:
    """Ports one step inside and outside, and source ports where there are some."""
    for number, (low, high), (first, last) in found:
        for port in (low - 1, low, high, high + 1):
            for start in {first, last, first - 1, last + 1} if first else (50_000,):
                if 0 <= port <= EVERY_PORT[1] and 0 <= start <= EVERY_PORT[1]:
                    yield number, port, start


def written(value: str, host: str) -> bool | None:
    """Whether a host is in a prefix or range; None where it is neither."""
    try:
        low, high = ends(value)
    except ValueError:
        return None
    mine = ip_address(host)
    return bool(low <= mine <= high) if mine.version == low.version else False


def _one(row: Tree, name: str, side: str, host: str) -> Truth:
    if "ip-wildcard" in row:
        base, _, mask = next(iter(row["ip-wildcard"])).partition("/")
        care = ~int(ip_address(mask)) & 0xFFFFFFFF  # a one of the mask is any bit
        return ":" not in host and int(ip_address(host)) & care == int(ip_address(base)) & care
    if "fqdn" in row:
        return may(side, name, *words(row, "fqdn"))
    value = next(iter(words(row, "ip-netmask") or words(row, "ip-range")), "")
    held = written(value, host) if value else None
    if held is None and ":" in host:
        return False
    return may(side, name, value) if held is None else held
