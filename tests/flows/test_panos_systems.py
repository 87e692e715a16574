"""Packets between virtual systems of PAN-OS meet the rules of both; a shared gateway has none."""

from __future__ import annotations

from random import Random

import pytest

from schoolproof.check.baseline.reach import compare
from schoolproof.check.baseline.reach_sides import sides_from
from schoolproof.check.firewalls.filtering import web_proof
from schoolproof.check.result import OK, Finding
from schoolproof.flows.firewalls.query import Flows
from schoolproof.flows.matrix import matrix_of
from tests.flows.build import decision, panos_flows, text_of

TEXT = text_of("panos_systems")
GATEWAY = text_of("panos_gateway")
PUPIL, GUEST, SERVER, OUT = "10.9.32.20", "10.9.128.9", "10.9.60.10", "203.0.113.9"
VISIBLE = "set vsys vsys2 import visible-vsys vsys1\n"
NAT = """set vsys vsys1 rulebase nat rules hide from guest
set vsys vsys1 rulebase nat rules hide to to-edge
set vsys vsys1 rulebase nat rules hide source any
set vsys vsys1 rulebase nat rules hide destination any
set vsys vsys1 rulebase nat rules hide source-translation dynamic-ip translated-address 10.9.1.1
"""
SERVER_NAT = """set vsys {0} rulebase nat rules web from {1}
set vsys {0} rulebase nat rules web to {1}
set vsys {0} rulebase nat rules web source any
set vsys {0} rulebase nat rules web destination 192.0.2.3
set vsys {0} rulebase nat rules web destination-translation translated-address {2}
set vsys {0} rulebase security rules web from {1}
set vsys {0} rulebase security rules web to {3}
set vsys {0} rulebase security rules web source any
set vsys {0} rulebase security rules web destination 192.0.2.3
set vsys {0} rulebase security rules web application any
set vsys {0} rulebase security rules web service any
set vsys {0} rulebase security rules web action allow
"""
OPEN = """set vsys {0} rulebase security rules in from {1}
set vsys {0} rulebase security rules in to {2}
set vsys {0} rulebase security rules in source any
set vsys {0} rulebase security rules in destination any
set vsys {0} rulebase security rules in application any
set vsys {0} rulebase security rules in service any
set vsys {0} rulebase security rules in action allow
"""


def plain_both(source: str, target: str, port: int) -> str:
    """The two rule bases of the text, one after the other, written down by hand."""
    server = target == SERVER
    school = source == PUPIL or (not server and port in {80, 8080, 443, 25})
    edge = port == 445 if server else port != 25
    return "accept" if school and edge else "deny"


@pytest.fixture(scope="module")
def flows() -> Flows:
    return panos_flows(TEXT, "ethernet1/1")


def test_both_rule_bases_must_let_a_packet_pass(flows: Flows) -> None:
    seen = set()
    random = Random(5)  # noqa: S311  repeatable, no secret
    for _ in range(120):
        packet = random.choice((PUPIL, GUEST)), random.choice((SERVER, OUT))
        port = random.choice((22, 25, 80, 443, 445, 8080))
        wanted = plain_both(*packet, port)
        assert decision(flows, *packet, "tcp", port) == wanted, (packet, port)
        seen.add(wanted)
    assert seen == {"accept", "deny"}


@pytest.mark.parametrize("source", [SERVER, OUT])
def test_nothing_comes_back_by_itself(flows: Flows, source: str) -> None:
    for target in (PUPIL, GUEST):
        assert decision(flows, source, target, "tcp", 443) == "deny"


def test_a_counterexample_names_the_rules_of_both(flows: Flows) -> None:
    (visitors,) = flows.places.networks("guest")
    (found,) = flows.passing(flows.outward(visitors), outside=True)
    assert [rule.label for rule in found.before] == ["policy visitors"]
    assert found.rule.policy is not None
    assert (found.rule.policy.number, found.rule.policy.vdom) == ("out", "vsys2")
    packet = found.witness.packet
    assert (packet.ingress, packet.egress) == ("ethernet1/3.40", "ethernet1/1")
    assert packet.port in {80, 8080, 443}
    assert found.witness.must


