"""Static routes decide by which line a packet leaves, and where a network is that has no port."""

from __future__ import annotations

from schoolproof.flows.firewalls.query import Flows, Passage
from schoolproof.flows.sets.packets import address
from schoolproof.flows.sets.spans import holds
from tests.flows.build import decision, flows_of, text_of

TEXT = text_of("routes")
POLICY_ROUTE = """config router policy
    edit 1
        set input-device "pupils"
        set src "10.9.32.0/255.255.248.0"
        set output-device "wan2"
    next
end
"""
BGP = """config router bgp
    set as 65010
    config neighbor
        edit "192.0.2.1"
            set remote-as 65001
        next
    end
end
"""


def outward(flows: Flows) -> list[Passage]:
    (pupils,) = flows.places.networks("pupil")
    return list(flows.passing(flows.outward(pupils), outside=True))


def test_the_longest_prefix_decides_the_line() -> None:
    flows = flows_of(TEXT)
    assert decision(flows, "10.9.32.9", "203.0.113.9", "tcp", 443) == "accept"
    # all else leaves by wan1, where no policy lets it pass
    assert decision(flows, "10.9.32.9", "198.18.0.1", "tcp", 443) == "deny"
    (found,) = outward(flows)
    assert found.witness.must
    assert found.witness.packet.egress == "wan2"
    assert found.witness.packet.dst.startswith("203.0.113.")


def test_a_line_without_a_route_carries_nothing() -> None:
    none = TEXT.replace(
        "set dst 203.0.113.0 255.255.255.0", "set dst 203.0.113.0 255.255.255.0\nset status disable"
    )
    (found,) = outward(flows_of(none))
    assert found.witness.packet.dst.startswith("198.51.100.")  # the line's own network
    assert decision(flows_of(none), "10.9.32.9", "203.0.113.9", "tcp", 443) == "deny"


def test_without_any_route_every_line_may_carry_everything() -> None:
    cut = TEXT.split("config router static")[0]
    flows = flows_of(cut)
    (found,) = outward(flows)
    assert found.witness.must
    (pupils,) = flows.places.networks("pupil")
    held = [cube for cube, _ in flows.outward(pupils)]
    assert any(holds(cube.target, address("198.18.0.1")[0] + 2**20) for cube in held)


def test_a_better_route_may_be_down() -> None:
    both = TEXT.replace(
        "    edit 2\n        set dst 203.0.113.0",
        '    edit 7\n        set device "wan2"\n        set distance 20\n    next\n'
        '    edit 8\n        set dst 198.18.0.0 255.254.0.0\n        set device "wan1"\n    next\n'
        "    edit 2\n        set dst 203.0.113.0",
    )
    flows = flows_of(both)
    assert decision(flows, "10.9.32.9", "198.18.0.1", "tcp", 443) == "deny"
    (pupils,) = flows.places.networks("pupil")
    narrow = [
        (cube._replace(target=address("198.18.0.1")), guard)
        for cube, guard in flows.outward(pupils)
        if holds(cube.target, address("198.18.0.1")[0])
    ]
    (found,) = flows.passing(narrow, outside=True)
    assert found.witness.conditions == ("the better route is down",)
    assert found.witness.real


def test_policy_routes_and_protocols_are_conditions() -> None:
    for more, said in (
        (POLICY_ROUTE, "a policy route sends it"),
        (BGP, "bgp brings a route to wan2"),
    ):
        (found,) = outward(flows_of(TEXT + more))
        packet = ("10.9.32.9", "198.18.0.1", "tcp", 443)
        flows = flows_of(TEXT + more)
        assert decision(flows, *packet) == "depends", more
        texts = flows.conditions.texts
        assert said in texts
        assert found.witness.real


def test_a_policy_route_without_a_line_may_send_by_any() -> None:
    """Beside one that names its line, which hid it."""
    two = POLICY_ROUTE.replace('"wan2"', '"wan1"').replace(
        "    next\n",
        '    next\n    edit 2\n        set input-device "pupils"\n'
        "        set gateway 198.51.100.1\n    next\n",
    )
    assert decision(flows_of(TEXT + two), "10.9.32.9", "198.18.0.1", "tcp", 443) == "depends"


def test_an_empty_block_of_a_protocol_brings_no_route() -> None:
    empty = 'config router ospf\n    config redistribute "connected"\n    end\nend\n'
    assert decision(flows_of(TEXT + empty), "10.9.32.9", "198.18.0.1", "tcp", 443) == "deny"


def test_a_network_without_a_port_is_where_the_route_leads() -> None:
    flows = flows_of(TEXT)
    (server,) = flows.places.networks("server")
    assert list(flows.faces.each(flows.places.ingress(server))) == ["annexe"]
    assert decision(flows, "10.9.32.9", "10.9.60.10", "tcp", 445) == "accept"
    elsewhere = flows_of(TEXT.replace('set device "annexe"', 'set device "core"'))
    assert decision(elsewhere, "10.9.32.9", "10.9.60.10", "tcp", 445) == "deny"


def test_what_is_thrown_away_leaves_by_no_line() -> None:
    flows = flows_of(
        TEXT.replace("set dst 10.0.0.0 255.0.0.0", "set dst 203.0.113.0 255.255.255.128")
    )
    assert decision(flows, "10.9.32.9", "203.0.113.9", "tcp", 443) == "deny"
    assert decision(flows, "10.9.32.9", "203.0.113.200", "tcp", 443) == "accept"
