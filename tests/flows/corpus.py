"""Real texts, read by the engine and by the plain readers, and packets to put to both."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

from schoolproof.errors import UnknownFact
from schoolproof.flows.firewalls.device import Firewall, firewalls
from schoolproof.flows.firewalls.vdoms import Ways
from schoolproof.flows.firewalls.walk import Walk
from schoolproof.flows.sets import spans
from schoolproof.flows.sets.base import Piece, whole
from schoolproof.flows.sets.cube import Cube
from schoolproof.flows.sets.faces import published
from schoolproof.flows.sets.packets import address
from schoolproof.flows.sets.rule import Rule
from schoolproof.model import Device
from schoolproof.platforms import platform_named
from schoolproof.sanitise import RawConfig, sanitise
from tests.flows import plain_fortios, plain_panos
from tests.flows.plain import Base, Packet, Policy, Service, first_ones, known

ROOT = Path(__file__).parents[2]
FOLDER = Path(os.environ.get("SCHOOLPROOF_CORPUS", ROOT.parent / "shared" / "corpus"))
FILES = [
    path
    for platform in ("fortinet", "paloalto_panos")
    for path in sorted(FOLDER.glob(f"{platform}/*"))
    if path.suffix in {".cfg", ".xml"}
]
OWN = sorted((Path(__file__).parent / "texts").glob("*/*.cfg"))  # always at hand
READERS: dict[str, Any] = {"fortinet": plain_fortios.Reader, "paloalto_panos": plain_panos.Reader}
PACKETS = 400  # for each file
MORE = 1_500  # for each of the texts of our own
LEAST = 16  # for each policy
TRANSLATED = 0.3  # the part of packets that are tried as ones to a published server
TRIES = 8
HOSTS = ("10.0.0.1", "172.16.5.5", "192.168.1.1", "203.0.113.9", "8.8.8.8", "0.0.0.1")
HOSTS_6 = ("2001:db8::1", "fe80::1", "::1")
SERVICES: tuple[Service, ...] = (
    *((6, 80, 50_000), (6, 443, 50_000), (17, 53, 50_000), (1, 0, 0), (47, 0, 0)),
    *((6, 22, 5), (132, 80, 50_000), (58, 0, 0), (17, 443, 443)),
)
# a text that names no interface gets two, so that packets have a way
WAYS = """
config system interface
    edit "port98"
        set vdom "root"
    next
    edit "port99"
        set vdom "root"
    next