def test_controls_see_the_filters_of_both_systems(flows: Flows) -> None:
    web = {"web_ports": ["tcp/80", "tcp/443"]}
    items = list(web_proof(flows.firewall.device, web, backup=False))
    (finding,) = [item for item in items if isinstance(item, Finding)]
    assert "after policy visitors of" in finding.actual
    assert OK in items


def test_the_matrix_knows_both(flows: Flows) -> None:
    cells = matrix_of("hill", {"hill-fw": flows.firewall.device}).cells
    assert cells["pupil", "server"].services == ("tcp/445",)
    assert cells["guest", "server"].decision == "none"
    assert cells["internet", "pupil"].decision == "none"


def test_a_rule_of_the_second_system_is_told_as_a_change(flows: Flows) -> None:
    other = TEXT.replace("FILES protocol tcp port 445", "FILES protocol tcp port 22")
    now = panos_flows(other, "ethernet1/1").firewall.device
    both = (now, flows.firewall.device)
    found = {r.change: r for r in compare("hill", sides_from({"hill-fw": both}, {}))}
    assert set(found) == {"reachable", "unreachable"}
    assert "pupil can now reach server on TCP 22, by policy files" in found["reachable"].sentence


@pytest.mark.parametrize(
    "gone",
    [
        "set vsys vsys2 zone to-school network external vsys1\n",
        "set vsys vsys1 zone to-edge network external vsys2\n",
    ],
)
def test_without_a_zone_on_either_side_the_way_is_a_condition(gone: str) -> None:
    assert gone in TEXT
    flows = panos_flows(TEXT.replace(gone, ""), "ethernet1/1")
    (pupils,) = flows.places.networks("pupil")
    found = [p for p in flows.passing(flows.outward(pupils), outside=True) if p.before]
    assert not any(p.witness.real for p in found)
    assert decision(flows, PUPIL, OUT, "tcp", 443) in {"depends", "deny"}


def test_systems_that_are_not_told_to_see_each_other_are_a_condition() -> None:
    flows = panos_flows(TEXT.replace(VISIBLE, ""), "ethernet1/1")
    (pupils,) = flows.places.networks("pupil")
    (found,) = flows.passing(flows.outward(pupils), outside=True)
    assert found.witness.conditions == ("vsys1 and vsys2 see each other, which no line says",)
    assert not found.witness.real
    assert decision(flows, PUPIL, OUT, "tcp", 25) == "deny"


def test_a_source_that_was_translated_on_the_way_is_a_condition() -> None:
    flows = panos_flows(TEXT + NAT, "ethernet1/1")
    (visitors,) = flows.places.networks("guest")
    (found,) = flows.passing(flows.outward(visitors), outside=True)
    assert not found.witness.real
    assert found.witness.packet.src.startswith("10.9.128.")


def test_a_packet_passes_no_third_system() -> None:
    """Of vsys1 to vsys3 by vsys2 the vendor says that it cannot be; a cable may still be there."""
    third = TEXT.replace(
        "set vsys vsys2 zone untrust network layer3 ethernet1/1\n",
        "set vsys vsys3 zone untrust network layer3 ethernet1/1\n"
        "set vsys vsys3 zone to-edge network external vsys2\n"
        "set vsys vsys2 zone to-line network external vsys3\n"
        "set vsys vsys3 rulebase default-security-rules rules interzone-default action allow\n",
    )
    flows = panos_flows(third, "ethernet1/1")
    (pupils,) = flows.places.networks("pupil")
    found = list(flows.passing(flows.outward(pupils), outside=True))
    assert found
    for passage in found:
        assert len(passage.before) == 1
        assert not passage.witness.real


