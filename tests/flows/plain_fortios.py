"""What single FortiOS policies hold, read from the text itself: no engine, no platform, no model.

A policy holds a packet: True, False, or None where something decides that the text does not say.
"""

from __future__ import annotations

from collections.abc import Iterator
from ipaddress import ip_address, ip_network

from tests.flows.plain import Maybe, Packet, Policy, every, some, turned
from tests.flows.plain_text import Entry, blocks

NARROWING = (
    *("groups", "fsso-groups", "users", "application", "app-group", "app-category"),
    *("url-category", "src-vendor-mac", "ztna-ems-tag", "ztna-geo-tag", "devices"),
    *("internet-service-name", "internet-service-id", "internet-service-src-name"),
    *("internet-service-src-id", "internet-service-custom", "rtp-addr", "ntlm"),
)
LISTS = ("internet-service", "internet-service-src", "internet-service6", "internet-service6-src")
NOTHING: tuple[set[str], ...] = ({"disable"}, {"0"}, set())
NO_LIMIT = {"0.0.0.0", "disable", ""}  # noqa: S104  as FortiOS writes no address
NUMBERS = {"tcp": 6, "udp": 17, "sctp": 132, "icmp": 1, "icmp6": 58}
# services that every device has, where no line writes them
FACTORY: dict[str, dict[str, list[str]] | None] = {
    "ALL": None,
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
    "PING": {"protocol": ["ICMP"]},
}


