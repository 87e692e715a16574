"""What-if: the sentences name exactly what became reachable, and what no longer is."""

from __future__ import annotations

from dataclasses import replace
from ipaddress import ip_network
from pathlib import Path
from random import Random
from types import SimpleNamespace
from typing import Any

import pytest
import yaml

from schoolproof.check.baseline.reach import compare, reach_changes
from schoolproof.check.baseline.reach_sides import sides_from
from schoolproof.check.baseline.reached import Reach
from schoolproof.errors import ConfigError
from schoolproof.flows.firewalls.device import firewalls
from schoolproof.flows.firewalls.query import Flows
from schoolproof.flows.firewalls.trace import trace
from schoolproof.flows.reachable import beyond, reached
from schoolproof.flows.sets.base import Budget
from schoolproof.flows.sets.cube import Cube, meet
from schoolproof.flows.sets.packets import address, service
from schoolproof.inventory import Project
from schoolproof.model import Site
from schoolproof.report.markdown import escape
from tests.flows.build import SITE, decision, device_of, text_of

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
TEXT = text_of("two_vdoms")
CHANGES = [
    pytest.param(yaml.safe_load(path.read_text(encoding="utf-8")), id=path.stem)
    for path in sorted((HERE / "bad_changes").glob("*.yaml"))
]
SHELL = (
    TEXT.replace('set service "SMB"', 'set service "SMB" "SSH"'),
    "pupil can now reach server on TCP 22, by policy 3 of VDOM root (fw1)",
)


def said(now: str, before: str = TEXT, where: Site = SITE, old: Site = SITE) -> list[Reach]:
    both = (device_of(now, where), device_of(before, old))
    return list(compare("hill", sides_from({"fw1": both}, {})))


def test_what_became_reachable_is_one_sentence() -> None:
    (found,) = said(SHELL[0])
    assert found.sentence == f"{SHELL[1]}: 10.9.32.10 → 10.9.60.10, TCP 22, from pupils to servers"
    assert (found.sources, found.targets, found.services) == (("pupil",), ("server",), ("TCP 22",))


def test_what_no_longer_passes_is_said_too() -> None:
    (found,) = said(TEXT, SHELL[0])
    assert found.change == "unreachable"
    assert found.sentence.startswith("pupil can no longer reach server on TCP 22: policy 3 of VDOM")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('set name "out"', 'set name "way out"'),
        ('edit 3\n        set name "files"', 'edit 33\n        set name "files"'),
        # what root refuses anyway
        ('set service "HTTP" "HTTPS" "SMTP"', 'set service "HTTP" "HTTPS"'),
        ("set hostname", "set hostname"),
    ],
)
def test_what_changes_no_packet_is_no_sentence(old: str, new: str) -> None:
    assert said(TEXT.replace(old, new)) == []


def test_a_new_rule_for_some_people_names_them() -> None:
    (found,) = said(
        TEXT.replace(
            '    edit 2\n        set name "visitors stay out"',
            '    edit 9\n        set srcintf "visitors"\n        set dstintf "between1"\n'
            '        set action accept\n        set srcaddr "visitors"\n'
            '        set dstaddr "inside"\n'
            '        set schedule "always"\n        set service "SMB"\n'
            '        set groups "Helpers"\n'
            '    next\n    edit 2\n        set name "visitors stay out"',
        )
    )
    assert found.conditions == ("the user is in Helpers",)
    assert "guest can now reach server on TCP 445" in found.sentence


def test_what_rests_on_something_unread_is_undecided() -> None:
    (found,) = said(TEXT.replace('set service "SMB"', 'set service "SMB" "not-here"'))
    assert found.change == "undecided"
    assert found.sentence.startswith("whether pupil reaches server on")


def test_a_site_file_that_gives_a_network_another_purpose_counts() -> None:
    nets = [replace(n, purposes=frozenset({"staff"})) if n.vlan == 40 else n for n in SITE.networks]
    found = said(TEXT, where=replace(SITE, networks=tuple(nets)))
    assert {(r.change, r.sources) for r in found} == {
        ("reachable", ("staff",)),
        ("unreachable", ("guest",)),
    }


def test_a_network_that_moved_to_another_port_says_nothing() -> None:
    moved = TEXT.replace('"visitors"\n        set vdom', '"hall"\n        set vdom').replace(
        'set srcintf "visitors"', 'set srcintf "hall"'
    )
    assert 'edit "hall"' in moved
    assert said(moved) == []


def test_a_wider_network_reaches_more() -> None:
    wider = tuple(
        replace(n, subnets=(*n.subnets, ip_network("10.9.200.0/24"))) if n.vlan == 30 else n
        for n in SITE.networks
    )
    text = TEXT.replace('set srcaddr "pupils"', 'set srcaddr "all"')
    found = said(text, text, replace(SITE, networks=wider))
    assert {r.change for r in found} == {"reachable"}
    assert all(r.packet.startswith("10.9.200.") for r in found)


