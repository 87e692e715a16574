"""A device that speaks old SSH only: refused until the inventory names each old algorithm."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from schoolproof.cli.collect_view import View
from schoolproof.collect.options import Options
from schoolproof.collect.outcome import Report
from schoolproof.collect.run import collect
from schoolproof.collect.ssh import LEGACY_KEX
from schoolproof.inventory import Project
from schoolproof.lab import Lab, LabDevice
from tests.collect.network import PLATFORMS, device, network

QUICK = Options(timeout=2, backoff=0.1, attempts=2)
NEEDED = ("diffie-hellman-group14-sha1", "ssh-rsa", "aes256-cbc", "hmac-sha1")


def old(name: str, platform: str) -> LabDevice:
    """A device of twenty years ago."""
    return replace(device(name, platform), old_ssh=True)


def with_names(project: Project, host: str, names: tuple[str, ...]) -> Project:
    """The same repository, in which one host asks for these algorithms."""
    path = project.root / "inventory" / "hosts.yaml"
    hosts = yaml.safe_load(path.read_text(encoding="utf-8"))
    hosts[host]["data"]["legacy_ssh"] = list(names)
    path.write_text(yaml.safe_dump(hosts), encoding="utf-8")
    return Project(project.root)


def _refused(report: Report, running: Lab, names: str) -> None:
    (outcome,) = report.outcomes
    assert outcome.reason == "algorithms"
    assert outcome.detail == f"it offers nothing newer than {names}"
    assert outcome.attempts == 1
    assert running.logins("old") == 0


@pytest.mark.parametrize("platform", PLATFORMS)
def test_it_is_refused_with_what_it_needs_and_collected_when_that_is_named(
    tmp_path: Path, platform: str
) -> None:
    with network(tmp_path, [old("old", platform)]) as (project, running):
        report = collect(project, QUICK)
        _refused(report, running, ", ".join(NEEDED))
        shown = View(1).closing(report)
        assert "name what it needs in `legacy_ssh` of this host" in shown
        assert not list((tmp_path / "configs").rglob("*.cfg"))
        assert collect(with_names(project, "old", NEEDED), QUICK).exit_code == 0
        assert running.logins("old") == 1
    assert (tmp_path / "configs" / "site-0" / "old.cfg").is_file()


@pytest.mark.parametrize("left_out", NEEDED)
def test_each_of_them_must_be_named(tmp_path: Path, left_out: str) -> None:
    names = tuple(name for name in NEEDED if name != left_out)
    with network(tmp_path, [old("old", "hp_procurve")]) as (project, running):
        report = collect(with_names(project, "old", names), QUICK)
        _refused(report, running, ", ".join(NEEDED))


def test_one_old_device_loosens_nothing_for_the_others(tmp_path: Path) -> None:
    devices = [old("old", "fortinet"), old("other", "fortinet"), device("new", "fortinet")]
    with network(tmp_path, devices) as (project, running):
        # with every old key exchange named, Netmiko's driver would loosen more by itself
        report = collect(with_names(project, "old", (*LEGACY_KEX, *NEEDED[1:])), QUICK)
        reasons = {outcome.host: outcome.reason for outcome in report.outcomes}
        assert reasons == {"old": None, "other": "algorithms", "new": None}
        report = collect(with_names(project, "old", LEGACY_KEX), QUICK)
        reasons = {outcome.host: outcome.reason for outcome in report.outcomes}
        assert reasons == {"old": "algorithms", "other": "algorithms", "new": None}
        assert running.logins("other") == 0


def test_its_changed_key_is_refused_all_the_same(tmp_path: Path) -> None:
    one = replace(old("old", "cisco_ios"), fault="hostkey")
    with network(tmp_path, [one]) as (project, running):
        report = collect(with_names(project, "old", NEEDED), QUICK)
        assert [outcome.reason for outcome in report.outcomes] == ["host-key"]
        assert running.logins("old") == 0
