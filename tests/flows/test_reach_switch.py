"""What-if over the lists of switches: exact in both directions, and confirmed by the text alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from ipaddress import ip_network
from random import Random
from typing import Any

import pytest

from schoolproof.check.baseline.reach import compare
from schoolproof.check.baseline.reach_sides import sides_from
from schoolproof.flows.reachable import beyond, reached
from schoolproof.flows.sets import spans
from schoolproof.flows.sets.base import Budget
from schoolproof.flows.sets.packets import address, service
from schoolproof.flows.ways import Passing
from tests.flows.example import changes, project, text_at
from tests.flows.school import (
    Plain,
    accepted,
    device_at,
    explained,
    lets_in,
    packet_of,
    said,
    sides,
)

CHANGES = changes("bad_changes_lists")
CORE = "harbourside/hs-core"
TEXT = text_at(CORE)
DENY = " 170 deny   ip any object-group INSIDE log\n"


def with_entry(line: str) -> str:
    """The students' list with one more entry above its refusal of everything inside."""
    assert TEXT.count(DENY) == 1
    return TEXT.replace(DENY, f" {line}\n{DENY}")


@pytest.mark.parametrize("change", CHANGES)
def test_each_bad_change_is_told_in_both_directions(change: dict[str, Any]) -> None:
    old = text_at(change["config"])
    text = old.replace(change["find"], change["replace"])
    found = said(change["config"], text)
    back = said(change["config"], before=text)
    assert found
    assert {reach.change for reach in found} == {"reachable"}
    assert {reach.change for reach in back} == {"unreachable"}
    assert len(found) == len(back)
    for reach in (*found, *back):
        assert reach.device == change["config"].split("/")[1]
        packet = packet_of(reach)
        assert lets_in(text, packet), reach.sentence
        assert not lets_in(old, packet), reach.sentence
    told = {name for reach in found for name in reach.policies}
    assert any(change["list"] in name or change["list"] == "NONE" for name in told)
    if re.match(r"\d+ permit", change["line"]):
        number = change["line"].split()[0]
        assert f"entry {number} of the access list {change['list']}" in told


def test_the_sentence_names_entry_list_and_switch() -> None:
    (found,) = said(CORE, with_entry("165 permit tcp any 10.42.10.0 0.0.0.255 eq 22"))
    assert found.sentence == (
        "pupil can now reach management on TCP 22, by entry 165 of the access list STUDENT-IN"
        " (hs-core): 10.42.32.10 → 10.42.10.12, TCP 22, from Vlan30 to Vlan10"
    )


def test_what_the_firewall_lets_pass_counts_when_the_list_does_too() -> None:
    """Policy 10 lets staff and students to the catalogue on TCP 443, and nothing else."""
    assert said(CORE, with_entry("165 permit tcp any host 10.42.90.10 eq 22")) == []
    entry = " 150 permit tcp 10.42.32.0 0.0.15.255 host 10.42.90.10 eq 443\n"
    assert entry in TEXT
    (gone,) = said(CORE, TEXT.replace(entry, ""))
    assert gone.sentence.startswith(
        "pupil can no longer reach dmz on TCP 443: entry 150 of the access list STUDENT-IN"
        " (hs-core) let it pass: 10.42.32.10 → 10.42.90.10, TCP 443"
    )


def renumbered(text: str) -> str:
    return re.sub(
        r"^ (\d+) (permit|deny) ", lambda m: f" {int(m[1]) + 5} {m[2]} ", text, flags=re.MULTILINE
    )


def renamed(text: str) -> str:
    return text.replace("STUDENT-IN", "PUPILS-COMING-IN")


def split(text: str) -> str:
    """One entry as two that hold the same together, the second one first."""
    entry = " 140 permit tcp 10.42.32.0 0.0.15.255 10.42.85.0 0.0.0.255 eq 631\n"
    halves = (
        " 140 permit tcp 10.42.32.0 0.0.15.255 10.42.85.128 0.0.0.127 eq 631\n"
        " 141 permit tcp 10.42.32.0 0.0.15.255 10.42.85.0 0.0.0.127 eq 631\n"
    )
    return text.replace(entry, halves)


def turned(text: str) -> str:
    """Two entries that never meet one packet, in the other order."""
    one = " 130 permit tcp 10.42.32.0 0.0.15.255 10.42.85.0 0.0.0.255 eq 9100\n"
    other = " 140 permit tcp 10.42.32.0 0.0.15.255 10.42.85.0 0.0.0.255 eq 631\n"
    return text.replace(one + other, other.replace("140", "130") + one.replace("130", "140"))


