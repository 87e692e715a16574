"""Packets through two virtual firewalls pass only if both let them; what is not written is open."""

from __future__ import annotations

from random import Random

import pytest

from schoolproof.check.filtering import web_proof
from schoolproof.check.result import OK, Finding
from schoolproof.flows.query import Flows
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


def test_a_source_that_was_translated_on_the_way_is_a_condition() -> None:
    flows = flows_of(
        TEXT.replace('set service "HTTP" "HTTPS" "SMTP"\n', 'set service "HTTP"\nset nat enable\n')
    )
    (visitors,) = flows.places.networks("guest")
    (found,) = flows.passing(flows.outward(visitors), outside=True)
    assert not found.witness.real
    assert found.witness.packet.src.startswith("10.9.128.")


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


def test_controls_see_the_filters_of_both_vdoms() -> None:
    """Pupils are filtered in one VDOM, visitors in none; the finding names the rule before."""
    web = {"web_ports": ["tcp/80", "tcp/443"]}
    items = list(web_proof(device_of(TEXT), web, backup=False))
    findings = [item for item in items if isinstance(item, Finding)]
    assert len(findings) == 1
    assert "after policy 3 (visitors to the web) of VDOM school" in findings[0].actual
    assert OK in items
