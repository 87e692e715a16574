"""Routers of PAN-OS decide by which line a packet leaves, and what they hand to each other."""

from __future__ import annotations

import os
from random import Random

import pytest

from schoolproof.check.baseline.reach import compare
from schoolproof.check.baseline.reach_sides import sides_from
from schoolproof.errors import UnknownFact
from schoolproof.flows.firewalls.query import Flows, Passage
from schoolproof.flows.firewalls.routers import Routers
from schoolproof.flows.firewalls.routes import DOWN
from schoolproof.flows.firewalls.site_check import differences
from schoolproof.flows.matrix import matrix_of
from schoolproof.flows.sets import spans
from schoolproof.flows.sets.conditions import STATE
from schoolproof.flows.sets.packets import address
from tests.flows import panos_texts
from tests.flows.build import decision, panos_flows, text_of
from tests.flows.plain_panos_routes import Routing

RUNS = int(os.environ.get("SCHOOLPROOF_FLOWS_RUNS", "2000")) // 20
LINES = ("ethernet1/1", "ethernet1/2")
PUPIL, GUEST, SERVER = "10.9.32.9", "10.9.128.9", "10.9.60.10"
HOSTS = (
    *("10.9.32.9", "10.9.60.10", "10.200.0.1", "203.0.113.9", "203.0.113.70", "198.18.0.1"),
    *("192.0.2.2", "192.0.2.10", "192.0.2.18", "192.0.2.26"),
    *("2001:db8:9:1::5", "2001:db8:9:2::5", "2001:db8:1::1", "2001:db8:f:2::9", "3fff::1"),
)
PBF = """set rulebase pbf rules elsewhere from zone pupil
set rulebase pbf rules elsewhere source any
set rulebase pbf rules elsewhere destination any
set rulebase pbf rules elsewhere action forward egress-interface ethernet1/2
"""
BGP = """set network virtual-router default protocol bgp enable yes
set network virtual-router default protocol bgp peer-group isp peer isp enable yes
"""

LEAK = """
set network virtual-router visitors routing-table ip static-route x destination 10.9.60.0/24
set network virtual-router visitors routing-table ip static-route x nexthop next-vr school
"""
ANY = ("from web", "to web", "source any", "destination any", "application any", "service any")
STATIC = """set network virtual-router default routing-table ip static-route x {}
set network virtual-router default routing-table ip static-route x {}
"""


def routes(more: str = "") -> Flows:
    return panos_flows(text_of("panos_routes") + more, *LINES)


def routers(more: str = "") -> Flows:
    return panos_flows(text_of("panos_routers") + more, *LINES)


def outward(flows: Flows, purpose: str = "pupil") -> list[Passage]:
    (network,) = flows.places.networks(purpose)
    return list(flows.passing(flows.outward(network), outside=True))


@pytest.mark.parametrize(
    ("target", "wanted"),
    [
        ("203.0.113.9", "accept"),  # `partner`, by the line whose network holds the next hop
        ("203.0.113.70", "deny"),  # `thrown` is longer
        ("198.51.100.1", "accept"),  # the line's own network
        ("198.18.0.1", "deny"),  # `retired` is in no table: all else goes by the first line
        ("2001:db8:5::1", "deny"),
        (SERVER, "accept"),  # behind the annexe, as its route says
    ],
)
def test_the_longest_prefix_decides_the_line(target: str, wanted: str) -> None:
    source = "2001:db8:30::9" if ":" in target else PUPIL
    assert decision(routes(), source, target, "tcp", 443) == wanted


def test_the_counterexample_is_where_the_route_leads() -> None:
    flows = routes()
    (found,) = outward(flows)
    assert found.witness.must
    assert found.witness.packet.egress == "ethernet1/2"
    (server,) = flows.places.networks("server")
    assert list(flows.faces.each(flows.places.ingress(server))) == ["ethernet1/4"]


def test_a_text_without_routes_narrows_nothing() -> None:
    none = "\n".join(x for x in text_of("panos_routes").splitlines() if "static-route" not in x)
    flows = panos_flows(none, *LINES)
    assert decision(flows, PUPIL, "198.18.0.1", "tcp", 443) == "depends"  # on the line
    assert outward(flows)[0].witness.must


def test_a_family_without_routes_is_not_narrowed() -> None:
    four = "\n".join(x for x in text_of("panos_routes").splitlines() if " out6 " not in x)
    flows = panos_flows(four, *LINES)
    assert decision(flows, "2001:db8:30::9", "2001:db8:5::1", "tcp", 443) == "depends"
    assert decision(flows, PUPIL, "198.18.0.1", "tcp", 443) == "deny"


