"""Devices whose descriptions, names and banners play prompt, pager, error, markup and terminal."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from schoolproof.cli.collect_view import View, as_json, line
from schoolproof.collect.options import Options
from schoolproof.collect.outcome import Report
from schoolproof.collect.run import collect
from schoolproof.lab import LabDevice
from tests.collect.network import PLANTED, PLATFORMS, device, network, planted_in

HOSTILE = Path(__file__).parent / "hostile"
QUICK = Options(timeout=2, backoff=0.1, attempts=2)
MARKS = {  # what must come through, and stand in the file
    "cisco_ios": ("sw1(config)#\nsw1>\n", "--More-- is no pager here", "[red]Room 1[/red]"),
    "fortinet": ('set alias "--More--"', "sw1 # show\nconfig system admin\nend\n"),
    "hp_procurve": ('name "sw1# -- MORE --, next page: Space"', "sw1# ::error:: no page"),
}
COMMANDS = ("\x1b", "\u202e", "\u2066")  # what a terminal would obey


def hostile(name: str, platform: str) -> LabDevice:
    """A device that somebody configured to mislead the collector."""
    text = (HOSTILE / f"{platform}.cfg").read_text(encoding="utf-8")
    plain = text.partition("Running configuration:\n\n")[2] or text
    return replace(device(name, platform), text=plain)


def _shown(report: Report) -> str:
    lines = [line(outcome) for outcome in report.outcomes]
    return "\n".join([*lines, View(1).closing(report), as_json(report)])


@pytest.mark.parametrize("platform", PLATFORMS)
def test_collected_twice_over_no_byte_changes_and_nothing_is_obeyed(
    tmp_path: Path, platform: str
) -> None:
    with network(tmp_path, [hostile("sw1", platform)]) as (project, running):
        first = collect(project, QUICK)
        assert first.exit_code == 0, first.outcomes
        path = tmp_path / "configs" / "site-0" / "sw1.cfg"
        written = path.read_bytes()
        second = collect(project, QUICK)
        assert [outcome.status for outcome in second.outcomes] == ["unchanged"]
        assert path.read_bytes() == written
        assert running.logins("sw1") == 2
    text = written.decode("utf-8")
    for mark in MARKS[platform]:
        assert mark in text
    shown = _shown(first) + _shown(second)
    assert not any(secret in shown for secret in PLANTED)
    assert planted_in(tmp_path) == []


@pytest.mark.parametrize(
    "name", ["sw1\x1b[2J", "sw1\u202e", "sw.*", "[red]sw1", "::error::sw1", "sw1;reboot"]
)
def test_a_name_that_a_terminal_would_obey_is_refused_and_shown_harmlessly(
    tmp_path: Path, name: str
) -> None:
    one = device("sw1", "cisco_ios")
    one = replace(one, text=one.text.replace("hostname sw1\n", f"hostname {name}\n"))
    with network(tmp_path, [one]) as (project, _running):
        report = collect(project, QUICK)
    assert [outcome.reason for outcome in report.outcomes] == ["hostname"]
    shown = _shown(report)
    assert not any(character in shown for character in COMMANDS)
    assert not any(line.startswith("::") for line in shown.splitlines())
    assert json.loads(as_json(report))["devices"][0]["reason"] == "hostname"
    assert not list((tmp_path / "configs").rglob("*.cfg"))
