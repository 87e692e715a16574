"""What FortiOS policies hold, read from the text itself: no engine, no platform, no model."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial

from tests.flows.plain import Base, Packet, Policy, Truth, every, may, some, turned
from tests.flows.plain_fortios_objects import Objects
from tests.flows.plain_text import Entry, blocks

PEOPLE = ("groups", "fsso-groups", "users")
NARROWING = (
    *("src-vendor-mac", "ztna-ems-tag", "ztna-ems-tag-secondary", "ztna-geo-tag", "devices"),
    *("reputation-minimum", "reputation-minimum6", "rtp-addr", "ntlm", "sgt", "tos-negate"),
    *("network-service-dynamic", "network-service-src-dynamic"),
)
NOTHING: tuple[set[str], ...] = ({"disable"}, {"0"}, set())
KINDS = ("name", "id", "group", "custom", "custom-group", "fortiguard")
SINCE = (7, 2, 3)  # from here on refusals hold for published servers by themselves


class Reader:
    """One text."""

    def __init__(self, text: str) -> None:
        self.blocks = blocks(text)
        self.vdoms = list(dict.fromkeys(vdom for vdom, _ in self.blocks))
        said = re.search(r"-(\d+)\.(\d+)\.(\d+)-FW", text.split("\n", 1)[0])
        self.release = tuple(int(n) for n in said.groups()) if said else ()

    @property
    def managed(self) -> bool:
        """Whether policies decide that stand in a table beside those that are followed."""
        beside = ("firewall policy46", "firewall policy64", "firewall consolidated policy")
        return any(table for (_, path), table in self.blocks.items() if path in beside)

    def bases(self) -> list[Base]:
        found = [(vdom, list(self._policies(vdom))) for vdom in self.vdoms]
        return [
            Base(
                vdom,
                policies,
                self.interfaces(vdom),
                partial(self._within, vdom),
                list(Objects(self.blocks, vdom).servers()),
            )
            for vdom, policies in found
            if policies
        ]

    def _policies(self, vdom: str) -> Iterator[Policy]:
        by_app = self._setting(vdom, "ngfw-mode") == ["policy-based"]
        paths = ["security-policy"] if by_app else ["policy", "policy6"]
        for path in paths:
            for number, entry in self.blocks.get((vdom, f"firewall {path}"), {}).items():
                yield self._policy(vdom, number, entry, six=path.endswith("6"))

    def _setting(self, vdom: str, key: str) -> list[str]:
        return self.blocks.get((vdom, "system settings"), {}).get("", {}).get(key, [])

    def interfaces(self, vdom: str) -> list[str]:
        """Interfaces of a VDOM; one of which nothing tells the VDOM may be in any."""
        tables = [self.blocks.get((v, "system interface"), {}) for v in self.vdoms]
        own = {name: e.get("vdom", [""])[0] for table in tables for name, e in table.items()}
        named = {v: list(self._named(v)) for v in self.vdoms}
        every_name = dict.fromkeys([*own, *(n for names in named.values() for n in names)])
        found = []
        for name in every_name:
            homes = {own[name]} if own.get(name) else {v for v in named if name in named[v]}
            if vdom in homes or not homes & set(named) or not vdom:
                found.append(name)
        return found

    def _named(self, vdom: str) -> Iterator[str]:
        zones = self._zones(vdom)
        yield from (name for members in zones.values() for name in members)
        for path in ("policy", "policy6", "security-policy"):
            for entry in self.blocks.get((vdom, f"firewall {path}"), {}).values():
                for name in (*entry.get("srcintf", []), *entry.get("dstintf", [])):
                    if name != "any" and name not in zones:
                        yield name

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

    def _within(self, vdom: str, packet: Packet) -> Truth:
        """Whether a zone that allows it holds both interfaces; of a server no manual says it."""
        ends = {packet.ingress, packet.egress}
        for name, entry in self.blocks.get((vdom, "system zone"), {}).items():
            both = len(ends) > 1 and ends <= set(self._zones(vdom)[name])
            if both and entry.get("intrazone") == ["allow"]:
                return may("servers within zones") if packet.servers else True
        return False

    def _policy(self, vdom: str, number: str, entry: Entry, *, six: bool) -> Policy:
        objects = Objects(self.blocks, vdom)
        key = f"ipv6:{number}" if six else number
        terms = _Terms(self, objects, (vdom, key), entry, six=six)
        zones = self._zones(vdom)
        keys = [f"{side}addr{end}" for side in ("src", "dst") for end in ("", "6")]
        hosts = [host for k in keys for name in entry.get(k, []) for host in objects.near(name)]
        ports = [p for name in entry.get("service", []) for p in objects.ports(name)]
        named = [n for key in ("srcintf", "dstintf") for n in entry.get(key, []) if n != "any"]
        ways = [member for name in named for member in zones.get(name, [name])]
        return Policy(key, terms.hold, hosts, ports, ways * 3)

    def members(self, vdom: str, name: str) -> list[str]:
        return self._zones(vdom).get(name, [name])

    def shown(self, vdom: str, entry: Entry) -> Truth:
        """Whether a policy that names no published server holds for packets to one."""
        if self._setting(vdom, "central-nat") == ["enable"]:
            return True
        if entry.get("action", ["deny"]) != ["deny"]:
            return may("policies without published servers hold for them")
        word = entry.get("match-vip", ["enable" if self.release >= SINCE else "disable"])
        return word == ["enable"]


class _Terms:
    """One policy."""

    def __init__(
        self, reader: Reader, objects: Objects, name: tuple[str, str], entry: Entry, *, six: bool
    ) -> None:
        self.reader, self.objects, (self.vdom, self.key) = reader, objects, name
        self.entry, self.six = entry, six

    def hold(self, packet: Packet) -> Truth:
        entry = self.entry
        schedule = entry.get("schedule", ["always"])
        if entry.get("status") == ["disable"] or schedule == ["none"]:
            return False
        return every(
            (
                self._interface("srcintf", packet.ingress),
                self._interface("dstintf", packet.egress),
                self._side("src", packet.source),
                self._target(packet),
                self._service(packet),
                schedule == ["always"] or may("schedule", self.vdom, *schedule),
                *self._narrowed(),
            )
        )

    def _mine(self, *words: str) -> Truth:
        return may("policy", self.vdom, self.key, *words)

    def _narrowed(self) -> Iterator[Truth]:
        entry = self.entry
        for key in NARROWING:
            if set(entry.get(key, [])) not in NOTHING:
                yield self._mine(key)
        people = sorted({name for key in PEOPLE for name in entry.get(key, [])})
        if people:
            yield may("people", *people)
        apps = [*entry.get("application", []), *(f"+{n}" for n in entry.get("app-group", []))]
        kinds = [*entry.get("app-category", []), *entry.get("url-category", [])]
        if kinds:
            yield may("applications and sites", *sorted([*apps, *kinds]))
        elif apps:
            yield some(may("application", name) for name in apps)
        if entry.get("action", ["deny"])[0] not in {"accept", "deny", "ipsec"}:
            yield self._mine("action")
        for side, tail in (("src", "-src"), ("dst", "")):
            yield self._listed(side, tail)

    def _listed(self, side: str, tail: str) -> Truth:
        """Lists that the vendor keeps."""
        names: list[str] = []
        negate = False
        for number in ("", "6"):
            stem = f"internet-service{number}{tail}"
            if self.entry.get(stem) == ["enable"]:
                names += [n for kind in KINDS for n in self.entry.get(f"{stem}-{kind}", [])]
                negate |= self.entry.get(f"{stem}-negate") == ["enable"]
        return turned(may("list", side, *sorted(names)), negate=negate) if names else True

    def _interface(self, key: str, name: str) -> Truth:
        names = self.entry.get(key)
        if not names:
            return self._mine(key)
        members = [m for n in names for m in self.reader.members(self.vdom, n)]
        return "any" in names or name in members

    def _target(self, packet: Packet) -> Truth:
        """A policy that names published servers holds for packets to them."""
        keys = ("dstaddr", "dstaddr6")
        named = {s for k in keys for n in self.entry.get(k, []) for s in self.objects.published(n)}
        if named and "enable" in self.entry.get("dstaddr-negate", []):
            return self._mine("negated servers")
        if not packet.servers:
            return self._side("dst", packet.target)
        shown = self.reader.shown(self.vdom, self.entry)
        mine = [self.objects.behind(name) for name in sorted(named & set(packet.servers))]
        return some((*mine, every((shown, self._side("dst", packet.target)))))

    def _side(self, side: str, host: str) -> Truth:
        is_six, entry = ":" in host, self.entry
        if self.six and not is_six:
            return False
        own = f"{side}addr6" if is_six and not self.six else f"{side}addr"
        names, tail = entry.get(own, []), "-src" if side == "src" else ""
        both = [*entry.get(f"{side}addr", []), *entry.get(f"{side}addr6", [])]
        lists = (f"internet-service{tail}", f"internet-service6{tail}")
        if not both:
            listed = any(entry.get(key) == ["enable"] for key in lists)
            return True if listed else self._mine(side)
        if is_six and entry.get(f"{side}addr6-negate") == ["enable"]:
            return self._mine(side, "negated")
        plain = [n for n in names if side == "src" or not self.objects.published(n)]
        held = some(self.objects.address(n, side, host) for n in plain)
        negate = entry.get(f"{side}addr-negate") == ["enable"] and not is_six and bool(plain)
        return turned(held, negate=negate)

    def _service(self, packet: Packet) -> Truth:
        names = self.entry.get("service", [])
        if not names:
            by_list = self.entry.get("internet-service") == ["enable"]
            return True if by_list else self._mine("service")
        held = some(self.objects.service(n, packet.service) for n in names)
        return turned(held, negate=self.entry.get("service-negate") == ["enable"])
