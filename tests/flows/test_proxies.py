"""What the firewall's own proxies let pass, and what they do not."""

from __future__ import annotations

import pytest

from schoolproof.check.baseline.reach import compare
from schoolproof.check.baseline.reach_sides import sides_from
from schoolproof.cli.flows_words import Explained
from schoolproof.flows.firewalls.query import Passage
from schoolproof.flows.firewalls.trace import trace, trace_by_proxy
from schoolproof.flows.matrix import cell_of
from schoolproof.flows.school import School
from schoolproof.flows.sets.packets import IPV6_AT
from tests.flows.build import device_of, flows_of, text_of

TEXT = text_of("proxy")


def passing(text: str, purpose: str) -> list[Passage]:
    """What lets packets of a network out to the internet."""
    flows = flows_of(text)
    (network,) = flows.places.networks(purpose)
    return list(flows.passing(flows.outward(network), outside=True))


def told(found: list[Passage]) -> dict[str, bool]:
    """Rules by label, and whether a packet of theirs surely exists."""
    return {each.rule.label: each.witness.real for each in found}


def changed(old: str, new: str) -> str:
    assert old in TEXT, old
    return TEXT.replace(old, new)


def test_a_packet_leaves_by_the_first_policy_of_the_proxy_that_fits() -> None:
    found = told(passing(TEXT, "pupil"))
    assert found == {
        "policy 1 (web)": True,
        "proxy policy 2 (lessons)": True,
        "proxy policy 4 (sites)": False,  # whether such a site is there, nobody knows
        "proxy policy 5": True,
    }


def test_a_network_whose_interface_has_no_proxy_meets_none_of_its_policies() -> None:
    assert set(told(passing(TEXT, "guest"))) == {"policy 1 (web)"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("    set status enable\n", ""),
        ("    set status enable\n", "    set status disable\n"),
        ("        set explicit-web-proxy enable\n", ""),
        ("        set explicit-web-proxy enable\n", "        set explicit-web-proxy disable\n"),
    ],
)
def test_a_proxy_that_is_off_lets_nothing_pass(old: str, new: str) -> None:
    assert set(told(passing(changed(old, new), "pupil"))) == {"policy 1 (web)"}


def test_without_a_policy_the_end_decides() -> None:
    ends_open = changed(
        "    set status enable\n", "    set status enable\n    set sec-default-action accept\n"
    )
    assert "the explicit web proxy without a policy" not in told(passing(ends_open, "pupil"))
    without_5 = ends_open.replace("    edit 5\n", "    edit 5\n        set status disable\n")
    assert told(passing(without_5, "pupil"))["the explicit web proxy without a policy"]


def test_a_policy_that_is_off_or_refuses_decides_as_it_says() -> None:
    refusing = changed(
        '        set name "lessons"\n        set action accept', '        set name "lessons"'
    )
    assert "proxy policy 2 (lessons)" not in told(passing(refusing, "pupil"))


def test_the_proxy_carries_udp_by_socks_alone() -> None:
    quic = (17 << 16) + 443
    for text, wanted in (
        (TEXT, False),
        (changed("    set status enable\n", "    set status enable\n    set socks enable\n"), True),
    ):
        flows = flows_of(text)
        (pupil,) = flows.places.networks("pupil")
        found = flows.passing(flows.outward(pupil, (quic, quic)), outside=True)
        assert any(each.rule.label == "proxy policy 5" for each in found) is wanted


def test_clients_whom_a_local_in_policy_refuses_do_not_get_to_it() -> None:
    refused = TEXT + text_of("proxy_local_in")
    assert set(told(passing(refused, "pupil"))) == {"policy 1 (web)"}
    other_port = refused.replace("set tcp-portrange 3128", "set tcp-portrange 3129")
    assert "proxy policy 5" in told(passing(other_port, "pupil"))


def test_the_proxy_reaches_inner_servers_too() -> None:
    anywhere = changed(
        '    edit 5\n        set proxy explicit-web\n        set dstintf "wan1"',
        '    edit 5\n        set proxy explicit-web\n        set dstintf "any"',
    )
    assert told(between(anywhere)) == {"proxy policy 5": True}
    assert not between(TEXT)


SERVERS = """        set ip 10.9.60.1 255.255.255.0
        set vlanid 60
"""
BESIDE = """        set secondary-IP enable
        config secondaryip
            edit 1
                set ip 10.9.60.1 255.255.255.0
            next
        end
        set explicit-web-proxy enable
"""


