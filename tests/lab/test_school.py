"""A lab for a whole repository: its devices, their drift, their secrets, `lab up`."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

from schoolproof.inventory import Project
from schoolproof.lab import lab
from schoolproof.lab.drift import documented, drifted
from schoolproof.lab.made_up import with_secrets
from schoolproof.lab.school import Login, Wanted, devices, write_school
from schoolproof.model.secret import TOKEN
from schoolproof.platforms import platform_named
from schoolproof.sanitise import RawConfig, sanitise

ROOT = Path(__file__).parents[2]
LOGIN = Login("tester", "let-the-tester-in", "and-let-it-work")
TRUST = Project(ROOT)
FINGERPRINT = re.compile(r":[0-9a-f]{8}(?=[:>])")
KIND = re.compile(
    r"(?<=<redacted:)(?:psk|type8|pb2|pbkdf2)(?=:)"
)  # written by hand, one for the other


@pytest.mark.parametrize("host", sorted(TRUST.hosts))
def test_made_up_secrets_are_found_again_and_leave_the_same_tokens(host: str) -> None:
    platform = platform_named(TRUST.hosts[host].platform)
    accepted = TRUST.config_path(TRUST.hosts[host]).read_text(encoding="utf-8")
    raw = with_secrets(accepted, host)
    assert not TOKEN.search(raw)
    clean = sanitise(RawConfig(raw, source=host), platform, b"a key for tests only").text
    assert _alike(clean) == _alike(accepted)


def _alike(text: str) -> str:
    return KIND.sub("same", FINGERPRINT.sub(":same", text))


@pytest.mark.parametrize("host", sorted(documented()))
def test_each_documented_change_changes_its_host(host: str) -> None:
    changes = documented()[host]
    text = TRUST.config_path(TRUST.hosts[host]).read_text(encoding="utf-8")
    running, saved = drifted(text, TRUST.hosts[host].platform, changes)
    assert running != text
    assert (saved == running) is all(change.saved for change in changes)
    was, now = Counter(text.splitlines()), Counter(running.splitlines())
    assert (now - was).total() + (was - now).total() <= 2


def test_two_hundred_devices_start_within_five_seconds() -> None:
    found = devices(TRUST, LOGIN, Wanted(count=200, faults="refused=10%,auth=2%", drift=False))
    start = time.monotonic()
    with lab([pupil.device for pupil in found]) as running:
        took = time.monotonic() - start
        ports = {running.port(pupil.device.name) for pupil in found}
    assert took < 5
    assert len(ports) == len(found) == 200
    assert "hostname ql-core-15\n" in found[14 * 14].device.text
    assert sum(pupil.device.fault is not None for pupil in found) == 24


def test_the_labs_repository_holds_what_is_accepted_and_nothing_secret(school: Path) -> None:
    project = Project(school)
    found = devices(project, LOGIN, Wanted())
    with lab([pupil.device for pupil in found]) as running:
        root = write_school(project, found, running)
        write_school(project, found, running)  # a second time replaces the first
    made = Project(root)
    assert list(made.hosts) == list(project.hosts)
    for name, host in made.hosts.items():
        assert host.address == "127.0.0.1"
        assert str(running.port(name)) in (root / "inventory" / "hosts.yaml").read_text()
        assert running.host_key(name) in (root / "inventory" / "known_hosts").read_text()
        accepted = made.config_path(host).read_text(encoding="utf-8")
        original = project.config_path(project.hosts[name]).read_text(encoding="utf-8")
        assert FINGERPRINT.sub("", accepted) == FINGERPRINT.sub("", original)
    written = "".join(p.read_text() for p in root.rglob("*") if p.is_file())
    assert LOGIN.password not in written
    assert LOGIN.enable not in written


def test_lab_up_tells_the_way_in_and_ends_when_asked(school: Path) -> None:
    command = [sys.executable, "-m", "schoolproof", "lab", "up", "--faults", "auth"]
    env = {**os.environ, "SCHOOLPROOF_PASSWORD": LOGIN.password, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(
        command, cwd=school, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        said = ""
        for line in process.stdout:
            said += line
            if "Ctrl-C" in line:
                break
        process.send_signal(signal.SIGINT)
        _, errors = process.communicate(timeout=10)
    assert process.returncode == 0, errors
    assert "auth" in said
    assert "cd .schoolproof/lab" in said
    assert LOGIN.password not in said  # it is known already
    assert "export SCHOOLPROOF_ENABLE=" in said


def test_lab_up_refuses_a_fault_that_does_not_exist(school: Path) -> None:
    command = [sys.executable, "-m", "schoolproof", "lab", "up", "--faults", "flod"]
    found = subprocess.run(command, cwd=school, capture_output=True, text=True, check=False)
    assert found.returncode == 2
    assert "there is no fault 'flod'" in found.stderr
    assert not (school / ".schoolproof").exists()
