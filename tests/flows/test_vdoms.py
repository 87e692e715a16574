"""Packets through two virtual firewalls pass only if both let them; what is not written is open."""

from __future__ import annotations

from random import Random

import pytest

from schoolproof.check.firewalls.filtering import web_proof
from schoolproof.check.result import OK, Finding
from schoolproof.flows.firewalls.query import Flows, Passage
from tests.flows.build import decision, device_of, flows_of, text_of

TEXT = text_of("two_vdoms")
INSIDE = ("10.9.32.20", "10.9.130.5")
OUTSIDE = ("203.0.113.10", "198.51.100.7", "10.9.60.10")
SERVICES = {"ALL": None, "HTTP": 80, "HTTPS": 443, "SMTP": 25, "SMB": 445}


def plain_both(source: str, target: str, port: int) -> str:
    """The two rule bases of the text, one after the other, written down by hand."""
    server = target.startswith("10.9.60.")
    pupil = source.startswith("10.9.32.")
    school = pupil or (not server and port in {80, 443, 25})
    root = port == 445 if server else port != 25
    return "accept" if school and root else "deny"


@pytest.fixture(scope="module")
def flows() -> Flows:
    return flows_of(TEXT)


def test_both_rule_bases_must_let_a_packet_pass(flows: Flows) -> None:
    seen = set()
    random = Random(3)  # noqa: S311  repeatable, no secret
    for _ in range(120):
        packet = random.choice(INSIDE), random.choice(OUTSIDE)
        port = random.choice((22, 25, 80, 443, 445, 8080))
        wanted = plain_both(*packet, port)
        assert decision(flows, *packet, "tcp", port) == wanted, (packet, port)
        seen.add(wanted)
    assert seen == {"accept", "deny"}


def test_a_counterexample_names_the_rules_of_both(flows: Flows) -> None:
    (visitors,) = flows.places.networks("guest")
    found = list(flows.passing(flows.outward(visitors), outside=True))
    labels = [(p.before[0].label, p.rule.label, p.rule.policy.vdom) for p in found if p.rule.policy]
    assert labels == [("policy 3 (visitors to the web)", "policy 2 (out)", "root")]
    packet = found[0].witness.packet
    assert (packet.ingress, packet.egress) == ("visitors", "wan1")
    assert packet.port in {80, 443}
    assert found[0].witness.must


def test_a_filter_in_either_rule_base_counts(flows: Flows) -> None:
    (pupils,) = flows.places.networks("pupil")
    packets = flows.outward(pupils)
    open_ = flows.passing(
        packets, outside=True, unless=lambda r: bool(r.policy and r.policy.web_filter)
    )
    assert not list(open_)
    assert list(flows.passing(packets, outside=True))


def test_without_a_link_the_way_is_a_condition() -> None:
    cut = TEXT.replace("set type vdom-link", "set type loopback").replace(
        'config system vdom-link\n    edit "between"\n    next\nend\n', ""
    )
    flows = flows_of(cut)
    (visitors,) = flows.places.networks("guest")
    found = list(flows.passing(flows.outward(visitors), outside=True))
    assert found
    assert not any(p.witness.real for p in found)
    assert "from VDOM school to root by a way that is not written" in found[0].witness.conditions[0]
    assert decision(flows, "10.9.128.9", "203.0.113.9", "tcp", 25) == "deny"


HIDDEN = TEXT.replace('set service "HTTP" "HTTPS" "SMTP"\n', 'set service "HTTP"\nset nat enable\n')
WIDER = HIDDEN.replace("set subnet 10.9.0.0 255.255.0.0", "set subnet 10.0.0.0 255.0.0.0", 1)


def visitors_out(text: str) -> list[Passage]:
    flows = flows_of(text)
    (visitors,) = flows.places.networks("guest")
    return list(flows.passing(flows.outward(visitors), outside=True))


