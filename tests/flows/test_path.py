"""Switches that route: the example trust is proven, and bad changes show packets that pass."""

from __future__ import annotations

from typing import Any

import pytest

from schoolproof.check.firewalls.proof import flows_of
from schoolproof.check.read import read_config
from schoolproof.check.result import Outcome
from schoolproof.flows.path_site import SitePath
from schoolproof.flows.path_trace import follow
from schoolproof.flows.switches.path import Switch
from schoolproof.model import Device
from schoolproof.platforms import platform_named
from tests.flows.acl_oracle import NUMBERS, Packet, decision
from tests.flows.build import text_of
from tests.flows.example import KEY, changes, project, read, text_at, verdict_on
from tests.flows.test_acl_oracle import lists_of

CHANGES = changes("bad_changes_lists")
IOS, FORTIOS = "cisco_ios", "fortinet"
PROVEN = (
    "cyber_security/segmentation_matrix",
    "network_switching/no_routing_between_user_networks",
    "network_switching/access_lists_minimal",
    "network_switching/management_kept_from_users",
)


@pytest.mark.parametrize("config", ["quarry-lane/ql-core", "harbourside/hs-core"])
def test_the_accepted_state_is_proven(config: str) -> None:
    device = read(config, platform=IOS)
    for control in PROVEN:
        verdict = verdict_on(control, device)
        assert verdict.outcome is Outcome.PASS, (control, verdict.findings, verdict.reasons)


def test_there_are_six_bad_changes() -> None:
    assert len(CHANGES) >= 6


@pytest.mark.parametrize("change", CHANGES)
def test_a_bad_change_shows_a_packet_that_the_text_lets_pass(change: dict[str, Any]) -> None:
    old = text_at(change["config"])
    assert old.count(change["find"]) == 1
    text = old.replace(change["find"], change["replace"])
    verdict = verdict_on(change["control"], read(change["config"], text, platform=IOS))
    assert verdict.outcome is Outcome.FAIL
    assert {f.quote.strip() for f in verdict.findings} == {change["line"]}
    source, target, protocol, port = change["packet"]
    shown = f"{source} → {target}, {protocol.upper()} {port}"
    assert any(shown in f.actual for f in verdict.findings), [f.actual for f in verdict.findings]
    packet = Packet(source, target, NUMBERS[protocol], port, 49152)
    assert passes(text, change["list"], packet)
    assert not passes(old, list_before(change, old), packet)


def list_before(change: dict[str, Any], old: str) -> str:
    """The list that hung there: the bad change may have taken its name away."""
    names = [words.split()[2] for words in change["find"].split("\n") if "access-group" in words]
    assert all(f"ip access-list extended {name}\n" in old for name in names)
    return names[0] if names else str(change["list"])


def passes(text: str, name: str, packet: Packet) -> bool:
    """By the reader of the text alone; a list that is not there refuses nothing."""
    lists, groups = lists_of(text)
    entries = lists.get(("extended", name))
    if entries is None:
        return True
    place = decision(entries, packet, groups, "extended")
    return place is not None and "permit " in entries[place]


def site(config: str, firewall: str) -> SitePath:
    flows = flows_of(read(firewall, platform=FORTIOS).device)
    switch = Switch(read(config, platform=IOS).device, flows.conditions)
    return SitePath(flows, {"core": switch})


@pytest.mark.parametrize(
    ("packet", "decided"),
    [
        (("10.42.32.20", "10.42.60.18", "tcp", 445), ["accept STUDENT-IN 110"]),
        (("10.42.32.20", "10.42.60.18", "tcp", 3389), ["deny STUDENT-IN 170"]),
        (("10.42.32.20", "203.0.113.80", "tcp", 443), ["accept STUDENT-IN 180"]),
        (("10.42.90.10", "10.42.60.19", "tcp", 443), ["accept TRANSIT-IN 70"]),
        (("10.42.10.5", "10.42.32.4", "tcp", 22), ["accept no access list on the way"]),
        (("10.42.128.20", "203.0.113.80", "tcp", 443), []),
    ],
)
def test_a_packet_is_followed_entry_by_entry(
    packet: tuple[str, str, str, int], decided: list[str]
) -> None:
    legs = list(follow(site("harbourside/hs-core", "harbourside/hs-fw1"), packet))
    told = []
    for each in (each for leg in legs for each in leg.listed):
        words = each.by.split(" of the access list ")
        name = f"{words[1]} {words[0].removeprefix('entry ')}" if len(words) > 1 else words[0]
        told.append(f"{each.action} {name}")
    assert told == decided


def test_lists_take_packets_out_of_the_firewalls_question() -> None:
    path = site("harbourside/hs-core", "harbourside/hs-fw1")
    flows = path.flows
    (staff,), (cctv,) = flows.places.networks("staff"), flows.places.networks("cctv")
    before = flows.between(staff, cctv)
    after = path.let_out(staff, before)
    assert before
    assert after
    services = {span for cube, _ in after for span in cube.service}
    assert services == {(6 << 16) + 8443}
    (guest,) = flows.places.networks("guest")
    outward = flows.outward(guest)
    assert path.let_out(guest, outward) == outward  # guests stand on the firewall


def device_of(case: str) -> Device:
    device = read_config(text_of(case), platform_named(IOS), KEY).device
    device.put(None, site=project().sites["harbourside"])
    return device


def test_what_is_not_known_is_a_condition() -> None:
    """VRFs, a VLAN map, port lists on every port: packets pass only if somebody knows better."""
    switch = Switch(device_of("unclear_ways"))
    nets = {n.name: n for n in switch.networks()}
    said = {}
    for source in ("STAFF", "STUDENT", "VOICE"):
        found = [
            p for hop in switch.between(nets[source], nets["SERVER"]) for p in switch.passed(hop)
        ]
        shown = [switch.shown(p.piece) for p in found]
        assert shown
        assert not any(w.real for w in shown), source
        said[source] = {text for w in shown for text in w.conditions}
    assert said["STAFF"] == {"a route leads from PEOPLE to no VRF"}
    assert any("VLAN access list or map of VLAN 30" in text for text in said["STUDENT"])
    assert any("access lists of the ports of VLAN 80" in text for text in said["VOICE"])