@pytest.mark.parametrize(
    "more",
    [
        PBF,
        PBF.replace("forward egress-interface ethernet1/2", "forward-to-vsys vsys2"),
        BGP,
        BGP.replace("bgp enable yes", "bgp router-id 192.0.2.2"),  # peers, and no word on `enable`
        STATIC.format("destination NOBODY", "interface ethernet1/2"),
        STATIC.format("destination 10.0.0.0/8", "interface sdwan.1"),
        STATIC.format("destination 10.0.0.0/8", "nexthop next-vr gone"),
        STATIC.format("destination 10.0.0.0/8", "nexthop fqdn router.example.org"),
        STATIC.format("destination 10.0.0.0/8", "nexthop ip-address 172.16.0.1"),
        STATIC.format("destination 10.0.0.0/8", "nexthop receive"),
        STATIC.format("destination 2001:db8::/48", "nexthop ip-address 198.51.100.1"),
        # which way to the next hop: its own network, or the longer route
        STATIC.format("destination 10.0.0.0/8", "nexthop ip-address GATEWAY")
        + STATIC.format("destination 198.51.100.1/32", "interface ethernet1/1").replace(
            " x ", " y "
        )
        + "set address GATEWAY ip-netmask 198.51.100.1/30\n",
    ],
)
def test_what_no_line_writes_is_a_condition(more: str) -> None:
    flows = routes(more)
    assert decision(flows, PUPIL, "198.18.0.1", "tcp", 443) == "depends"


@pytest.mark.parametrize(
    "more",
    [
        PBF + "set rulebase pbf rules elsewhere disabled yes\n",
        PBF.replace("action forward egress-interface ethernet1/2", "action no-pbf"),
        BGP.replace("bgp enable yes", "bgp enable no"),
    ],
)
def test_what_is_switched_off_sends_nothing(more: str) -> None:
    assert decision(routes(more), PUPIL, "198.18.0.1", "tcp", 443) == "deny"


def test_a_provider_hands_out_a_default_route() -> None:
    for client, wanted in (
        ("dhcp-client enable yes", "depends"),
        ("pppoe username school", "depends"),
        ("dhcp-client create-default-route no", "deny"),
    ):
        more = f"set network interface ethernet ethernet1/2 layer3 {client}\n"
        lines = text_of("panos_routes").splitlines(keepends=True)
        text = more + "".join(x for x in lines if " partner " not in x and " 198.51." not in x)
        flows = panos_flows(text, *LINES)
        assert decision(flows, PUPIL, "198.18.0.1", "tcp", 443) == wanted, client


def test_a_management_port_without_an_address_is_no_difference() -> None:
    flows = routes()
    ports = flows.firewall.device.interfaces
    assert any("addresses" not in port.lines for port in ports)
    told = list(differences(flows.places))
    assert any("10.9.128.0/21" in text for text in told)
    assert not any("management" in text for text in told)


def test_a_better_route_may_be_down() -> None:
    spare = STATIC.format("destination 0.0.0.0/0", "interface ethernet1/2")
    best = STATIC.format("destination 198.18.0.0/15", "interface ethernet1/1")
    flows = routes(spare + best.replace("-route x", "-route y"))
    assert decision(flows, PUPIL, "198.18.0.1", "tcp", 443) == "deny"
    (pupils,) = flows.places.networks("pupil")
    narrow = [
        (cube._replace(target=address("198.18.0.1")), guard)
        for cube, guard in flows.outward(pupils)
        if spans.holds(cube.target, address("198.18.0.1")[0])
    ]
    (found,) = flows.passing(narrow, outside=True)
    assert found.witness.conditions == (DOWN,)
    assert found.witness.real


def test_each_network_leaves_by_the_line_of_its_router() -> None:
    flows = routers()
    assert {p.witness.packet.egress for p in outward(flows)} == {"ethernet1/1"}
    assert {p.witness.packet.egress for p in outward(flows, "guest")} == {"ethernet1/2"}


@pytest.mark.parametrize(
    ("source", "target", "wanted"),
    [(PUPIL, SERVER, "accept"), (GUEST, SERVER, "deny"), (PUPIL, GUEST, "deny")],
)
def test_a_router_reaches_another_by_a_route_only(source: str, target: str, wanted: str) -> None:
    assert decision(routers(), source, target, "tcp", 443) == wanted


def test_a_route_between_routers_opens_a_way() -> None:
    assert decision(routers(LEAK), GUEST, SERVER, "tcp", 443) == "accept"
    assert decision(routers(LEAK), GUEST, PUPIL, "tcp", 443) == "deny"
    circle = LEAK.replace("school", "edge").replace("10.9.60.0", "198.18.0.0")
    assert decision(routers(circle), GUEST, "198.18.0.1", "tcp", 443) == "accept"


