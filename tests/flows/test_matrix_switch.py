"""The matrix over switches and firewall: what single questions say, and unknown is never none."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from ipaddress import ip_network
from pathlib import Path
from random import Random

import jsonschema
import pytest

from schoolproof.cli.flows_ask import Question, ask
from schoolproof.cli.flows_lists import local_passages
from schoolproof.cli.flows_matrix import as_json
from schoolproof.errors import UserError
from schoolproof.flows.firewalls.query import Passage
from schoolproof.flows.matrix import Matrix, matrix_of
from schoolproof.flows.path_site import SitePath
from schoolproof.flows.school import School
from schoolproof.flows.sets.conditions import Conditions
from schoolproof.flows.sets.packets import EVERY_SERVICE
from schoolproof.flows.sets.witness import Witness
from schoolproof.flows.switches.path import Switch
from schoolproof.model import Device, Network
from tests.flows.build import text_of
from tests.flows.example import project, text_at
from tests.flows.school import accepted, device_at, explained

SCHEMA = json.loads(
    (Path(__file__).parents[2] / "docs/schemas/matrix-1.json").read_text(encoding="utf-8")
)
SITES = ("harbourside", "quarry-lane", "millbrook")
Kinds = tuple[dict[str, Device], dict[str, Device]]


def devices(site: str, **others: Device) -> Kinds:
    """Firewalls and switches of an example school, as accepted but for `others`."""
    found: Kinds = ({}, {})
    for host in project().hosts.values():
        if host.site == site and host.classes & {"firewall", "switch"}:
            kind = found[0] if "firewall" in host.classes else found[1]
            kind[host.name] = others.get(host.name) or accepted(f"{site}/{host.name}")
    return found


@pytest.fixture(scope="module", params=SITES)
def school(request: pytest.FixtureRequest) -> tuple[Matrix, School]:
    found = devices(request.param)
    return matrix_of(request.param, *found), School(*found)


def single(path: SitePath, one: Network, other: Network) -> Iterator[Witness]:
    """Packets between two networks by single questions, as `schoolproof flows` asks them."""
    pieces = path.let_in(other, path.let_out(one, path.flows.between(one, other)))
    passages: Iterator[Passage] = path.flows.passing(pieces, outside=False)
    yield from (passage.witness for passage in passages)
    yield from (p.witness for p in local_passages(path, [(one, other)], EVERY_SERVICE))


def test_each_cell_says_what_single_questions_say(school: tuple[Matrix, School]) -> None:
    matrix, asked = school
    (path,) = asked.paths.values()
    for (source, target), cell in matrix.cells.items():
        if "internet" in {source, target}:
            continue
        found = [
            witness
            for one in path.flows.places.networks(source)
            for other in path.flows.places.networks(target)
            if one.name != other.name
            for witness in single(path, one, other)
        ]
        if cell.decision in {"some", "all"}:
            assert any(w.real for w in found), (source, target)
            assert cell.rules
            assert cell.services
        elif cell.decision == "none":
            assert not found, (source, target)
        else:
            assert not any(w.real for w in found), (source, target)


def test_sampled_packets_agree_with_their_cells(school: tuple[Matrix, School]) -> None:
    matrix, asked = school
    random = Random(matrix.site)  # noqa: S311  repeatable, no secret
    homes = [n for n in asked.networks if asked.is_attached(n) and n.subnets]
    seen = set()
    for _ in range(200):
        one, other = random.sample(homes, 2)
        port = random.choice((22, 53, 80, 443, 445, 631, 3389, 8443, 9100))
        packet = (_host(random, one), _host(random, other), random.choice(("tcp", "udp")), port)
        said = explained(asked, packet)
        for source in one.purposes:
            for target in other.purposes - {source}:
                decision = matrix.cells[source, target].decision
                assert said == "deny" or decision != "none", packet
                assert said == "accept" or decision != "all", packet
                seen.add(decision)
    assert {"none", "some"} <= seen


def _host(random: Random, network: Network) -> str:
    subnet = random.choice(network.subnets)
    return str(subnet[random.randrange(4, min(subnet.num_addresses - 1, 250))])


def test_only_what_no_device_has_is_unknown() -> None:
    for site in SITES:
        cells = matrix_of(site, *devices(site)).cells
        open_ = {pair for pair, cell in cells.items() if cell.decision == "unknown"}
        assert all("quarantine" in pair for pair in open_)
        for pair in open_:
            assert cells[pair].why.endswith("no interface has QUARANTINE")
        assert bool(open_) is (site == "harbourside")


def test_the_schema_holds_and_lists_are_named() -> None:
    matrix = matrix_of("harbourside", *devices("harbourside"))
    data = json.loads(as_json(matrix))
    jsonschema.validate(data, SCHEMA)
    cell = matrix.cells["pupil", "print"]
    assert cell.services == ("tcp/631", "tcp/9100")
    assert cell.rules == ("entries 130 and 140 of the access list STUDENT-IN (hs-core)",)
    assert matrix.cells["management", "voice"].rules == (
        "Vlan10, which has no access list (hs-core)",
    )
    assert matrix.cells["server", "pupil"].decision == "all"
    # the firewall lets nobody on TCP 53, but the list does: neither alone is enough
    assert "tcp/53" not in matrix.cells["cctv", "server"].services


def test_a_switch_that_was_not_read_makes_nothing_none_inside() -> None:
    firewalls, switches = devices("harbourside")
    left_out = "hs-core is left out, its access lists too: there is no such configuration"
    del switches["hs-core"]
    matrix = matrix_of("harbourside", firewalls, switches, unread=[left_out])
    assert matrix.notes == (left_out,)
    assert matrix.cells["guest", "server"].decision == "unknown"
    assert matrix.cells["guest", "server"].why == left_out
    assert matrix.cells["internet", "server"].decision == "none"
    inside = [c for pair, c in matrix.cells.items() if "internet" not in pair]
    assert "none" not in {cell.decision for cell in inside}


def test_without_a_firewall_the_switches_are_still_asked() -> None:
    _, switches = devices("harbourside")
    matrix = matrix_of("harbourside", {}, switches)
    assert matrix.cells["pupil", "management"].decision == "unknown"
    assert matrix.cells["pupil", "print"].decision == "some"
    assert matrix.cells["pupil", "internet"].decision == "unknown"
    assert matrix.notes == ("no firewall of this site was read",)


def test_what_rests_on_something_unread_is_unknown() -> None:
    deny = " 170 deny   ip any object-group INSIDE log\n"
    unread = f" 165 permit tcp any host 10.42.10.12 eq 22 dscp ef\n{deny}"
    text = text_at("harbourside/hs-core").replace(deny, unread)
    found = devices("harbourside", **{"hs-core": device_at("harbourside/hs-core", text)})
    cell = matrix_of("harbourside", *found).cells["pupil", "management"]
    assert cell.decision == "unknown"
    assert cell.services == ("tcp/22",)
    assert "entry 165 of the access list STUDENT-IN" in cell.why


def test_two_switches_that_route_between_them_are_a_condition() -> None:
    """Which of them sends a packet to the other, or to the firewall, only their routes tell."""
    firewalls, _ = devices("harbourside")
    east, west = (device_at("harbourside/hs-core", text_of(f"two_cores_{x}")) for x in ("e", "w"))
    cells = matrix_of("harbourside", firewalls, {"hs-east": east, "hs-west": west}).cells
    cell = cells["pupil", "print"]
    assert (cell.decision, cell.services) == ("unknown", ("tcp/9100",))
    assert cell.why == "it is sent on to hs-west by routes that are not read (hs-east)"
    assert cells["pupil", "voice"].decision == "none"  # no list on any way lets it pass
    conditions = Conditions()
    path = SitePath(
        School(firewalls, {}, conditions).paths["hs-fw1"].flows,
        {
            "hs-east": Switch(east, conditions, "hs-east"),
            "hs-west": Switch(west, conditions, "hs-west"),
        },
    )
    (pupil,), (printers,) = (path.flows.places.networks(p) for p in ("pupil", "print"))
    assert not any(w.real for w in single(path, pupil, printers))


NAT = """    edit 97
        set name "visitors print"
        set srcintf "hs-guest"
        set dstintf "hs-transit"
        set action accept
        set srcaddr "HS-GUEST"
        set dstaddr "all"
        set schedule "always"
        set service "ALL"
        set nat enable
    next
