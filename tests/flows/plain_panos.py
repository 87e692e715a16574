"""What single PAN-OS rules hold, read from the text itself: no engine, no platform, no model.

Both written forms become one tree of names, in which a value is a name without children.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from ipaddress import ip_address, ip_network
from typing import Any
from xml.etree import ElementTree as ET

from tests.flows.plain import Maybe, Packet, Policy, every, some, turned
from tests.flows.plain_fortios import NUMBERS

Tree = dict[str, Any]
WORD = re.compile(r'"[^"]*"|\S+')
NARROWING = (
    *("source-user", "category", "hip-profiles", "source-hip", "destination-hip"),
    *("source-device", "destination-device"),
)
ACTIONS = {"allow", "deny", "drop", "reset-client", "reset-server", "reset-both"}
BUILT_IN = {"service-http": ("tcp", "80,8080"), "service-https": ("tcp", "443")}
DEEP = 8


class Reader:
    """One text. With several virtual systems, or with rules of a manager, there is nothing here."""

    def __init__(self, text: str) -> None:
        whole = _from_xml(text) if text.lstrip().startswith("<") else _from_set(text)
        self.top = _unwrapped(whole)
        systems = self.top.get("vsys", {})
        self.alone = len(systems) <= 1 and "panorama" not in self.top.get("policy", {})
        self.system: Tree = next(iter(systems.values()), self.top)

    def _all(self, kind: str) -> Tree:
        """Objects of a kind, those of the virtual system before shared ones."""
        places = (self.top.get("shared", {}), self.top, self.system)
        return {name: row for place in places for name, row in place.get(kind, {}).items()}

    def policies(self) -> Iterator[Policy]:
        bases = [place.get("rulebase", {}) for place in (self.top, self.system)]
        rules = {n: r for b in bases for n, r in b.get("security", {}).get("rules", {}).items()}
        for name, rule in rules.items() if self.alone else ():
            yield self._policy(name, rule)

    def interfaces(self) -> list[str]:
        return list(dict.fromkeys(n for names in self._zones().values() for n in names))

    def _zones(self) -> dict[str, list[str]]:
        kinds = ("layer3", "layer2", "virtual-wire", "tap")
        return {
            name: [n for kind in kinds for n in row.get("network", {}).get(kind, {})]
            for name, row in self._all("zone").items()
        }

    def _policy(self, name: str, rule: Tree) -> Policy:
        def holds(packet: Packet) -> Maybe:
            return self._holds(rule, packet)

        words = [w for key in ("source", "destination") for w in rule.get(key, {})]
        hosts = [h for word in words for h in self._near(word, 0)]
        ports = [p for word in rule.get("service", {}) for p in self._ports(word, 0)]
        zones = self._zones()
        ways = [m for key in ("from", "to") for z in rule.get(key, {}) for m in zones.get(z, [])]
        return Policy("", name, holds, hosts, ports, ways * 3)

    def _holds(self, rule: Tree, packet: Packet) -> Maybe:
        if "yes" in rule.get("disabled", {}):
            return False
        kind = next(iter(rule.get("rule-type", {})), "universal")
        origin = rule.get("from", {})
        target = origin if kind == "intrazone" else rule.get("to", {})
        narrowed = any(set(rule.get(key, {})) - {"any"} for key in NARROWING)
        narrowed |= "schedule" in rule or kind == "interzone"
        narrowed |= kind == "intrazone" and (len(origin) > 1 or "any" in origin)
        narrowed |= "any" not in rule.get("application", {})
        return every(
            (
                self._zone(origin, packet.ingress),
                self._zone(target, packet.egress),
                self._side(rule, "source", packet.source),
                self._side(rule, "destination", packet.target),
                self._service(rule, packet.service),
                None if narrowed else True,
                True if set(rule.get("action", {})) & ACTIONS else None,
            )
        )

    def _zone(self, words: Tree, name: str) -> Maybe:
        if not words:
            return None
        zones = self._zones()
        return "any" in words or any(name in zones.get(word, []) for word in words)

    def _side(self, rule: Tree, side: str, host: str) -> Maybe:
        words = rule.get(side, {})
        if not words:
            return None
        negate = "yes" in rule.get(f"negate-{side}", {})
        if negate and ":" in host:
            return None
        return turned(some(self._address(word, host, 0) for word in words), negate)

    def _address(self, name: str, host: str, depth: int) -> Maybe:
        row = self._all("address").get(name)
        if name == "any":
            return True
        if row is not None:
            return _one(row, host)
        group = self._all("address-group").get(name)
        if group is not None:
            if "dynamic" in group or depth > DEEP:
                return None
            members = group.get("static") or {
                k: {} for k in group if k not in {"tag", "description"}
            }
            return some([self._address(n, host, depth + 1) for n in members] or [False])
        return _written(name, host)

    def _near(self, name: str, depth: int) -> list[str]:
        group = self._all("address-group").get(name)
        if group is not None and depth < DEEP:
            return [h for n in list(group.get("static", {}))[:6] for h in self._near(n, depth + 1)]
        row = self._all("address").get(name, {name: {}})
        value = next(iter(row.get("ip-netmask") or row.get("ip-range") or row), "")
        try:
            low, high = _ends(value)
        except ValueError:
            return []
        if ip_address(low).version == 6:
            return [str(ip_address(low)), str(ip_address(high))]
        numbers = [int(low) - 1, int(low), int(high), int(high) + 1]
        return [str(ip_address(n)) for n in numbers if 0 <= n < 1 << 32]

    def _service(self, rule: Tree, service: tuple[int, int, int]) -> Maybe:
        words = rule.get("service", {})
        if not words:
            return None
        if "application-default" in words:
            if "any" in rule.get("application", {}):
                return None
            raise LookupError("the ports of applications stand in no text")
        return some(self._serves(word, service, 0) for word in words)

    def _serves(self, name: str, service: tuple[int, int, int], depth: int) -> Maybe:
        if name == "any":
            return True
        group = self._all("service-group").get(name)
        if group is not None and depth < DEEP:
            return some(
                [self._serves(n, service, depth + 1) for n in group.get("members", {})] or [False]
            )
        found = self._ranges(name)
        if found is None:
            return None
        protocol, port, origin = service
        return any(
            NUMBERS[kind] == protocol and low <= port <= high and first <= origin <= last
            for kind, (low, high), (first, last) in found
        )

    def _ranges(self, name: str) -> list[tuple[str, tuple[int, int], tuple[int, int]]] | None:
        row = self._all("service").get(name)
        if row is None:
            built_in = BUILT_IN.get(name)
            if built_in is None:
                return None
            row = {"protocol": {built_in[0]: {"port": {built_in[1]: {}}}}}
        for kind in ("tcp", "udp", "sctp"):
            words = row.get("protocol", {}).get(kind)
            if words:
                targets = _list(next(iter(words.get("port", {})), ""))
                origins = _list(next(iter(words.get("source-port", {})), "")) or [(0, 65535)]
                return [(kind, target, origin) for target in targets for origin in origins] or None
        return None

    def _ports(self, name: str, depth: int) -> list[tuple[int, int, int]]:
        group = self._all("service-group").get(name)
        if group is not None and depth < DEEP:
            return [
                p for n in list(group.get("members", {}))[:6] for p in self._ports(n, depth + 1)
            ]
        return [
            (NUMBERS[kind], port, max(first, 1))
            for kind, (low, high), (first, _) in self._ranges(name) or ()
            for port in (low - 1, low, high, high + 1)
            if 0 <= port < 65536
        ]


def _list(text: str) -> list[tuple[int, int]]:
    parts = [part.strip().partition("-") for part in text.split(",") if part.strip()]
    return [(int(low), int(high or low)) for low, _, high in parts]


def _ends(value: str) -> tuple[Any, Any]:
    low, dash, high = value.partition("-")
    if dash:
        return ip_address(low), ip_address(high)
    net = ip_network(value, strict=False)
    return net[0], net[-1]


def _one(row: Tree, host: str) -> Maybe:
    value = next(iter(row.get("ip-netmask") or row.get("ip-range") or {}), None)
    if "ip-wildcard" in row:
        base, _, mask = next(iter(row["ip-wildcard"])).partition("/")
        if ":" in host:
            return False
        care = ~int(ip_address(mask)) & 0xFFFFFFFF  # a one of the mask is any bit
        return int(ip_address(host)) & care == int(ip_address(base)) & care
    if value is None:
        return None if "fqdn" in row or ":" not in host else False
    return _written(value, host)


def _written(value: str, host: str) -> Maybe:
    try:
        low, high = _ends(value)
    except ValueError:
        return None
    mine = ip_address(host)
    return low <= mine <= high if mine.version == low.version else False


def _from_set(text: str) -> Tree:
    found: Tree = {}
    for line in text.splitlines():
        words = [word.strip('"') for word in WORD.findall(line.strip())]
        if words[:1] == ["set"]:
            _plant(found, words[1:])
    return found


def _plant(tree: Tree, words: list[str]) -> None:
    if "[" in words:
        place = words.index("[")
        for value in words[place + 1 :]:
            if value != "]":
                _plant(tree, [*words[:place], value])
        return
    for word in words:
        tree = tree.setdefault(word, {})


def _from_xml(text: str) -> Tree:
    return {(root := ET.fromstring(text)).tag: _below(root)}  # noqa: S314  at hand


def _below(element: ET.Element) -> Tree:
    found: Tree = {}
    for child in element:
        own = _below(child)
        if child.tag == "entry":
            found.setdefault(child.get("name", ""), {}).update(own)
        elif child.tag == "member":
            found[(child.text or "").strip()] = {}
        else:
            found.setdefault(child.tag, {}).update(own)
    if not found and (element.text or "").strip():
        found[(element.text or "").strip()] = {}
    return found


def _unwrapped(tree: Tree) -> Tree:
    """The tree without what wraps it: `config`, `response`, `devices` and its only entry."""
    found: Tree = {}
    for name, child in tree.items():
        if name in {"config", "response", "result"}:
            _merge(found, _unwrapped(child))
        elif name == "devices":
            for entry in child.values():
                _merge(found, _unwrapped(entry))
        else:
            _merge(found, {name: child})
    return found


def _merge(found: Tree, more: Tree) -> None:
    for name, child in more.items():
        if name in found:
            _merge(found[name], child)
        else:
            found[name] = child
