"""Packets to the firewall itself: local-in policies, then what the interface answers."""

from __future__ import annotations

import re
from dataclasses import replace
from ipaddress import ip_network

import pytest

from schoolproof.check.firewalls.own import Said, decision
from schoolproof.cli.flows_own import explained_own, reached_by
from schoolproof.errors import UnknownFact
from schoolproof.flows.firewalls.device import firewalls
from schoolproof.flows.firewalls.query import Flows
from schoolproof.flows.path_site import SitePath
from schoolproof.flows.sets.packets import service
from schoolproof.model import Network, Site
from tests.flows.build import SITE, device_of, flows_of, text_of

TEXT = text_of("own")
PUPIL, GUEST, DESK, SERVER = "10.9.32.9", "10.9.128.9", "10.9.60.20", "10.9.60.21"
SIX = "2001:db8:9:20::9"
OWN = {"pupils": "10.9.32.1", "visitors": "10.9.128.1", "servers": "10.9.60.1", "wan": "192.0.2.2"}
OWN_SIX = "2001:db8:9:20::1"
NO_POLICY = TEXT.replace(
    '    edit 2\n        set intf "any"',
    '    edit 2\n        set status disable\n        set intf "any"',
)


def both_families() -> Site:
    pupil, *others = SITE.networks
    six = replace(pupil, subnets=(*pupil.subnets, ip_network("2001:db8:9:20::/64")))
    return replace(SITE, networks=(six, *others))


def said(text: str, src: str, dst: str, protocol: str, port: int | None) -> list[Said]:
    flows = flows_of(text, both_families())
    found = explained_own(flows, (src, dst, protocol, port), ())
    assert found is not None
    return list(found.said)


def answer(text: str, src: str, dst: str, protocol: str, port: int | None) -> str:
    return decision(said(text, src, dst, protocol, port))


@pytest.mark.parametrize(
    ("packet", "wanted", "by"),
    [
        ((GUEST, "visitors", "tcp", 8443), "deny", "local-in policy 2"),
        ((GUEST, "visitors", "tcp", 443), "depends", "a service of its own at visitors"),
        ((GUEST, "visitors", "icmp", None), "accept", "ping at visitors"),
        ((GUEST, "visitors", "udp", 53), "deny", "visitors has no DNS server"),
        ((DESK, "servers", "tcp", 8443), "accept", "https at servers, let in by local-in policy 1"),
        ((SERVER, "servers", "tcp", 8443), "deny", "local-in policy 2"),
        ((SERVER, "servers", "icmp", None), "deny", "servers does not answer ping"),
        ((PUPIL, "pupils", "udp", 53), "accept", "DNS server at pupils, with the DNS filter names"),
        ((PUPIL, "pupils", "udp", 161), "deny", "pupils does not answer snmp"),
        ((PUPIL, "pupils", "tcp", 8010), "depends", "a service of its own at pupils"),
        ((PUPIL, "visitors", "tcp", 8443), "deny", "local-in policy 2"),
        ((PUPIL, "visitors", "icmp", None), "depends", "ping at visitors"),
    ],
)
def test_a_packet_to_the_firewall_is_decided_by_what_stands_there(
    packet: tuple[str, str, str, int | None], wanted: str, by: str
) -> None:
    src, dst, protocol, port = packet
    found = said(TEXT, src, OWN[dst], protocol, port)
    assert decision(found) == wanted
    assert found[0].by == by


def test_without_a_local_in_policy_the_interface_decides() -> None:
    assert answer(NO_POLICY, GUEST, OWN["visitors"], "tcp", 8443) == "accept"
    assert answer(NO_POLICY, GUEST, OWN["visitors"], "tcp", 22) == "accept"
    assert answer(NO_POLICY, PUPIL, OWN["pupils"], "tcp", 22) == "deny"
    assert answer(NO_POLICY, GUEST, OWN["visitors"], "tcp", 80) == "depends", "it leads to HTTPS"
    assert answer(NO_POLICY, PUPIL, OWN["pupils"], "tcp", 80) == "deny"


def test_ipv6_has_its_own_words_and_policies() -> None:
    assert answer(TEXT, SIX, OWN_SIX, "tcp", 22) == "accept"
    assert answer(TEXT, SIX, OWN_SIX, "tcp", 8443) == "deny"
    six = (
        TEXT
        + """config firewall local-in-policy6
    edit 1
        set intf "pupils"
        set srcaddr "all"
        set dstaddr "all"
        set service "login"
        set schedule "always"
    next
end
"""
    )
    (refused,) = said(six, SIX, OWN_SIX, "tcp", 22)
    assert (refused.action, refused.by) == ("deny", "IPv6 local-in policy 1")