class Reader:
    """One text."""

    def __init__(self, text: str) -> None:
        self.blocks = blocks(text)
        self.vdoms = list(dict.fromkeys(vdom for vdom, _ in self.blocks))

    def policies(self) -> Iterator[Policy]:
        for vdom in self.vdoms:
            settings = self.blocks.get((vdom, "system settings"), {}).get("", {})
            by_app = settings.get("ngfw-mode") == ["policy-based"]
            paths = ["firewall security-policy"] if by_app else ["firewall policy"]
            for path in [*paths, *(["firewall policy6"] if not by_app else [])]:
                for number, entry in self.blocks.get((vdom, path), {}).items():
                    yield self._policy(vdom, number, entry, six=path.endswith("6"))

    def interfaces(self) -> list[str]:
        """Names of interfaces, also of those that only zones and policies name."""
        found: dict[str, None] = {}
        for (_, path), table in self.blocks.items():
            if path == "system interface":
                found |= dict.fromkeys(table)
            for entry in table.values():
                for key in ("srcintf", "dstintf") if path.startswith("firewall") else ():
                    found |= dict.fromkeys(entry.get(key, []))
        zones = {name for vdom in self.vdoms for name in self._zones(vdom)}
        members = (name for vdom in self.vdoms for z in self._zones(vdom).values() for name in z)
        found |= dict.fromkeys(members)
        return [name for name in found if name != "any" and name not in zones]

    def _zones(self, vdom: str) -> dict[str, list[str]]:
        table = self.blocks.get((vdom, "system zone"), {})
        found = {name: entry.get("interface", []) for name, entry in table.items()}
        for path in ("system sdwan", "system virtual-wan-link"):
            if self.blocks.get((vdom, path), {}).get("", {}).get("status") != ["enable"]:
                continue
            for name in self.blocks.get((vdom, f"{path}/zone"), {}):
                found.setdefault(name, [])
            for entry in self.blocks.get((vdom, f"{path}/members"), {}).values():
                if entry.get("status") != ["disable"] and entry.get("interface"):
                    zone = entry.get("zone", ["virtual-wan-link"])[0]
                    found.setdefault(zone, []).extend(entry["interface"])
        return found

    def _policy(self, vdom: str, number: str, entry: Entry, *, six: bool) -> Policy:
        def holds(packet: Packet) -> Maybe:
            return self._holds(vdom, entry, packet, six=six)

        names = [n for key in ("srcaddr", "dstaddr") for n in entry.get(key, [])]
        hosts = [host for name in names for host in self._near(vdom, name, 0)]
        ports = [p for name in entry.get("service", []) for p in self._ports(vdom, name, 0)]
        zones = self._zones(vdom)
        named = [n for key in ("srcintf", "dstintf") for n in entry.get(key, []) if n != "any"]
        ways = [member for name in named for member in zones.get(name, [name])]
        return Policy(vdom, number, holds, hosts, ports, ways * 3)

    def _holds(self, vdom: str, entry: Entry, packet: Packet, *, six: bool) -> Maybe:
        schedule = entry.get("schedule", ["always"])
        if entry.get("status") == ["disable"] or schedule == ["none"]:
            return False
        narrowed = any(set(entry.get(key, [])) not in NOTHING for key in NARROWING)
        narrowed = narrowed or any(entry.get(key) == ["enable"] for key in LISTS)
        return every(
            (
                self._interface(vdom, entry.get("srcintf"), packet.ingress),
                self._interface(vdom, entry.get("dstintf"), packet.egress),
                self._side(vdom, entry, "src", packet.source, six=six),
                self._side(vdom, entry, "dst", packet.target, six=six),
                self._service(vdom, entry, packet.service),
                None if narrowed or schedule != ["always"] else True,
                None
                if entry.get("action", ["deny"])[0] not in {"accept", "deny", "ipsec"}
                else True,
            )
        )

    def _interface(self, vdom: str, names: list[str] | None, name: str) -> Maybe:
        if not names:
            return None  # no words: not understood
        zones = self._zones(vdom)
        members = [m for n in names for m in zones.get(n, [n])]
        return "any" in names or name in members

    def _side(self, vdom: str, entry: Entry, side: str, host: str, *, six: bool) -> Maybe:
        is_six = ":" in host
        if six and not is_six:
            return False
        key = f"{side}addr6" if is_six and not six else f"{side}addr"
        names, other = entry.get(key, []), entry.get(f"{side}addr", [])
        listed = "internet-service" + ("-src" if side == "src" else "")
        if entry.get(listed) == ["enable"] and not names and not other:
            return None
        if not entry.get(f"{side}addr") and not entry.get(f"{side}addr6"):
            return None  # no words at all: not understood
        if entry.get(f"{side}addr6-negate") == ["enable"] and is_six:
            return None
        plain = [n for n in names if not self._is_server(vdom, n)]
        held = some(self._address(vdom, n, host, 0) for n in plain) if plain else False
        negate = entry.get(f"{side}addr-negate") == ["enable"] and not is_six and bool(plain)
        return turned(held, negate)

    def _is_server(self, vdom: str, name: str) -> bool:
        kinds = ("vip", "vip6", "vipgrp", "vipgrp6")
        return any(name in self.blocks.get((vdom, f"firewall {k}"), {}) for k in kinds)

    def _address(self, vdom: str, name: str, host: str, depth: int) -> Maybe:
        end = "6" if ":" in host else ""
        group = self.blocks.get((vdom, f"firewall addrgrp{end}"), {}).get(name)
        if group is not None:
            if depth > 8:
                return None
            held = some(
                [self._address(vdom, n, host, depth + 1) for n in group.get("member", [])]
                or [False]
            )
            out = group.get("exclude-member", []) if group.get("exclude") == ["enable"] else []
            left = some([self._address(vdom, n, host, depth + 1) for n in out] or [False])
            return every((held, turned(left, negate=True)))
        entry = self.blocks.get((vdom, f"firewall address{end}"), {}).get(name)
        if entry is None:
            return {"all": True, "none": False}.get(name)
        return _single(entry, host)

    def _near(self, vdom: str, name: str, depth: int) -> list[str]:
        """Hosts at the borders of an address, one step inside and outside."""
        group = self.blocks.get((vdom, "firewall addrgrp"), {}).get(name)
        if group is not None and depth < 8:
            names = [*group.get("member", []), *group.get("exclude-member", [])]
            return [h for n in names[:6] for h in self._near(vdom, n, depth + 1)]
        entry = self.blocks.get((vdom, "firewall address"), {}).get(name, {})
        words = entry.get("subnet") or [*entry.get("start-ip", []), *entry.get("end-ip", [])]
        words = words or entry.get("wildcard", [])
        try:
            ends = [
                int(ip_address(words[0].split("/")[0])),
                int(ip_address(words[-1].split("/")[0])),
            ]
            if entry.get("subnet"):
                net = ip_network("/".join(words), strict=False)
                ends = [int(net[0]), int(net[-1])]
        except (ValueError, IndexError):
            return []
        numbers = [ends[0] - 1, ends[0], ends[1], ends[1] + 1]
        return [str(ip_address(n)) for n in numbers if 0 <= n < 1 << 32]

    def _service(self, vdom: str, entry: Entry, service: tuple[int, int, int]) -> Maybe:
        names = entry.get("service", [])
        if not names:
            return True if entry.get("internet-service") == ["enable"] else None
        held = some(self._one_service(vdom, n, service, 0) for n in names)
        return turned(held, entry.get("service-negate") == ["enable"])

    def _one_service(
        self, vdom: str, name: str, service: tuple[int, int, int], depth: int
    ) -> Maybe:
        group = self.blocks.get((vdom, "firewall service group"), {}).get(name)
        if group is not None and depth < 8:
            members = group.get("member", [])
            return some(
                [self._one_service(vdom, n, service, depth + 1) for n in members] or [False]
            )
        entry = self.blocks.get((vdom, "firewall service custom"), {}).get(name)
        if entry is None and name not in FACTORY:
            raise LookupError(name)  # one of the factory's that no line writes
        if entry is None and FACTORY[name] is None:
            return True
        return _serves(name, entry or dict(FACTORY[name] or ()), service)

    def _ports(self, vdom: str, name: str, depth: int) -> list[tuple[int, int, int]]:
        group = self.blocks.get((vdom, "firewall service group"), {}).get(name)
        if group is not None and depth < 8:
            return [p for n in group.get("member", [])[:6] for p in self._ports(vdom, n, depth + 1)]
        entry = self.blocks.get((vdom, "firewall service custom"), {}).get(name, {})
        found = []
        for protocol in ("tcp", "udp", "sctp"):
            for word in entry.get(f"{protocol}-portrange", []):
                target, _, origin = word.partition(":")
                low, high = _range(target)
                start = _range(origin)[0] if origin else 50_000
                number = NUMBERS[protocol]
                found += [
                    (number, p, start) for p in (low - 1, low, high, high + 1) if 0 <= p < 65536
                ]
        return found


