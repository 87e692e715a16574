"""On real texts: no exception, unread lines are listed, and each policy holds what the text says.

For each policy packets near the borders of what it names are put to the engine and to a plain
reader that shares no code with it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from random import Random
from typing import Any

import pytest

from schoolproof.errors import UnknownFact
from schoolproof.flows import spans
from schoolproof.flows.device import Firewall, firewalls
from schoolproof.flows.packets import address
from schoolproof.flows.rules import Rule
from schoolproof.model import Device
from schoolproof.platforms import platform_named
from schoolproof.sanitise import RawConfig, sanitise
from tests.flows import plain_fortios, plain_panos
from tests.flows.plain import Maybe, Packet, Policy

ROOT = Path(__file__).parents[2]
CORPUS = Path(os.environ.get("SCHOOLPROOF_CORPUS", ROOT.parent / "shared" / "corpus"))
FILES = [
    path
    for platform in ("fortinet", "paloalto_panos")
    for path in sorted(CORPUS.glob(f"{platform}/*"))
    if path.suffix in {".cfg", ".xml"}
]
READERS: dict[str, Any] = {"fortinet": plain_fortios.Reader, "paloalto_panos": plain_panos.Reader}
PACKETS = 400  # for each file
HOSTS = (
    "10.0.0.1",
    "172.16.5.5",
    "192.168.1.1",
    "203.0.113.9",
    "8.8.8.8",
    "2001:db8::1",
    "0.0.0.1",
)
PORTS = ((6, 80, 50_000), (6, 443, 50_000), (17, 53, 50_000), (1, 0, 0), (47, 0, 0), (6, 22, 5))
pytestmark = pytest.mark.skipif(
    not FILES, reason="no corpus here; SCHOOLPROOF_CORPUS names a folder of configurations"
)
each_file = pytest.mark.parametrize(
    "path", FILES, ids=[f"{path.parent.name}/{path.stem}" for path in FILES]
)


@cache
def read(path: Path) -> tuple[Device, str, list[int]]:
    """Device, the raw text, and the lines that nobody understood."""
    raw = path.read_bytes().decode("utf-8", errors="surrogateescape")
    platform = platform_named(path.parent.name)
    text = sanitise(RawConfig(raw, source=path.name), platform, b"a key for tests only").text
    device = Device()
    unread = platform.read(platform.grammar.parse(text), device)
    return device, raw, [node.line for node in unread]


def rules(found: tuple[Firewall, ...]) -> dict[tuple[str, str], tuple[Firewall, Rule | None]]:
    """The engine's rule of each policy; None for one that is off."""
    answer: dict[tuple[str, str], tuple[Firewall, Rule | None]] = {}
    for firewall in found:
        for row in firewall.device.firewall.policies:
            if row.vdom == firewall.vdom:
                answer[row.vdom or "", row.number] = (firewall, None)
        for rule in firewall.base.rules:
            if rule.policy is not None:
                answer[rule.policy.vdom or "", rule.policy.number] = (firewall, rule)
    return answer


def engine_holds(firewall: Firewall, rule: Rule | None, packet: Packet) -> Maybe:
    found: Maybe = False
    protocol, port, origin = packet.service
    for cube, literals in rule.terms if rule else ():
        inside = (
            cube.ingress & firewall.faces.mask([packet.ingress])
            and cube.egress & firewall.faces.mask([packet.egress])
            and spans.holds(cube.source, address(packet.source)[0])
            and spans.holds(cube.target, address(packet.target)[0])
            and spans.holds(cube.service, (protocol << 16) + port)
            and spans.holds(cube.origin, origin)
        )
        if inside and not literals:
            return True
        found = None if inside else found
    return found


def near(random: Random, policy: Policy, names: list[str]) -> Packet:
    """A packet near the borders of a policy, by interfaces that may or may not be its own."""
    six = random.random() < 0.1
    hosts = [h for h in (*policy.hosts, *policy.hosts, *HOSTS) if (":" in h) == six] or ["::1"]
    ports = [*policy.ports, *policy.ports, *PORTS]
    return Packet(
        random.choice(hosts),
        random.choice(hosts),
        random.choice(ports),
        random.choice(names),
        random.choice(names),
    )


def compared(path: Path) -> Iterator[tuple[str, Packet, Maybe, Maybe]]:
    """Policy, packet, what the engine says and what the text says."""
    device, text, _ = read(path)
    reader = READERS[path.parent.name](text)
    policies = list(reader.policies())
    try:
        engine = rules(firewalls(device))
    except UnknownFact:
        return
    random = Random(path.name)  # noqa: S311  repeatable, no secret
    names = reader.interfaces()
    for policy in policies if names else []:  # without interfaces no packet comes in
        key = (policy.vdom, policy.number)
        if key not in engine:
            continue
        firewall, rule = engine[key]
        for _ in range(max(8, PACKETS // len(policies))):
            packet = near(random, policy, [*policy.ways, *names])
            try:
                yield (
                    policy.number,
                    packet,
                    engine_holds(firewall, rule, packet),
                    policy.holds(packet),
                )
            except LookupError:
                continue  # it names something of the factory's that no line writes


@each_file
def test_each_policy_holds_what_the_text_says(path: Path) -> None:
    found = list(compared(path))
    wrong = [row for row in found if row[2] is not row[3]]
    assert not wrong, wrong[:5]
    if not found:
        pytest.skip("no policy that a plain reader can follow")


@each_file
def test_policy_lines_that_were_not_understood_are_listed(path: Path) -> None:
    device, text, unread = read(path)
    lines = max(text.count("\n"), text.count("\r")) + 1
    assert all(1 <= line <= lines for line in unread)
    if "firewall" in device.lines and "policies" in device.firewall.lines:
        for policy in device.firewall.policies:
            assert policy.line is None or policy.line not in unread


def test_the_plain_readers_see_policies_that_hold_something() -> None:
    said = {value for path in FILES for *_, value in compared(path)}
    assert said == {True, False, None}
