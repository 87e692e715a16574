"""The example trust: proven as accepted, and each bad change shows a packet that really passes."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from schoolproof.check.judge import Place, judge
from schoolproof.check.load import find_controls
from schoolproof.check.proof import flows_of
from schoolproof.check.read import ReadConfig, read_config
from schoolproof.check.result import Outcome
from schoolproof.flows.trace import trace
from schoolproof.inventory import Project
from schoolproof.platforms import platform_named
from tests.flows.plain_lookup import look_up

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
KEY = b"a key for tests only"
CHANGES = [
    pytest.param(yaml.safe_load(path.read_text(encoding="utf-8")), id=path.stem)
    for path in sorted((HERE / "bad_changes").glob("*.yaml"))
]
PROVEN = (
    "filtering_and_monitoring/no_unfiltered_path",
    "filtering_and_monitoring/backup_line_filtered",
    "filtering_and_monitoring/dns_controlled",
    "cyber_security/inbound_default_deny",
    "cyber_security/segmentation_matrix",
    "cyber_security/risky_outbound_blocked",
    "cyber_security/ipv6_parity",
)
CONTROLS = {control.id: control for control in find_controls()}


@cache
def project() -> Project:
    return Project(ROOT)


def read(config: str, text: str | None = None) -> ReadConfig:
    path = ROOT / "configs" / f"{config}.cfg"
    found = read_config(text or path.read_text(encoding="utf-8"), platform_named("fortinet"), KEY)
    found.device.put(None, site=project().sites[config.split("/", maxsplit=1)[0]])
    return found


def outcome(control: str, config: ReadConfig) -> Any:
    chosen, device = CONTROLS[control], config.device
    place = Place("site", "host", "path", config, platform_named("fortinet"))
    inputs = {"device": device, "site": device.site, "params": chosen.params}
    return judge(chosen, inputs, place)


@pytest.mark.parametrize("config", ["quarry-lane/ql-fw1", "harbourside/hs-fw1", "millbrook/mb-fw1"])
def test_the_accepted_state_is_proven(config: str) -> None:
    device = read(config)
    for control in PROVEN:
        verdict = outcome(control, device)
        assert verdict.outcome is Outcome.PASS, (control, verdict.findings, verdict.reasons)


def test_there_are_six_bad_changes() -> None:
    assert len(CHANGES) >= 6


@pytest.mark.parametrize("change", CHANGES)
def test_a_bad_change_shows_a_packet_that_passes(change: dict[str, Any]) -> None:
    path = ROOT / "configs" / f"{change['config']}.cfg"
    old = path.read_text(encoding="utf-8")
    assert old.count(change["find"]) == 1
    text = old.replace(change["find"], change["replace"])
    bad = read(change["config"], text)
    verdict = outcome(change["control"], bad)
    assert verdict.outcome is Outcome.FAIL
    assert {f.quote for f in verdict.findings} == {change["line"]}
    source, target, protocol, port = change["packet"]
    shown = f"{source} → {target}, {protocol.upper()} {port}"
    assert any(shown in f.actual for f in verdict.findings), [f.actual for f in verdict.findings]
    found = trace(flows_of(bad.device), source, target, protocol, port)
    assert found.decision == "accept"
    number = change["replace"].split("edit ")[1].split("\n")[0]
    assert look_up(text, source, target, protocol, port) == (number, "accept")