def _single(entry: Entry, host: str) -> Maybe:
    """Whether a host is in one address object."""
    kind = entry.get("type", ["ipmask"])[0]
    number = int(ip_address(host))
    try:
        if ":" in host:
            six = entry.get("ip6", ["::/0"])[0]
            plain = kind in {"ipmask", "ipprefix"}
            return ip_address(host) in ip_network(six, strict=False) if plain else None
        if kind == "iprange":
            ends = (entry["start-ip"][0], entry["end-ip"][0])
            return int(ip_address(ends[0])) <= number <= int(ip_address(ends[1]))
        if kind == "wildcard":
            base, mask = (int(ip_address(word)) for word in entry["wildcard"])
            holes = f"{mask:032b}".rstrip("0").count("0")
            return (
                number & mask == base & mask
                if holes <= 8
                else None
                if _hull(base, mask, number)
                else False
            )
        if kind == "ipmask" or (kind == "interface-subnet" and "subnet" in entry):
            words = entry.get("subnet", ["0.0.0.0/0"])
            return ip_address(host) in ip_network("/".join(words), strict=False)
    except (ValueError, KeyError):
        return None
    return None


def _hull(base: int, mask: int, number: int) -> bool:
    ones = len(f"{mask:032b}".split("0")[0])
    return number >> (32 - ones) == base >> (32 - ones)


def _serves(name: str, entry: Entry, service: tuple[int, int, int]) -> Maybe:
    protocol, port, origin = service
    limits = [word for key in ("iprange", "fqdn") for word in entry.get(key, [])]
    limits += [word for key in ("app-category", "application") for word in entry.get(key, [])]
    if set(limits) - NO_LIMIT or entry.get("proxy") == ["enable"]:
        return None
    kind = entry.get("protocol", ["TCP/UDP/SCTP"])[0]
    if kind == "IP":
        number = int(entry.get("protocol-number", ["0"])[0])
        return number in {0, protocol}
    if kind in {"ICMP", "ICMP6"}:
        mine = protocol == NUMBERS[kind.lower()]
        return (True if name in {"ALL_ICMP", "ALL_ICMP6"} else None) if mine else False
    for word in (
        w for p in NUMBERS for w in entry.get(f"{p}-portrange", []) if NUMBERS[p] == protocol
    ):
        target, _, source = word.partition(":")
        low, high = _range(target)
        first, last = _range(source) if source else (0, 65535)
        if low <= port <= high and first <= origin <= last:
            return True
    return False


def _range(text: str) -> tuple[int, int]:
    low, _, high = text.partition("-")
    return int(low), int(high or low)