"""


def with_policy(policy: str) -> Device:
    text = text_at("harbourside/hs-fw1")
    place = text.index("config firewall policy\n") + len("config firewall policy\n")
    return device_at("harbourside/hs-fw1", text[:place] + policy + text[place:])


@pytest.mark.parametrize(
    ("policy", "server", "pupil"),
    [
        (NAT.replace("        set nat enable\n", ""), "none", "none"),
        # entry 20 of TRANSIT-IN lets the firewall's own address to the servers
        (NAT, "some", "none"),
        (
            NAT.replace("nat enable\n", "nat enable\n        set ippool enable\n"),
            "unknown",
            "unknown",
        ),
    ],
)
def test_lists_behind_the_firewall_see_what_it_makes_of_a_source(
    policy: str, server: str, pupil: str
) -> None:
    found = devices("harbourside", **{"hs-fw1": with_policy(policy)})
    cells = matrix_of("harbourside", *found).cells
    assert cells["guest", "server"].decision == server
    assert cells["guest", "pupil"].decision == pupil
    (path,) = School(*found).paths.values()
    (guest,), (servers,) = (path.flows.places.networks(p) for p in ("guest", "server"))
    assert bool(list(single(path, guest, servers))) is (server != "none")


@pytest.mark.parametrize(
    ("source", "target", "why"),
    [
        ("pupil", "quarantine", "STUDENT and QUARANTINE do not meet on a firewall or switch"),
        ("pupil", "pupil", "packets within STUDENT pass no firewall"),
    ],
)
def test_networks_that_do_not_meet_have_no_answer(
    monkeypatch: pytest.MonkeyPatch, source: str, target: str, why: str
) -> None:
    """Nothing was asked then, so that nothing is proven."""
    monkeypatch.chdir(Path(__file__).parents[2])
    question = Question("harbourside", None, source, target, "any", "")
    with pytest.raises(UserError, match=why):
        ask(question, "console")
    proven, code = ask(Question("harbourside", None, "pupil", "management", "any", ""), "json")
    assert code == 0
    assert json.loads(proven)["proven"] is True


def test_a_family_that_no_device_routes_is_unknown() -> None:
    """The site file says that both have IPv6, and no interface that was read does."""
    site = project().sites["harbourside"]
    six = {"STUDENT": "2001:db8:30::/64", "VOICE": "2001:db8:80::/64"}
    nets = tuple(
        replace(n, subnets=(*n.subnets, ip_network(six[n.name]))) if n.name in six else n
        for n in site.networks
    )
    names = ("hs-fw1", "hs-core")
    where = replace(site, networks=nets)
    others = {n: device_at(f"harbourside/{n}", text_at(f"harbourside/{n}"), where) for n in names}
    cells = matrix_of(
        "harbourside", {"hs-fw1": others["hs-fw1"]}, {"hs-core": others["hs-core"]}
    ).cells
    assert cells["pupil", "voice"].decision == "unknown"
    assert cells["pupil", "voice"].why.endswith("that was read, by IPv6")
    assert cells["pupil", "print"].why == ""


def test_an_unread_switch_keeps_every_packet_from_being_sure() -> None:
    """Its lists may refuse some of what the firewall lets out."""
    text = text_at("harbourside/hs-fw1")
    start = text.index("config firewall policy\n") + len("config firewall policy\n")
    everything = (
        NAT.replace("97", "98").replace("hs-guest", "hs-transit").replace("HS-GUEST", "all")
    )
    everything = everything.replace('dstintf "hs-transit"', 'dstintf "any"')
    firewall = device_at("harbourside/hs-fw1", text[:start] + everything + text[start:])
    found = matrix_of("harbourside", {"hs-fw1": firewall}, {})
    assert found.cells["server", "internet"].decision == "all"
    lost = matrix_of("harbourside", {"hs-fw1": firewall}, {}, unread=["hs-core is left out"])
    assert lost.cells["server", "internet"].decision == "some"
    assert lost.cells["server", "internet"].why == "hs-core is left out"