def test_a_new_route_between_routers_is_told_as_a_change() -> None:
    sides = [panos_flows(text_of("panos_routers") + more, *LINES) for more in (LEAK, "")]
    now, before = (flows.firewall.device for flows in sides)
    (found,) = compare("hill", sides_from({"hill-fw": (now, before)}, {}))
    assert found.sentence.startswith("guest can now reach server on every service, by policy")
    (found,) = compare("hill", sides_from({"hill-fw": (before, now)}, {}))
    assert found.change == "unreachable"


def test_the_matrix_asks_where_the_routes_lead() -> None:
    cells = matrix_of("hill", {"hill-fw": routers().firewall.device}).cells
    said = {pair: cells[pair].decision for pair in cells}
    assert said["guest", "server"] == said["guest", "pupil"] == said["server", "guest"] == "none"
    assert said["internet", "pupil"] == "none"  # no route leads from either line
    assert said["internet", "guest"] == said["internet", "server"] == "all"
    assert said["pupil", "server"] == said["guest", "internet"] == "all"


@pytest.mark.parametrize("what", ["protocol bgp enable yes", "protocol ospf enable yes"])
def test_a_protocol_may_know_a_way_to_another_router(what: str) -> None:
    flows = routers(f"set network virtual-router visitors {what}\n")
    assert decision(flows, GUEST, SERVER, "tcp", 443) == "depends"


def test_routes_of_a_managed_device_are_not_all_in_its_text() -> None:
    pushed = "set policy panorama pre-rulebase security rules x {}\n"
    flows = routes(pushed.format("action deny") + "".join(map(pushed.format, ANY)))
    assert decision(flows, PUPIL, "198.18.0.1", "tcp", 443) == "depends"


def test_of_two_engines_a_line_says_which_one_runs() -> None:
    other = "set network logical-router new vrf default interface ethernet1/2\n"
    said = "set deviceconfig setting advance-routing {}\n"
    for more, wanted in (
        (other, "depends"),
        (other + said.format("no"), "deny"),
        (other + said.format("yes"), "depends"),
    ):
        assert decision(routes(more), PUPIL, "198.18.0.1", "tcp", 443) == wanted, more


def test_logical_routers_say_the_same() -> None:
    text = text_of("panos_routers").replace("next-vr", "next-lr")
    for name in ("school", "edge", "visitors"):
        old = f"virtual-router {name} "
        text = text.replace(old, f"logical-router {name} vrf default ")
    assert "virtual-router" not in text
    flows = panos_flows(text, *LINES)
    for source in (PUPIL, GUEST):
        for target in (SERVER, PUPIL, GUEST, "203.0.113.9"):
            wanted = decision(routers(), source, target, "tcp", 443)
            assert decision(flows, source, target, "tcp", 443) == wanted


def test_random_routers_send_hosts_where_a_plain_look_up_does() -> None:
    seen = set()
    for number in range(RUNS):
        random = Random(number)  # noqa: S311  repeatable, no secret
        count = random.randrange(1, 4)
        text = "\n".join(panos_texts.routers(random, count, logical=number % 3 == 0))
        flows, plain = panos_flows(text, "ethernet1/1"), Routing(text)
        device = flows.firewall.device
        table = Routers(device, flows.faces, flows.conditions)
        down = frozenset((flows.conditions.literal(DOWN, STATE),))
        ways = [port for router in range(count) for port in panos_texts.ports(router)]
        for host in HOSTS:
            came, left = random.choice(ways), random.choice(ways)
            bit = flows.faces.mask([left])
            found = [
                literals
                for held, literals in table.by(plain.router(came), bit)
                if spans.holds(held, address(host)[0])
            ]
            best, spare = (left in plain.out(came, host, spare=way) for way in (False, True))
            assert (frozenset() in found, bool(found)) == (best, spare), (number, host, came, left)
            assert set(found) <= {frozenset(), down}
            seen.add((best, spare))
    assert seen == {(True, True), (False, True), (False, False)}


def test_more_routers_than_are_followed_narrow_nothing() -> None:
    random = Random(1)  # noqa: S311  repeatable, no secret
    text = "\n".join(panos_texts.routers(random, 8, logical=False))
    flows = panos_flows(text, "ethernet1/1")
    assert list(Routers(flows.firewall.device, flows.faces, flows.conditions).split(1)) == [
        (1, None)
    ]


def test_a_shared_gateway_that_publishes_servers_is_not_followed() -> None:
    head = "set network shared-gateway sg1 rulebase nat rules web destination-translation"
    flows = routes(f"{head} translated-address 10.9.60.10\n")
    with pytest.raises(UnknownFact, match="sg1 publishes servers"):
        flows.inward()
