"""The example trust: proven as accepted, and each bad change shows a packet that really passes."""

from __future__ import annotations

from typing import Any

import pytest

from schoolproof.check.firewalls.proof import flows_of
from schoolproof.check.result import Outcome
from schoolproof.flows.firewalls.trace import trace
from tests.flows.example import changes, read, text_at, verdict_on
from tests.flows.plain_lookup import look_up

CHANGES = changes("bad_changes")
PROVEN = (
    "filtering_and_monitoring/no_unfiltered_path",
    "filtering_and_monitoring/backup_line_filtered",
    "filtering_and_monitoring/dns_controlled",
    "cyber_security/inbound_default_deny",
    "cyber_security/segmentation_matrix",
    "cyber_security/risky_outbound_blocked",
    "cyber_security/ipv6_parity",
)


@pytest.mark.parametrize("config", ["quarry-lane/ql-fw1", "harbourside/hs-fw1", "millbrook/mb-fw1"])
def test_the_accepted_state_is_proven(config: str) -> None:
    device = read(config, platform="fortinet")
    for control in PROVEN:
        verdict = verdict_on(control, device)
        assert verdict.outcome is Outcome.PASS, (control, verdict.findings, verdict.reasons)


def test_there_are_six_bad_changes() -> None:
    assert len(CHANGES) >= 6


@pytest.mark.parametrize("change", CHANGES)
def test_a_bad_change_shows_a_packet_that_passes(change: dict[str, Any]) -> None:
    old = text_at(change["config"])
    assert old.count(change["find"]) == 1
    text = old.replace(change["find"], change["replace"])
    bad = read(change["config"], text, platform="fortinet")
    verdict = verdict_on(change["control"], bad)
    assert verdict.outcome is Outcome.FAIL
    assert {f.quote for f in verdict.findings} == {change["line"]}
    source, target, protocol, port = change["packet"]
    shown = f"{source} → {target}, {protocol.upper()} {port}"
    assert any(shown in f.actual for f in verdict.findings), [f.actual for f in verdict.findings]
    found = trace(flows_of(bad.device), source, target, protocol, port)
    assert found.decision == "accept"
    number = change["replace"].split("edit ")[1].split("\n")[0]
    assert look_up(text, source, target, protocol, port) == (number, "accept")