def test_accounts_with_lists_keep_others_out() -> None:
    listed = (
        NO_POLICY
        + """config system admin
    edit "admin"
        set accprofile "super_admin"
        set trusthost1 10.9.60.0 255.255.255.0
    next
end
"""
    )
    assert answer(listed, GUEST, OWN["visitors"], "tcp", 8443) == "deny"
    assert answer(listed, DESK, OWN["servers"], "tcp", 8443) == "accept"
    assert answer(listed, GUEST, OWN["visitors"], "icmp", None) == "depends"


def test_hours_and_what_was_not_understood_are_conditions() -> None:
    hours = re.sub(r'(?s)(set intf "any".*?)"always"', r'\1"lessons"', TEXT, count=1)
    assert hours != TEXT
    assert answer(hours, GUEST, OWN["visitors"], "tcp", 8443) == "depends"
    opened = TEXT.replace("set allowaccess https\n", "set allowaccess ping\n")
    assert answer(opened, DESK, OWN["servers"], "tcp", 8443) == "depends"


def test_a_published_server_takes_its_packets_first() -> None:
    published = (
        TEXT
        + """config firewall vip
    edit "portal"
        set extip 192.0.2.2
        set extintf "wan1"
        set portforward enable
        set extport 8443
        set mappedip "10.9.60.30"
        set mappedport 443
    next
end
"""
    )
    assert answer(published, "203.0.113.9", OWN["wan"], "tcp", 8443) == "depends"
    assert answer(published, "203.0.113.9", OWN["wan"], "tcp", 22) == "deny"


def test_an_address_of_nobody_is_not_the_firewall() -> None:
    assert explained_own(flows_of(TEXT), (PUPIL, "10.9.32.2", "tcp", 443), ()) is None


def reached(text: str, purpose: str, wanted: str = "any") -> tuple[set[str], list[str]]:
    flows: Flows = flows_of(text)
    networks: list[Network] = flows.places.networks(purpose)
    found, gaps = reached_by(
        SitePath(flows, {}), networks, None if wanted == "any" else service(wanted)
    )
    return {each.service for each in found if each.is_open}, gaps


def test_what_a_network_reaches_of_the_firewall() -> None:
    assert reached(TEXT, "pupil") == ({"icmp", "icmp6", "udp/53", "tcp/53", "tcp/22"}, []), (
        "SSH by IPv6"
    )
    assert reached(TEXT, "guest") == ({"icmp", "tcp/80"}, [])
    assert reached(NO_POLICY, "guest")[0] == {"icmp", "tcp/8443", "tcp/22", "tcp/80"}
    assert reached(TEXT, "server")[0] == {"tcp/8443", "tcp/22", "tcp/80"}, "SSH perhaps"


def test_a_service_without_a_word_and_an_interface_without_an_address_are_gaps() -> None:
    assert reached(TEXT, "guest", "tcp/1003") == (
        set(),
        ["whether the firewall answers tcp/1003 is not in the text"],
    )
    bare = TEXT.replace("        set ip 10.9.128.1 255.255.248.0\n", "")
    open_, gaps = reached(bare, "guest")
    assert not open_
    assert gaps == ["guest comes in by no interface that surely has an address"]


def test_another_platform_says_so() -> None:
    device = device_of(TEXT)
    del device.firewall.own_services, device.firewall.lines["own_services"]
    with pytest.raises(UnknownFact, match="is not read on this platform"):
        explained_own(Flows(firewalls(device)), (PUPIL, OWN["pupils"], "tcp", 443), ())


def test_ports_that_are_none_do_not_break_an_answer() -> None:
    odd = TEXT.replace("set admin-sport 8443", "set admin-sport 99999")
    odd += "config web-proxy explicit\n    set status enable\n    set http-incoming-port x y\nend\n"
    odd = odd.replace(
        "        set vlanid 40\n", "        set vlanid 40\n        set explicit-web-proxy enable\n"
    )
    open_, gaps = reached(odd, "guest")
    assert "icmp" in open_
    assert not gaps
    assert answer(odd, GUEST, OWN["visitors"], "tcp", 22) == "deny"