def answers(text: str) -> str:
    """Answers to connections that stand already open none."""
    return text.replace(DENY, f" 160 permit tcp any any established\n{DENY}")


def of_no_interface(text: str) -> str:
    return text.replace(
        "ip access-list extended STUDENT-IN\n",
        "ip access-list extended SPARE\n 10 permit ip any any\n"
        "ip access-list extended STUDENT-IN\n",
    )


@pytest.mark.parametrize("change", [renumbered, renamed, split, turned, answers, of_no_interface])
def test_what_changes_no_packet_says_nothing(change: Callable[[str], str]) -> None:
    text = change(TEXT)
    assert text != TEXT
    assert said(CORE, text) == []
    assert said(CORE, before=text) == []


def test_a_list_at_the_way_out_counts() -> None:
    port = "interface Vlan85\n"
    text = TEXT.replace(port, f"{port} ip access-group PRINT-OUT out\n").replace(
        "ip access-list extended PRINT-IN\n",
        "ip access-list extended PRINT-OUT\n 10 deny tcp any any eq 631\n 20 permit ip any any\n"
        "ip access-list extended PRINT-IN\n",
    )
    found = said(CORE, text)
    assert {(r.change, r.device) for r in found} == {("unreachable", "hs-core")}
    assert {name for r in found for name in r.sources} == {"pupil", "staff", "management", "server"}
    assert {r.targets for r in found} == {("print",)}
    assert {r.services for r in found} == {("TCP 631",)}


def test_an_interface_that_is_shut_cuts_its_network_off() -> None:
    found = said(CORE, TEXT.replace("interface Vlan30\n", "interface Vlan30\n shutdown\n"))
    assert {r.change for r in found} == {"unreachable"}
    lost = {(s, t) for r in found for s in r.sources for t in r.targets}
    assert ("pupil", "internet") in lost
    assert ("server", "pupil") in lost
    assert all("pupil" in pair for pair in lost)
    back = said(CORE, before=TEXT.replace("interface Vlan30\n", "interface Vlan30\n shutdown\n"))
    assert {(s, t) for r in back for s in r.sources for t in r.targets} == lost


def test_a_switch_that_routes_no_more_lets_nothing_new_pass() -> None:
    found = said(CORE, TEXT.replace("\nip routing\n", "\nno ip routing\n"))
    assert {r.change for r in found} == {"unreachable"}


def test_a_site_file_that_gives_a_network_of_the_switch_another_purpose_counts() -> None:
    site = project().sites["harbourside"]
    nets = tuple(
        replace(n, purposes=frozenset({"guest"})) if n.name == "STUDENT" else n
        for n in site.networks
    )
    other = replace(site, networks=nets)
    pairs = {
        host: (device_at(f"harbourside/{host}", text, other), accepted(f"harbourside/{host}"))
        for host, text in (("hs-core", TEXT), ("hs-fw1", text_at("harbourside/hs-fw1")))
    }
    both = sides_from({"hs-fw1": pairs["hs-fw1"]}, {"hs-core": pairs["hs-core"]})
    found = list(compare("harbourside", both))
    gone = {
        (s, t) for r in found if r.change == "unreachable" for s in r.sources for t in r.targets
    }
    new = {(s, t) for r in found if r.change == "reachable" for s in r.sources for t in r.targets}
    assert ("pupil", "print") in gone
    assert ("guest", "print") in new
    assert all("pupil" in pair for pair in gone)
    assert all("guest" in pair for pair in new)


V6 = {"STUDENT": "2001:db8:30::/64", "SERVER": "2001:db8:60::/64"}
LIST6 = (
    "ipv6 access-list STUDENT-IN-V6\n"
    " sequence 10 permit tcp 2001:DB8:30::/64 host 2001:DB8:60::5 eq 443\n"
    " sequence 20 deny ipv6 any any\n"
)


