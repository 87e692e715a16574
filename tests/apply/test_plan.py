"""What a plan says: risks, the guard against lock-out, waived objects, secrets."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from schoolproof.apply.model import Plan
from schoolproof.apply.plan import Request, make_plan
from schoolproof.apply.steps import steps_of
from schoolproof.apply.stored import as_json, plan_hash, read_plan
from schoolproof.drift.model import Observed
from schoolproof.errors import UserError
from schoolproof.inventory import Project, read_text
from schoolproof.model import PortPlan
from schoolproof.platforms import platform_named
from schoolproof.sanitise import RawConfig, load_key, sanitise

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 11, 25)
CASES: dict[str, Any] = yaml.safe_load(
    (Path(__file__).parent / "plans.yaml").read_text(encoding="utf-8")
)


def plan(host: str, before: list[str], **terms: Any) -> Plan:
    """From the example's accepted state, as these commands left it, back to it."""
    project = Project(ROOT)
    platform = platform_named(project.hosts[host].platform)
    text = read_text(project.config_path(project.hosts[host]))
    changed = platform.grammar.apply(platform.grammar.parse(text), before) if before else text
    seen = sanitise(RawConfig(changed, source=host), platform, load_key(ROOT))
    request = Request(hosts=(host,), accepted="working", **terms)
    return make_plan(project, {host: Observed(seen)}, request, today=TODAY)


@pytest.mark.parametrize("name", CASES["risks"])
def test_the_risk_of_a_step(name: str) -> None:
    case = CASES["risks"][name]
    (device,) = plan(case["host"], case["before"]).devices
    assert (str(device.risk), [w for s in device.steps for w in s.why]) == (
        case["risk"],
        case.get("why", []),
    )
    assert not device.refused


def test_a_route_of_pan_os_is_dangerous() -> None:
    platform = platform_named("paloalto_panos")
    path = ROOT / "tests/flows/cases/panos_routes.cfg"
    tree = platform.grammar.parse(path.read_text(encoding="utf-8"))
    head = "set network virtual-router default routing-table ip static-route out destination"
    (step,) = steps_of([f"{head} 198.18.0.0/15"], {}, tree, platform, PortPlan())
    assert (str(step.risk), step.why) == ("danger", ("routing",))


@pytest.mark.parametrize("name", CASES["lockouts"])
def test_a_plan_that_locks_out_is_refused(name: str) -> None:
    case = CASES["lockouts"][name]
    terms = {"account": case.get("account", ""), "sources": {case["host"]: case.get("from", "")}}
    made = plan(case["host"], case["before"], **terms)
    assert made.devices[0].lockout == (case["says"],)
    assert made.devices[0].refused
    assert made.exit_code == 2
    allowed = plan(case["host"], case["before"], **terms, allow_lockout=frozenset({case["host"]}))
    assert not allowed.devices[0].refused


def test_waived_objects_stay_as_they_are() -> None:
    case = CASES["waived"]
    (device,) = plan(case["host"], case["before"]).devices
    assert [kept.subject for kept in device.kept] == case["kept"]
    assert list(device.commands) == case["commands"]


def test_equal_meaning_needs_nothing() -> None:
    for host in ("ql-core", "mb-core", "mb-fw1"):
        made = plan(host, [])
        assert made.exit_code == 0
        assert made.devices[0].observed == made.devices[0].predicted


def test_a_plan_that_was_changed_is_no_plan(tmp_path: Path) -> None:
    made = plan("ql-core", ["vlan 777"])
    path = tmp_path / "plan.json"
    path.write_text(as_json(made), encoding="utf-8")
    read, digest = read_plan(path)
    assert (read, digest) == (made, plan_hash(made))
    path.write_text(as_json(made).replace("no vlan 777", "no vlan 20"), encoding="utf-8")
    with pytest.raises(UserError, match="changed after it was made"):
        read_plan(path)


@pytest.mark.parametrize("name", CASES["order"])
def test_references_go_before_what_they_name(name: str) -> None:
    case = CASES["order"][name]
    (device,) = plan(case["host"], case["before"]).devices
    assert list(device.commands) == case["commands"]