end
"""
Answer = str | None  # key of the deciding policy; `zone`; None: refused at the end


@dataclass
class Sides:
    """A text as both sides read it. A key of a policy: its rule base, and its own."""

    refused: str = ""  # why the engine says nothing at all about this text
    pairs: list[tuple[Base, Engine]] = field(default_factory=list)
    compared: set[tuple[str, str]] = field(default_factory=set)
    left_out: dict[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True)
class Single:
    """Whether a policy holds a packet; None: that depends."""

    policy: str
    packet: Packet
    engine: bool | None
    text: bool | None


@dataclass(frozen=True)
class First:
    """Which policies may come first for a packet."""

    base: Base
    packet: Packet
    engine: frozenset[Answer]
    text: frozenset[Answer]


@dataclass
class Comparison:
    """What was put to both."""

    single: list[Single] = field(default_factory=list)
    first: list[First] = field(default_factory=list)


@cache
def raw(path: Path) -> str:
    return path.read_bytes().decode("utf-8", errors="surrogateescape")


def device_of(path: Path, text: str) -> tuple[Device, list[int]]:
    """What the product reads of a text, and the lines that it did not understand."""
    platform = platform_named(path.parent.name)
    clean = sanitise(RawConfig(text, source=path.name), platform, b"a key for tests only").text
    device = Device()
    unread = platform.read(platform.grammar.parse(clean), device)
    return device, [node.line for node in unread]


@cache
def sides(path: Path) -> Sides:
    """A text as both read it, and the policies that only one of them has."""
    text = raw(path)
    bases: list[Base] = READERS[path.parent.name](text).bases()
    if path.parent.name == "fortinet" and not any(base.interfaces for base in bases):
        text += WAYS
        bases = READERS[path.parent.name](text).bases()
    found = Sides()
    try:
        engines = {f.vdom or "": f for f in firewalls(device_of(path, text)[0])}
    except UnknownFact as error:
        return Sides(str(error))
    for base in bases:
        if base.name not in engines:
            found.left_out[base.name, ""] = "no such rule base"
            continue
        engine, keys = Engine(engines[base.name]), [policy.key for policy in base.policies]
        found.pairs.append((base, engine))
        for key in {*keys, *engine.rules}:
            if not base.interfaces:
                found.left_out[base.name, key] = "no interface anywhere"
            elif key not in engine.rules or key not in keys:
                who = "engine" if key not in engine.rules else "plain reader"
                found.left_out[base.name, key] = f"not seen by the {who}"
            else:
                found.compared.add((base.name, key))
    return found


@cache
def comparison(path: Path) -> Comparison:
    """Packets near what the policies of a text name, put to both."""
    random = Random(path.name)  # noqa: S311  repeatable, no secret
    found, whole_text = Comparison(), sides(path)
    number = sum(len(base.policies) for base, _ in whole_text.pairs)
    each = max(LEAST, (MORE if path in OWN else PACKETS) // max(number, 1))
    for base, engine in whole_text.pairs:
        for policy in base.policies:
            if (base.name, policy.key) in whole_text.compared:
                for packet in packets(random, base, policy, each):
                    _put(found, engine, base, policy, packet)
    return found


def _put(found: Comparison, engine: Engine, base: Base, policy: Policy, packet: Packet) -> None:
    name, said = f"{base.name}/{policy.key}", engine.holds(policy.key, packet)
    found.single.append(Single(name, packet, said, known(policy.holds(packet))))
    first = frozenset(engine.deciding(packet)), frozenset(plain_deciding(base, packet))
    found.first.append(First(base, packet, *first))


def plain_deciding(base: Base, packet: Packet) -> set[Answer]:
    """Keys of the policies that may come first for a packet, as the text has them in order."""
    values = [*(policy.holds(packet) for policy in base.policies), base.within(packet)]
    keys: list[Answer] = [*(policy.key for policy in base.policies), "zone"]
    return {None if place is None else keys[place] for place in first_ones(values)}


class Engine:
    """One rule base of the product."""

    def __init__(self, firewall: Firewall) -> None:
        self.firewall = firewall
        self._walk = Walk(Ways((firewall,)), firewall.faces, firewall.conditions)
        head = f"{firewall.vdom}/" if firewall.vdom else ""
        rows = list(firewall.device.firewall.policies.items())
        self._keys = {id(row): key.removeprefix(head) for key, row in rows}
        # None: a policy that is off has no rule
        self.rules: dict[str, Rule | None] = {
            self._keys[id(row)]: None for _, row in rows if row.vdom == firewall.vdom
        }
        for rule in firewall.base.rules:
            if rule.policy is not None:
                self.rules[self._keys[id(rule.policy)]] = rule

    def piece(self, packet: Packet) -> Piece:
        """A set with one packet in it."""
        protocol, port, origin = packet.service
        faces = self.firewall.faces
        ingress = faces.mask([packet.ingress])
        return whole(
            Cube(
                (address(packet.source)[0],) * 2,
                (address(packet.target)[0],) * 2,
                ((protocol << 16) + port,) * 2,
                (origin, origin),
                published(ingress) if packet.servers else ingress,
                faces.mask([packet.egress]),
            )
        )

    def holds(self, key: str, packet: Packet) -> bool | None:
        """Whether a policy by itself holds a packet: surely, never, or under conditions."""
        asked, found = self.piece(packet)[0], False
        rule = self.rules[key]
        for cube, literals in rule.terms if rule else ():
            inside = asked.ingress & cube.ingress and asked.egress & cube.egress
            pairs = zip(asked[:4], cube[:4], strict=True)
            if inside and all(spans.holds(held, mine[0]) for mine, held in pairs):
                if not literals:
                    return True
                found = True
        return None if found else False

    def deciding(self, packet: Packet) -> set[Answer]:
        """Keys of the policies that may decide a packet.

        What stands above all policies (a zone, a proxy) is always under a condition of its own,
        which the plain reader does not have; it is left out.
        """
        piece = [self.piece(packet)]
        found = self.answers(p.rule for p in self._walk.deciding(piece, outside=False))
        left = self._walk.refused_at_the_end(piece, outside=False)
        return found if left is None else found | {None}

    def answers(self, rules: Iterable[Rule]) -> set[Answer]:
        """What these rules are called in a comparison."""
        found: set[Answer] = set()
        for rule in rules:
            if id(rule.policy) in self._keys:
                found.add(self._keys[id(rule.policy)])
            elif rule.zone is not None and not self._above(rule):
                found.add("zone")
        return found

    def _above(self, rule: Rule) -> bool:
        rules = self.firewall.base.rules
        first = next((n for n, each in enumerate(rules) if each.policy is not None), len(rules))
        return rule in rules[:first]


def packets(random: Random, base: Base, policy: Policy, count: int) -> Iterator[Packet]:
    """Packets near the borders of a policy, by interfaces that may or may not be its own."""
    own = [way for way in policy.ways if way in base.interfaces]
    names = [*own, *base.interfaces]
    for _ in range(count):
        six = random.random() < (0.4 if any(":" in host for host in policy.hosts) else 0.1)
        common = HOSTS_6 if six else HOSTS
        hosts = [h for h in policy.hosts if (":" in h) == six] * 2 + [*common]
        services = [*policy.services * 2, *SERVICES]
        packet = Packet(
            random.choice(hosts),
            random.choice(hosts),
            random.choice(services),
            random.choice(names),
            random.choice(names),
        )
        yield _translated(random, base, packet) if random.random() < TRANSLATED else packet


def _translated(random: Random, base: Base, packet: Packet) -> Packet:
    """A packet like this one to a published server, if there is any that takes it."""
    for _ in range(TRIES if base.servers else 0):
        server = random.choice(base.servers)
        host = random.choice([*server.hosts, packet.target])
        service = random.choice([*server.services, packet.service])
        ingress = random.choice(base.interfaces if "any" in server.ways else server.ways)
        taken = tuple(s.name for s in base.servers if s.takes(host, service, ingress))
        if taken and (":" in host) == (":" in packet.source):
            return Packet(packet.source, host, service, ingress, packet.egress, taken)
    return packet