def test_ipv6_is_compared_too() -> None:
    site = project().sites["harbourside"]
    nets = tuple(
        replace(n, subnets=(*n.subnets, ip_network(V6[n.name]))) if n.name in V6 else n
        for n in site.networks
    )
    where = replace(site, networks=nets)
    text = TEXT.replace("\nip routing\n", "\nip routing\nipv6 unicast-routing\n")
    for vlan, net in ((30, V6["STUDENT"]), (60, V6["SERVER"])):
        address6 = f" ipv6 address {net.replace('::/', '::1/')}\n"
        text = text.replace(f"interface Vlan{vlan}\n", f"interface Vlan{vlan}\n{address6}")
    named = text.replace(
        "interface Vlan30\n", "interface Vlan30\n ipv6 traffic-filter STUDENT-IN-V6 in\n"
    )
    firewall = device_at("harbourside/hs-fw1", text_at("harbourside/hs-fw1"), where)
    both = device_at(CORE, text, where), device_at(CORE, named + LIST6, where)
    states = sides_from({"hs-fw1": (firewall, firewall)}, {"hs-core": both})
    (found,) = list(compare("harbourside", states))
    assert found.sentence == (
        "pupil can now reach server on every service, by Vlan30, which has no access list"
        " (hs-core): 2001:db8:30::a → 2001:db8:60::5, TCP 80, from Vlan30 to Vlan60"
    )
    other = sides_from({"hs-fw1": (firewall, firewall)}, {"hs-core": (both[1], both[0])})
    assert [r.change for r in compare("harbourside", other)] == ["unreachable"]


def test_what_was_not_understood_is_undecided() -> None:
    (found,) = said(CORE, with_entry("165 permit tcp any host 10.42.60.18 eq 3389 dscp ef"))
    assert found.change == "undecided"
    assert found.sentence.startswith(
        "whether pupil reaches server on TCP 3389 now could not be decided (hs-core),"
        " by entry 165 of the access list STUDENT-IN, if the packet fits"
    )


def test_the_difference_is_exact_on_sampled_packets() -> None:
    """Single look-ups in both states, entry by entry, near what the change names."""
    text = with_entry("165 permit tcp 10.42.33.0 0.0.0.255 10.42.10.0 0.0.0.127 range 22 80")
    states = sides(CORE, text)
    found = {pair: _new(states, pair) for pair in (("pupil", "management"), ("pupil", "server"))}
    random = Random(11)  # noqa: S311  repeatable, no secret
    seen = set()
    for _ in range(150):
        pair = random.choice(list(found))
        net = "10" if pair[1] == "management" else "60"
        packet = (
            f"10.42.{random.choice((32, 33, 33, 47))}.{random.randrange(2, 255)}",
            f"10.42.{net}.{random.choice((2, 3, 126, 127, 128, 200))}",
            random.choice(("tcp", "tcp", "udp")),
            random.choice((21, 22, 53, 80, 81, 443)),
        )
        differs = explained(states.now, packet) == "accept" != explained(states.before, packet)
        assert any(_holds(each, packet) for each in found[pair]) is differs, packet
        seen.add(differs)
    assert seen == {True, False}


def _new(states: Any, pair: tuple[str, str]) -> list[Passing]:
    budget = Budget()
    (_, passing), (ways, passed) = (
        reached(school, pair, budget) for school in (states.now, states.before)
    )
    return [each for each, _ in beyond(passing, ways, passed, budget)]


def _holds(found: Passing, packet: Plain) -> bool:
    source, target, protocol, port = packet
    cube = found.piece[0]
    return (
        spans.holds(cube.source, address(source)[0])
        and spans.holds(cube.target, address(target)[0])
        and spans.holds(cube.service, service(f"{protocol}/{port}")[0])
    )


def test_the_packet_is_none_that_a_subnet_keeps_for_itself() -> None:
    text = TEXT.replace(" ip access-group TRANSIT-IN in\n", "")
    for reach in said(CORE, text):
        source, target, *_ = packet_of(reach)
        for net in project().sites["harbourside"].networks:
            for subnet in net.subnets:
                assert source != str(subnet.network_address), reach.sentence
                assert target not in {str(subnet.network_address), str(subnet.broadcast_address)}


def test_a_device_without_an_answer_is_left_out_of_both_states() -> None:
    """The lists of the switch are compared all the same, and the sentence says what is missing."""
    firewall = accepted("harbourside/hs-fw1")
    silent = device_at("harbourside/hs-fw1", "config system interface\nend\n")
    changed = device_at(CORE, with_entry("165 permit tcp any host 10.42.60.18 eq 3389"))
    states = sides_from({"hs-fw1": (firewall, silent)}, {"hs-core": (changed, accepted(CORE))})
    assert set(states.left_out) == {"hs-fw1"}
    assert "declares no lines" in states.left_out["hs-fw1"]
    (found,) = list(compare("harbourside", states))
    assert found.sentence.startswith("pupil can now reach server on TCP 3389, by entry 165")