def test_a_system_without_rules_lets_its_zones_talk() -> None:
    """`intrazone-default` of a system that has no policy of its own."""
    text = "\n".join(x for x in TEXT.splitlines() if "vsys1 rulebase" not in x).replace(
        "zone guest network", "zone pupil network"
    )
    flows = panos_flows(text, "ethernet1/1")
    assert decision(flows, PUPIL, GUEST, "tcp", 443) == "accept"


def inward(text: str, *lines: str) -> list[tuple[str, bool]]:
    flows = panos_flows(text, *lines)
    found = flows.passing(flows.inward(), outside=True)
    return [(p.rule.label, p.witness.real) for p in found]


def test_published_servers_of_one_system_are_asked() -> None:
    assert inward(TEXT, "ethernet1/1") == []
    text = TEXT + SERVER_NAT.format("vsys2", "untrust", SERVER, "server")
    assert inward(text, "ethernet1/1") == [("policy web", True)]


def test_a_server_of_one_system_that_another_publishes_is_asked() -> None:
    """Published at the edge, it stands behind vsys1, whose rules let it in, or do not."""
    text = TEXT + SERVER_NAT.format("vsys2", "untrust", PUPIL, "to-school")
    assert inward(text, "ethernet1/1") == []
    let_in = OPEN.format("vsys1", "to-edge", "pupil")
    assert inward(text + let_in, "ethernet1/1") == [("policy in", True)]


def test_a_server_that_is_published_behind_another_system_is_a_condition() -> None:
    text = TEXT + SERVER_NAT.format("vsys1", "to-edge", PUPIL, "pupil")
    assert inward(text, "ethernet1/1") == [("policy web", False)]


def test_a_shared_gateway_has_no_rules() -> None:
    flows = panos_flows(GATEWAY, "ethernet1/1", "ethernet1/2")
    for source, port, wanted in (
        (PUPIL, 443, "accept"),
        (PUPIL, 22, "deny"),
        (GUEST, 22, "accept"),
        (SERVER, 443, "deny"),
    ):
        assert decision(flows, source, OUT, "tcp", port) == wanted, (source, port)
    (pupils,) = flows.places.networks("pupil")
    (found,) = flows.passing(flows.outward(pupils), outside=True)
    assert (found.rule.label, found.witness.must) == ("policy pupils", True)
    assert found.witness.packet.egress == "ethernet1/1"


def test_from_a_shared_gateway_only_its_own_systems_are_met() -> None:
    """The rule of vsys2 for anything lets the internet in to visitors, and to nobody else."""
    flows = panos_flows(GATEWAY, "ethernet1/1", "ethernet1/2")
    assert decision(flows, OUT, GUEST, "tcp", 22) == "accept"
    assert decision(flows, OUT, SERVER, "tcp", 22) == "deny"


def test_a_system_without_a_zone_to_the_gateway_is_a_condition() -> None:
    cut = GATEWAY.replace("external [ sg1 vsys1 ]", "external vsys1").replace(
        "vsys1 zone out network external sg1", "vsys1 zone out network external [ sg1 vsys2 ]"
    )
    flows = panos_flows(cut, "ethernet1/1", "ethernet1/2")
    (visitors,) = flows.places.networks("guest")
    assert not any(p.witness.real for p in flows.passing(flows.outward(visitors), outside=True))


def test_a_network_on_the_gateway_itself_is_open_to_the_internet() -> None:
    text = GATEWAY.replace(
        "interface [ ethernet1/3.30 ethernet1/3.60 ]", "interface ethernet1/3.30"
    )
    text = text.replace(
        "vsys1 zone server network layer3 ethernet1/3.60", "vsys1 tag x color color1"
    )
    text = text.replace(
        "layer3 [ ethernet1/1 ethernet1/2 ]", "layer3 [ ethernet1/1 ethernet1/3.60 ]"
    )
    closed = text.replace("visitors action allow", "visitors action deny")
    flows = panos_flows(closed, "ethernet1/1")
    assert decision(flows, OUT, SERVER, "tcp", 22) == "accept"
    assert decision(flows, OUT, GUEST, "tcp", 22) == "deny"