def test_networks_behind_one_interface_meet_by_the_proxy_alone() -> None:
    joined = changed(SERVERS, "").replace("        set explicit-web-proxy enable\n", BESIDE)
    assert not between(joined)
    hairpin = joined.replace(
        '    edit 5\n        set proxy explicit-web\n        set dstintf "wan1"',
        '    edit 5\n        set proxy explicit-web\n        set dstintf "pupils"',
    )
    assert told(between(hairpin)) == {"proxy policy 5": True}
    off = hairpin.replace("        set explicit-web-proxy enable\n", "")
    assert not between(off)


def between(text: str) -> list[Passage]:
    """What lets packets of pupils to servers."""
    flows = flows_of(text)
    (pupil,), (server,) = (flows.places.networks(p) for p in ("pupil", "server"))
    return list(flows.passing(flows.between(pupil, server), outside=False))


def anywhere(text: str = TEXT) -> str:
    """Policy 5 leads to inner servers too."""
    head, found, rest = text.partition("    edit 5\n")
    assert found
    return head + found + rest.replace('set dstintf "wan1"', 'set dstintf "any"', 1)


def test_the_matrix_counts_what_the_proxy_lets_pass() -> None:
    school = School({"fw1": device_of(anywhere())}, {})
    assert cell_of(school, ("pupil", "server")).rules == ("proxy policy 5",)
    assert cell_of(school, ("pupil", "server")).decision == "some"
    assert cell_of(School({"fw1": device_of(TEXT)}, {}), ("pupil", "server")).decision == "none"


def changes(now: str, before: str) -> list[str]:
    sides = sides_from({"fw1": (device_of(now), device_of(before))}, {})
    return [found.sentence for found in compare("hill", sides)]


def test_what_if_names_the_policy_of_the_proxy() -> None:
    (opened,) = changes(anywhere(), TEXT)
    assert opened.startswith("pupil can now reach guest and server on TCP, by proxy policy 5 (fw1)")
    (closed,) = changes(TEXT, anywhere())
    assert closed.startswith("pupil can no longer reach guest and server on TCP: proxy policy 5")


def test_what_could_be_reached_without_the_proxy_is_not_new() -> None:
    switch = "        set explicit-web-proxy enable\n"
    only_https = TEXT.replace('set service "webproxy"', 'set service "proxy-web"').replace(
        "set tcp-portrange 80 443", "set tcp-portrange 443"
    )
    assert changes(only_https, only_https.replace(switch, "")) == []


def test_one_packet_is_explained_both_ways() -> None:
    flows, packet = flows_of(TEXT), ("10.9.33.9", "203.0.113.9", "tcp", 22)
    told = Explained(trace(flows, *packet), (), trace_by_proxy(flows, *packet))
    assert told.as_json()["decision"] == "deny"
    assert told.as_json()["by_proxy"]["decision"] == "accept"
    assert "asked of the firewall's proxy instead: accept (must)" in told.lines()
    assert trace_by_proxy(flows, "10.9.128.9", *packet[1:]) is None


def test_a_proxy_at_a_link_leaves_nothing_proven_and_nothing_sure_in_doubt() -> None:
    two = text_of("two_vdoms") + text_of("proxy_at_a_link")
    end = "        set ip 10.255.0.1 255.255.255.252\n"
    for switch, inner in (("", set()), ("        set explicit-web-proxy enable\n", {False})):
        flows = flows_of(two.replace(end, end + switch))
        (guest,), (server,) = (flows.places.networks(p) for p in ("guest", "server"))
        out = list(flows.passing(flows.outward(guest), outside=True))
        assert any(each.witness.real for each in out), "policy 2 of the root VDOM lets them out"
        found = flows.passing(flows.between(guest, server), outside=False)
        assert {each.witness.real for each in found} == inner


def test_a_client_and_a_server_of_two_families_are_a_condition() -> None:
    both = TEXT.replace(
        "    set status enable\n", "    set status enable\n    set ipv6-status enable\n"
    )
    head, _, rest = both.partition("    edit 5\n")
    both = head + "    edit 5\n        set srcaddr6 all\n        set dstaddr6 all\n" + rest
    flows = flows_of(both)
    (pupil,) = flows.places.networks("pupil")
    six = [piece for piece in flows.outward(pupil) if piece[0].target[0] >= IPV6_AT]
    found = {each.rule.label: each.witness for each in flows.passing(six, outside=True)}
    assert not found["proxy policy 5"].real
    assert any("different families" in text for text in found["proxy policy 5"].conditions)
    four = [piece for piece in flows_of(TEXT).outward(pupil) if piece[0].target[0] >= IPV6_AT]
    assert not four, "without ipv6-status it reaches none"
