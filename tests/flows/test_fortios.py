"""What FortiOS can write in a policy: each kind decides what it names, and no more."""

from __future__ import annotations

import pytest

from schoolproof.flows.firewalls.objects import wildcard
from schoolproof.flows.firewalls.trace import Trace, trace, trace_by_proxy
from schoolproof.flows.sets.packets import address
from schoolproof.flows.sets.spans import holds
from tests.flows.build import decision, flows_of, text_of

TEXT = text_of("kinds")
PUPIL = "10.9.32.9"
PROXY = """config firewall proxy-policy
    edit 1
        set proxy access-proxy
        set srcintf "pupils"
        set dstintf "wan1"
        set srcaddr "all"
        set dstaddr "all"
        set service "webproxy"
        set action accept
        set schedule "always"
    next
end
"""
REFUSED = """config firewall policy
    edit 15
        set status disable
    next
    edit 99
        set srcintf "any"
        set dstintf "any"
        set srcaddr "all"
        set dstaddr "all"
        set service "ALL"
        set schedule "always"
    next
end
"""


def asked(target: str, protocol: str, port: int | None) -> Trace:
    return trace(flows_of(TEXT), PUPIL, target, protocol, port)


def policies(found: Trace) -> list[str]:
    return [p.rule.policy.number for p in found.passages if p.rule.policy]


@pytest.mark.parametrize(
    ("target", "protocol", "port", "policy"),
    [
        ("203.0.113.1", "tcp", 10, "1"),  # wildcard with a hole that is counted out
        ("203.0.115.1", "udp", 21, "1"),
        ("203.0.114.1", "tcp", 10, None),
        ("203.0.113.85", "tcp", 10, "6"),  # a group with what it leaves out
        ("203.0.113.70", "tcp", 10, None),
        ("203.0.113.103", "tcp", 10, "7"),
        ("203.0.113.104", "tcp", 10, None),
        ("203.0.113.111", "gre", None, "9"),
        ("203.0.113.111", "tcp", 10, None),
        ("203.0.113.114", "tcp", 10, None),  # switched off
        ("203.0.113.1", "tcp", 21, "13"),  # negated destination
        ("203.0.113.70", "tcp", 21, None),
        ("203.0.113.115", "tcp", 11, "14"),  # negated service
        ("203.0.113.115", "tcp", 10, None),
    ],
)
def test_a_plain_packet_meets_its_policy_or_none(
    target: str, protocol: str, port: int | None, policy: str | None
) -> None:
    found = asked(target, protocol, port)
    sure = [p.rule.policy.number for p in found.passages if p.rule.policy and p.witness.must]
    assert sure == ([policy] if policy else [])


@pytest.mark.parametrize(
    ("target", "protocol", "port", "policy", "condition", "real"),
    [
        ("198.7.7.9", "tcp", 10, "2", "the destination is in holes (wildcard", False),
        ("203.0.113.9", "tcp", 25, "3", "the destination is in dynamic (dynamic", False),
        ("203.0.113.9", "tcp", 143, "4", "is in name (fqdn files.example.org)", True),
        ("203.0.113.9", "tcp", 110, "5", "is in country (geography GB)", True),
        ("203.0.113.112", "tcp", 10, "10", "the schedule school-day runs", True),
        ("203.0.113.113", "tcp", 10, "11", "the user is in Staff", True),
        ("203.0.113.200", "tcp", 9, "15", "the vendor's list Example-Web", False),
    ],
)
def test_what_the_text_cannot_say_is_a_condition(  # noqa: PLR0913, PLR0917  a row of the table
    target: str, protocol: str, port: int, policy: str, condition: str, real: bool
) -> None:
    (passage,) = [
        p
        for p in asked(target, protocol, port).passages
        if p.rule.policy and p.rule.policy.number == policy
    ]
    assert any(condition in text for text in passage.witness.conditions)
    assert passage.witness.real is real
    assert not passage.witness.must


def test_source_ports_are_part_of_the_packet() -> None:
    flows = flows_of(TEXT)
    (pupils,) = flows.places.networks("pupil")
    found = {
        p.rule.policy.number: p
        for p in flows.passing(flows.outward(pupils), outside=True)
        if p.rule.policy
    }
    packet = found["8"].witness.packet
    assert packet.port == 7000
    assert packet.source_port is not None
    assert packet.source_port >= 1024


def test_an_access_proxy_keeps_a_proof_from_being_one() -> None:
    packet = (PUPIL, "198.18.0.1", "tcp", 6666)
    without = TEXT.replace("edit 15", "edit 15\nset status disable")
    for text in (without, TEXT + REFUSED):  # a refusal at the end does not hide it
        flows = flows_of(text + PROXY)
        assert decision(flows, *packet) == "deny"
        found = trace_by_proxy(flows, *packet)
        assert found is not None
        assert [p.rule.label for p in found.passages] == ["proxy policy 1"]
        assert not found.passages[0].witness.real
    for said in ("set action deny", "set status disable", "set proxy transparent-web"):
        off = PROXY.replace("set schedule", f"{said}\n        set schedule")
        assert trace_by_proxy(flows_of(without + off), *packet) is None, said


def test_what_surely_passes_does_so_beside_a_proxy_that_is_not_followed() -> None:
    flows = flows_of(TEXT + PROXY)
    (pupils,) = flows.places.networks("pupil")
    found = {p.rule.label: p.witness for p in flows.passing(flows.outward(pupils), outside=True)}
    assert found["policy 1"].must
    assert not found["proxy policy 1"].real


@pytest.mark.parametrize(
    "value", ["203.0.113.1 255.255.253.255", "10.0.0.4 255.255.255.4", "10.1.0.0 255.255.0.0"]
)
def test_a_wildcard_holds_what_its_mask_says(value: str) -> None:
    base, mask = (int.from_bytes(bytes(map(int, part.split(".")))) for part in value.split())
    held = wildcard(value)
    assert held
    for offset in (-70_000, -257, -256, -4, -1, 0, 1, 3, 4, 8, 255, 256, 511, 512, 513, 65_535):
        number = base + offset
        assert holds(held, number) is (number & mask == base & mask), offset
    assert wildcard("10.0.0.9 255.0.0.255") is None
    assert wildcard("10.0.0.9") is None
    assert holds(held, address(value.partition(" ")[0])[0])