def test_a_translated_source_is_the_address_of_the_outgoing_interface() -> None:
    """10.255.0.2, which the next rule base lets out in one text, and does not in the other."""
    assert visitors_out(HIDDEN) == []
    (found,) = visitors_out(WIDER)
    assert found.witness.must
    assert found.witness.packet.src.startswith("10.9.128.")
    nobody = WIDER.replace("set subnet 10.0.0.0 255.0.0.0", "set subnet 10.255.0.1 255.255.255.255")
    assert visitors_out(nobody) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("set nat enable", "set nat enable\nset ippool enable"),
        ("set nat enable", "set nat enable\nset natip 10.1.1.0 255.255.255.0"),
        ("set ip 10.255.0.2 255.255.255.252\n", ""),
        ("set ip 10.255.0.2 255.255.255.252\n", "set mode dhcp\n"),
        (
            "set ip 10.255.0.2 255.255.255.252\n",
            (
                "set ip 10.255.0.2 255.255.255.252\nset secondary-IP enable\nconfig secondaryip\n"
                "edit 1\nset ip 10.255.0.6 255.255.255.252\nnext\nend\n"
            ),
        ),
        (
            "edit school\nconfig firewall address\n",
            (
                'edit school\nconfig firewall vip\nedit "door"\nset extip 192.0.2.3\n'
                'set mappedip "10.9.128.1-10.9.135.254"\nset extintf "any"\nnext\nend\n'
                "config firewall address\n"
            ),
        ),
    ],
)
def test_a_translated_source_that_the_text_does_not_tell_is_a_condition(old: str, new: str) -> None:
    assert HIDDEN.count(old) >= 1
    place = HIDDEN.rindex(old)
    found = visitors_out(HIDDEN[:place] + new + HIDDEN[place + len(old) :])
    assert found
    assert not any(passage.witness.real for passage in found)
    assert "VDOM school translates the source" in found[0].witness.conditions[0]


def test_routes_choose_among_several_links() -> None:
    more = TEXT.replace(
        '    edit "between"\n    next\n',
        '    edit "between"\n    next\n    edit "spare"\n    next\n',
    ).replace(
        '    edit "servers"\n        set vdom "root"\n',
        '    edit "spare0"\n        set vdom "root"\n        set type vdom-link\n    next\n'
        '    edit "spare1"\n        set vdom "school"\n        set type vdom-link\n    next\n'
        '    edit "servers"\n        set vdom "root"\n',
        1,
    )
    assert decision(flows_of(more), "10.9.32.9", "203.0.113.9", "tcp", 443) == "accept"
    elsewhere = more.replace('set device "between1"', 'set device "spare1"')
    assert decision(flows_of(elsewhere), "10.9.32.9", "203.0.113.9", "tcp", 443) == "deny"


def test_a_server_of_one_vdom_that_another_publishes_is_asked() -> None:
    """Published by root, it stands behind the VDOM school, whose policies let it in, or do not."""
    root, school = TEXT.split("edit school\nconfig firewall address")
    vip = (
        'config firewall vip\n    edit "desk"\n        set extip 192.0.2.5\n'
        '        set mappedip "10.9.32.50"\n        set extintf "wan1"\n    next\nend\n'
    )
    policy = (
        "config firewall policy\n    edit 9\n        set srcintf {}\n        set dstintf {}\n"
        '        set action accept\n        set srcaddr "all"\n        set dstaddr {}\n'
        '        set schedule "always"\n        set service "ALL"\n    next\nend\n'
    )
    root = root.removesuffix("next\n") + vip + policy.format("wan1", "between0", "desk") + "next\n"
    closed = f"{root}edit school\nconfig firewall address{school}"
    opened = closed.replace(
        "edit school\nconfig firewall address",
        f"edit school\n{policy.format('between1', 'pupils', 'all')}config firewall address",
    )
    for text, wanted in ((closed, []), (opened, ["policy 9"])):
        flows = flows_of(text)
        found = [p.rule.label for p in flows.passing(flows.inward(), outside=True)]
        assert found == wanted


def test_controls_see_the_filters_of_both_vdoms() -> None:
    """Pupils are filtered in one VDOM, visitors in none; the finding names the rule before."""
    web = {"web_ports": ["tcp/80", "tcp/443"]}
    items = list(web_proof(device_of(TEXT), web, backup=False))
    findings = [item for item in items if isinstance(item, Finding)]
    assert len(findings) == 1
    assert "after policy 3 (visitors to the web) of VDOM school" in findings[0].actual
    assert OK in items
