"""Devices behind a real bastion: OpenSSH's own server, and its client in front of ours."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml

from schoolproof.collect.options import Options
from schoolproof.collect.outcome import Report
from schoolproof.collect.run import collect
from schoolproof.inventory import Project
from schoolproof.lab import Fault, Lab, LabDevice
from tests.collect.network import PASSWORD, PLANTED, PLATFORMS, device, network, planted_in
from tests.collect.openssh import Bastion, bastion, missing

QUICK = Options(timeout=2, backoff=0.1, attempts=2)
JUMP = "Host sw-*\n  HostName 127.0.0.1\n  ProxyJump {}\n"


@pytest.fixture(autouse=True)
def _installed() -> None:
    reason = missing()
    if reason and os.environ.get("CI") == "true":
        pytest.fail(f"CI must test against a real bastion: {reason}")
    if reason:
        pytest.skip(reason)


@dataclass(frozen=True)
class Place:
    """A school whose devices stand behind a bastion; the inventory knows them by name alone."""

    project: Project
    running: Lab
    bastion: Bastion

    @property
    def known(self) -> Path:
        """The file of host keys."""
        return self.project.root / "inventory" / "known_hosts"

    def configure(self, text: str) -> None:
        """Write the site's ssh_config."""
        path = self.project.root / "inventory" / "ssh_config"
        path.write_text(text, encoding="utf-8")

    def collect(self) -> Report:
        """As somebody would from another folder."""
        return collect(Project(self.project.root), QUICK)


@contextmanager
def behind(
    tmp_path: Path, devices: list[LabDevice], *, itself: bool = False, closed: bool = False
) -> Iterator[Place]:
    """A bastion that leads to the devices, or nowhere when it is closed to them."""
    with network(tmp_path / "School network", devices) as (project, running):
        hosts = project.root / "inventory" / "hosts.yaml"
        data = yaml.safe_load(hosts.read_text(encoding="utf-8"))
        for name, entry in data.items():
            entry["hostname"] = name  # only ssh_config knows where that is
        hosts.write_text(yaml.safe_dump(data), encoding="utf-8")
        ports = [9 if closed else running.port(one.name) for one in devices]
        with bastion(tmp_path / "bastion", ports, itself=itself) as gate:
            place = Place(Project(project.root), running, gate)
            place.known.write_text(gate.known + running.known_hosts(), encoding="utf-8")
            place.configure(gate.ssh_config("gate", rest=JUMP.format("gate")))
            yield place


def _reasons(report: Report) -> dict[str, str | None]:
    return {outcome.host: outcome.reason for outcome in report.outcomes}


def _children() -> list[str]:
    """The programs that this process started and that still run, zombies too."""
    own = str(os.getpid())
    stats = (path.read_text() for path in Path("/proc").glob("[0-9]*/stat") if path.exists())
    fields = ((stat.partition("(")[2].rpartition(")")) for stat in stats)
    return [name for name, _, rest in fields if rest.split()[1] == own]


def test_every_platform_is_collected_through_the_bastion(tmp_path: Path) -> None:
    devices = [device(f"sw-{platform}", platform) for platform in PLATFORMS]
    with behind(tmp_path, devices) as place:
        report = place.collect()
        assert _reasons(report) == {one.name: None for one in devices}
        for one in devices:
            assert place.running.logins(one.name) == 1
            assert place.bastion.led_to(place.running.port(one.name)) == 1
        assert place.bastion.log.count("Accepted publickey") == len(devices)
        assert not any(secret in place.bastion.log for secret in (*PLANTED, PASSWORD))
        again = place.collect()
        assert {outcome.status for outcome in again.outcomes} == {"unchanged"}
        assert "ssh" not in _children()
    assert planted_in(tmp_path) == []


def test_of_two_bastions_the_second_may_be_the_one_that_is_down(tmp_path: Path) -> None:
    with behind(tmp_path, [device("sw-1", "cisco_ios")]) as place:
        rest = f"Host inner\n  HostName 127.0.0.1\n  Port 9\n{JUMP.format('outer,inner')}"
        place.configure(place.bastion.ssh_config("outer", rest=rest))
        report = place.collect()
    assert _reasons(report) == {"sw-1": "bastion"}


def test_two_bastions_one_behind_the_other(tmp_path: Path) -> None:
    with behind(tmp_path, [device("sw-1", "cisco_ios")], itself=True) as place:
        rest = JUMP.format("outer,inner")
        place.configure(place.bastion.ssh_config("outer", "inner", rest=rest))
        assert _reasons(place.collect()) == {"sw-1": None}
        assert place.bastion.led_to(place.bastion.port) == 1
        assert place.bastion.led_to(place.running.port("sw-1")) == 1