@pytest.mark.parametrize("change", CHANGES)
def test_each_bad_change_is_told_with_a_packet_that_passes_now_only(change: dict[str, Any]) -> None:
    path = ROOT / "configs" / f"{change['config']}.cfg"
    old = path.read_text(encoding="utf-8")
    where = Project(ROOT).sites[change["config"].split("/")[0]]
    now, before = (
        device_of(text, where) for text in (old.replace(change["find"], change["replace"]), old)
    )
    found = list(compare(where.slug, sides_from({"fw1": (now, before)}, {})))
    assert found
    assert {r.change for r in found} <= {"reachable", "undecided"}
    number = change["replace"].split("edit ")[1].split("\n")[0]
    for reach in found:
        assert reach.policies == (f"policy {number}",)
    shown = next(r for r in found if r.change == "reachable")
    source, _, rest = shown.packet.partition(" → ")
    target, what, _ = rest.split(", ", 2)
    protocol, port = what.split(" ")
    packet = (source, target, protocol.lower(), int(port))
    passes = {
        p.rule.policy.number
        for p in trace(Flows(firewalls(now)), *packet).passages
        if p.rule.policy and p.rule.accepts
    }
    assert number in passes
    assert all(
        p.rule.policy is None or p.rule.policy.number != number
        for p in trace(Flows(firewalls(before)), *packet).passages
    )


def test_the_difference_is_exact_on_sampled_packets() -> None:
    now, before = device_of(SHELL[0]), device_of(TEXT)
    sides = sides_from({"fw1": (now, before)}, {})
    pair, budget = ("pupil", "server"), Budget()
    (ways, passing), (old, passed) = (
        reached(school, pair, budget) for school in (sides.now, sides.before)
    )
    new = [each.piece[0] for each, _ in beyond(passing, old, passed, budget)]
    assert list(beyond(passed, ways, passing, budget)) == []
    random = Random(5)  # noqa: S311  repeatable, no secret
    flows, former = Flows(firewalls(now)), Flows(firewalls(before))
    for _ in range(60):
        port = random.choice((21, 22, 23, 80, 445))
        source = f"10.9.{random.choice((32, 39))}.{random.randrange(1, 255)}"
        packet = (source, f"10.9.60.{random.randrange(1, 255)}", "tcp", port)
        asked = _asked(flows, packet)
        held = any(meet(cube._replace(ingress=-1, egress=-1), asked) for cube in new)
        differs = decision(flows, *packet) == "accept" != decision(former, *packet)
        assert held is differs, packet


def _asked(flows: Flows, packet: tuple[str, str, str, int]) -> Cube:
    source, target, protocol, port = packet
    ways = flows.faces.plain, flows.faces.plain & ~flows.places.outside
    what = service(f"{protocol}/{port}")
    (cube, _), *_ = flows.asked(address(source), address(target), what, ways)
    return cube


def test_hostile_names_are_harmless_in_a_comment() -> None:
    hostile = Reach("reachable", "hill", "<img src=x>@team", ("pupil",), ("server",), ("TCP 22",))
    shown = escape(hostile.sentence)
    assert "<img" not in shown
    assert "@team" not in shown


def _project(names: list[str], kind: str = "firewall", text: str = "") -> Any:
    rows = {n: SimpleNamespace(name=n, site=n, classes=frozenset({kind})) for n in names}
    return SimpleNamespace(hosts=rows, has_config=lambda _: True, config_text=lambda _: text)


def _parts(names: list[str], text: str) -> dict[str, dict[str, str]]:
    return {name: {"text": text, "entry": "", "site": "", "profile": text} for name in names}


def test_only_changed_devices_are_compared_and_not_too_many(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = []

    def refused(_: Any, host: Any) -> Any:
        asked.append(host.name)
        raise ConfigError("it is cut", path=f"configs/hill/{host.name}.cfg")

    monkeypatch.setattr("schoolproof.check.baseline.reach_sides.device_of", refused)
    names = [f"fw{number}" for number in range(10)]
    both = _project(names), _project(names)
    assert reach_changes(*both, _parts(names, "a"), _parts(names, "a")) == ()
    one_address = " ip address 10.9.10.2 255.255.255.0\n mac-address 0200.0000.0001\n"
    access = _project(names, "switch", one_address), _project(names, "switch", one_address)
    assert reach_changes(*access, _parts(names, "b"), _parts(names, "a")) == ()
    assert asked == []
    found = reach_changes(*both, _parts(names, "b"), _parts(names, "a"))
    assert asked == names[:8]
    assert [r.change for r in found] == ["undecided"] * 10
    assert "it is cut" in found[0].sentence
    assert "only the first 8 schools with such changes are" in found[9].sentence
    routing = one_address + " ip address 10.9.30.1 255.255.255.0\n"
    switches = _project(["sw1"], "switch", one_address), _project(["sw1"], "switch", routing)
    (cut,) = reach_changes(*switches, _parts(["sw1"], "b"), _parts(["sw1"], "a"))
    assert "sw1: who reaches whom could not be compared: " in cut.sentence
    (new,) = reach_changes(_project(["fw1"]), _project([]), _parts(["fw1"], "a"), {})
    assert "it stands on one side only" in new.sentence