def test_a_proxy_command_gets_the_port_of_the_inventory(tmp_path: Path) -> None:
    with behind(tmp_path, [device("sw-1", "hp_procurve")]) as place:
        file = place.project.root / "inventory" / "ssh_config"
        command = f"ssh -F '{file}' -W %h:%p gate"
        rest = f"Host sw-*\n  HostName 127.0.0.1\n  ProxyCommand {command}\n"
        place.configure(place.bastion.ssh_config("gate", rest=rest))
        assert _reasons(place.collect()) == {"sw-1": None}
        assert place.bastion.led_to(place.running.port("sw-1")) == 1


def test_without_a_jump_nothing_goes_through_the_bastion(tmp_path: Path) -> None:
    with behind(tmp_path, [device("sw-1", "cisco_ios")]) as place:
        place.configure(place.bastion.ssh_config("gate", rest=JUMP.format("none")))
        assert _reasons(place.collect()) == {"sw-1": None}
        assert place.bastion.led_to(place.running.port("sw-1")) == 0


def test_the_keys_of_devices_behind_it_stay_strict(tmp_path: Path) -> None:
    devices = [device("sw-changed", "cisco_ios", Fault.HOSTKEY), device("sw-new", "cisco_ios")]
    with behind(tmp_path, devices) as place:
        port = place.running.port("sw-new")
        lines = place.known.read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if not line.startswith(f"[127.0.0.1]:{port} ")]
        place.known.write_text("".join(kept), encoding="utf-8")
        report = place.collect()
        assert _reasons(report) == {"sw-changed": "host-key", "sw-new": "host-key-unknown"}
        assert [place.running.logins(one.name) for one in devices] == [0, 0]


@pytest.mark.parametrize(
    ("fault", "reason"),
    [(Fault.DROP, "reset"), (Fault.STALL, "timeout"), (Fault.AUTH, "auth"), (None, None)],
)
def test_faults_of_devices_behind_it_keep_their_reasons(
    tmp_path: Path, fault: Fault | None, reason: str | None
) -> None:
    with behind(tmp_path, [device("sw-1", "fortinet", fault)]) as place:
        assert _reasons(place.collect()) == {"sw-1": reason}
        assert "ssh" not in _children()


def test_a_device_that_is_down_is_told_from_a_bastion_that_forbids(tmp_path: Path) -> None:
    for name, closed, reason in (("down", False, "refused"), ("forbidden", True, "bastion")):
        (tmp_path / name).mkdir()
        fault = None if closed else Fault.REFUSED
        one = device("sw-1", "cisco_ios", fault)
        with behind(tmp_path / name, [one], closed=closed) as place:
            report = place.collect()
            assert _reasons(report) == {"sw-1": reason}
            assert "bastion" in report.outcomes[0].detail
            assert place.running.logins("sw-1") == 0


@pytest.mark.parametrize(
    ("line", "detail"),
    [
        ("  Port {port}\n", "cannot be reached"),
        ("  IdentityFile {folder}/user_key\n", "refused our login"),
        ("  UserKnownHostsFile inventory/known_hosts\n", "host key is unknown"),
        ("  HostName 127.0.0.1\n", "no name server knows the bastion"),
    ],
)
def test_a_bastion_that_does_not_let_us_in_is_named(tmp_path: Path, line: str, detail: str) -> None:
    """Each line that leads through is spoilt: nobody is asked, no device sees a password."""
    with behind(tmp_path, [device("sw-1", "cisco_ios")]) as place:
        text = place.bastion.ssh_config("gate", rest=JUMP.format("gate"))
        line = line.format(port=place.bastion.port, folder=place.bastion.folder)
        spoilt = {"Port": "9", "HostName": "gate.invalid"}.get(line.split()[0], "/dev/null")
        assert line in text
        place.configure(text.replace(line, f"  {line.split()[0]} {spoilt}\n", 1))
        start = time.monotonic()
        report = place.collect()
        assert time.monotonic() - start < 15
        assert _reasons(report) == {"sw-1": "bastion"}
        assert detail in report.outcomes[0].detail
        assert report.outcomes[0].attempts == 1
        assert place.running.logins("sw-1") == 0


def test_without_the_program_ssh_it_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with behind(tmp_path, [device("sw-1", "cisco_ios")]) as place:
        monkeypatch.setenv("PATH", str(tmp_path))
        report = place.collect()
    assert _reasons(report) == {"sw-1": "bastion"}
    assert "'ssh' cannot be started" in report.outcomes[0].detail
