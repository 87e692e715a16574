"""Devices over real SSH: what is written, what is refused and why, and what never happens."""

from __future__ import annotations

import json
import os
import random
import re
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from schoolproof.cli.collect_view import View, as_json
from schoolproof.collect.options import Options
from schoolproof.collect.outcome import Report, Status
from schoolproof.collect.run import collect
from schoolproof.collect.tidy import tidy
from schoolproof.inventory import Project
from schoolproof.lab import Fault
from schoolproof.platforms import platform_named
from tests.collect.network import PLANTED, PLATFORMS, device, network, planted_in, write_repository

ROOT = Path(__file__).resolve().parents[2]
QUICK = Options(timeout=2, backoff=0.1, attempts=2, per_site=20)
# FortiOS has no other way to switch paging off, and it is put back as it was.
PAGING_ON_AND_OFF = {
    "terminal width 511", "terminal length 0", "no page",
    "config system console", "set output standard", "set output more", "end",
}  # fmt: skip
REASONS = {
    Fault.REFUSED: "refused",
    Fault.AUTH: "auth",
    Fault.SLOW: None,
    Fault.STALL: "timeout",
    Fault.DROP: "reset",
    Fault.GARBAGE: "garbage",
    Fault.HOSTKEY: "host-key",
    Fault.TRUNCATED: "truncated",
    Fault.PROMPT: "hostname",
    Fault.ERROR: "error-text",
    Fault.PAGER: "pager",
}


def _reasons(report: Report) -> dict[str, str | None]:
    return {outcome.host: outcome.reason for outcome in report.outcomes}


def _bytes(root: Path) -> dict[str, bytes]:
    return {str(p): p.read_bytes() for p in sorted((root / "configs").rglob("*")) if p.is_file()}


@pytest.mark.parametrize("platform", PLATFORMS)
def test_every_fault_has_its_reason_and_good_devices_are_written(
    tmp_path: Path, platform: str, capfd: pytest.CaptureFixture[str]
) -> None:
    good = [device(f"good{n}", platform) for n in range(8)]
    faulty = [device(f"bad-{fault}", platform, fault) for fault in Fault]
    with network(tmp_path, [*good, *faulty], sites=3) as (project, running):
        report = collect(project, QUICK)
        expected = {one.name: None for one in good} | {
            f"bad-{fault}": REASONS[fault] for fault in Fault
        }
        assert _reasons(report) == expected
        assert report.exit_code == 1
        assert running.logins("bad-auth") == 1
        assert all(running.logins(one.name) == 1 for one in good)
    written = {path.stem for path in (tmp_path / "configs").rglob("*.cfg")}
    assert written == {name for name, reason in expected.items() if reason is None}
    assert planted_in(tmp_path) == []
    View(1).show(report.outcomes[0])
    shown = as_json(report) + View(1).closing(report) + "".join(capfd.readouterr())
    assert not any(secret in shown for secret in PLANTED)
    schema = json.loads((ROOT / "docs/schemas/collect-1.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(as_json(report)), schema)


def test_collecting_twice_changes_no_byte(tmp_path: Path) -> None:
    devices = [device(f"dev-{platform}", platform) for platform in PLATFORMS]
    with network(tmp_path, devices) as (project, _running):
        assert collect(project, QUICK).exit_code == 0
        before = _bytes(tmp_path)
        again = collect(project, QUICK)
    assert {outcome.status for outcome in again.outcomes} == {Status.UNCHANGED}
    assert _bytes(tmp_path) == before
    assert any(name.endswith("collected.json") for name in before)


def test_letters_beyond_ascii_come_whole(tmp_path: Path) -> None:
    with network(tmp_path, [device("dev", "cisco_ios")]) as (project, _running):
        collect(project, QUICK)
    text = (tmp_path / "configs" / "site-0" / "dev.cfg").read_text(encoding="utf-8")
    assert " description Room 1, café corner\n" in text


def test_only_paging_enable_and_the_one_command_are_sent(tmp_path: Path) -> None:
    devices = [device(f"dev-{platform}", platform) for platform in PLATFORMS]
    with network(tmp_path, devices) as (project, running):
        collect(project, QUICK)
        sent = {command for one in devices for command in running.commands(one.name)}
    sent -= {"", *PAGING_ON_AND_OFF}
    assert {c for c in sent if not re.match(r"(?:show|get|exit|logout|enable)\b", c)} == set()


def test_a_bad_password_is_tried_on_two_devices_and_no_more(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SCHOOLPROOF_PASSWORD", "not the password")
    devices = [device(f"dev{n}", "cisco_ios") for n in range(12)]
    with network(tmp_path, devices, sites=3) as (project, running):
        report = collect(project, QUICK)
        tried = sum(running.logins(one.name) for one in devices)
    reasons = sorted(str(reason) for reason in _reasons(report).values())
    assert reasons == ["auth"] * 2 + ["brake"] * 10
    assert tried == 2


def test_a_wrong_enable_secret_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SCHOOLPROOF_ENABLE", "wrong")
    with network(tmp_path, [device("dev", "cisco_ios")]) as (project, _running):
        assert _reasons(collect(project, QUICK)) == {"dev": "enable"}


def test_a_new_key_is_refused_until_it_is_trusted_then_kept(tmp_path: Path) -> None:
    with network(tmp_path, [device("dev", "cisco_ios")], known=False) as (project, running):
        assert _reasons(collect(project, QUICK)) == {"dev": "host-key-unknown"}
        assert running.logins("dev") == 0
        trusting = Options(timeout=2, trust_new=True)
        report = collect(project, trusting)
        assert report.exit_code == 0
        assert [name for name, _, _ in report.keys] == [f"[127.0.0.1]:{running.port('dev')}"]
        kept = (tmp_path / "inventory" / "known_hosts").read_text(encoding="utf-8")
        assert running.host_key("dev").split()[1] in kept
        assert collect(project, QUICK).exit_code == 0


def test_a_changed_key_is_refused_even_when_new_ones_are_trusted(tmp_path: Path) -> None:
    with network(tmp_path, [device("dev", "cisco_ios", Fault.HOSTKEY)]) as (project, running):
        report = collect(project, Options(timeout=2, trust_new=True))
        assert _reasons(report) == {"dev": "host-key"}
        assert running.logins("dev") == 0


def test_a_failed_device_keeps_its_last_good_file(tmp_path: Path) -> None:
    devices = [device("dev", "cisco_ios")]
    with network(tmp_path, devices) as (project, _running):
        collect(project, QUICK)
        before = _bytes(tmp_path)
    with network(tmp_path, [device("dev", "cisco_ios", Fault.TRUNCATED)]) as (project, _running):
        assert collect(project, QUICK).exit_code == 1
    assert _bytes(tmp_path) == before


def test_a_dry_run_writes_nothing(tmp_path: Path) -> None:
    with network(tmp_path, [device("dev", "fortinet")]) as (project, _running):
        report = collect(project, Options(timeout=2, dry_run=True))
    assert [outcome.status for outcome in report.outcomes] == [Status.CHANGED]
    assert _bytes(tmp_path) == {}


def test_retry_failed_takes_up_just_those(tmp_path: Path) -> None:
    devices = [device("good", "cisco_ios"), device("bad", "cisco_ios", Fault.ERROR)]
    with network(tmp_path, devices) as (project, running):
        collect(project, QUICK)
        retry = Options(timeout=2, retry_failed=True)
        assert _reasons(collect(project, retry)) == {"bad": "error-text"}
        assert running.logins("good") == 1


def test_a_stopped_run_leaves_everything_whole_and_is_resumed(tmp_path: Path) -> None:
    devices = [device(f"dev{n:02}", "cisco_ios", delay_s=0.1) for n in range(30)]
    with network(tmp_path, devices, sites=3) as (project, running):
        timer = threading.Timer(2.0, lambda: os.kill(os.getpid(), signal.SIGINT))
        timer.start()
        report = collect(project, Options(timeout=5, workers=4))
        assert report.interrupted
        assert report.exit_code == 1
        done = {o.host for o in report.outcomes if o.good}
        assert 0 < len(done) < 30
        assert {p.stem for p in (tmp_path / "configs").rglob("*.cfg")} == done
        rest = collect(project, Options(timeout=5, resume=True, per_site=20))
        assert {o.host for o in rest.outcomes if o.good} == {o.name for o in devices} - done
        assert all(running.logins(name) == 1 for name in done)


def test_killed_at_any_moment_no_file_is_half_and_the_next_run_completes(tmp_path: Path) -> None:
    devices = [device(f"dev{n:02}", PLATFORMS[n % 3]) for n in range(12)]
    chance = random.Random(4711)  # noqa: S311  moments, not secrets
    with network(tmp_path, devices, sites=3) as (project, _running):
        assert collect(project, QUICK).exit_code == 0
        good = _bytes(tmp_path)
        for _ in range(20):
            for path in list((tmp_path / "configs").rglob("*.cfg"))[::2]:
                path.write_bytes(path.read_bytes().replace(b"PUPIL", b"OTHER"))
            before = _bytes(tmp_path)
            command = [sys.executable, "-m", "schoolproof", "collect", "--timeout", "5"]
            with subprocess.Popen(
                command, cwd=tmp_path, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            ) as process:
                time.sleep(chance.uniform(0.8, 2.6))
                process.kill()
            for name, data in _bytes(tmp_path).items():
                if name.endswith(".cfg"):
                    assert data in {before[name], good[name]}
            assert planted_in(tmp_path) == []
        assert collect(Project(tmp_path), QUICK).exit_code == 0
    assert _bytes(tmp_path) == good


def test_two_runs_at_once_are_one_too_many(tmp_path: Path) -> None:
    from schoolproof.collect.state import only_one  # noqa: PLC0415  used here alone
    from schoolproof.errors import UserError  # noqa: PLC0415

    with (
        only_one(tmp_path),
        pytest.raises(UserError, match="another `schoolproof collect` runs"),
        only_one(tmp_path),
    ):
        pass


def test_no_more_than_the_limit_of_one_site_at_once(tmp_path: Path) -> None:
    devices = [device(f"dev{n}", "cisco_ios", delay_s=0.05) for n in range(10)]
    with network(tmp_path, devices) as (project, running):
        most, done = 0, threading.Event()

        def watch() -> None:
            nonlocal most
            while not done.is_set():
                open_now = sum(
                    bool(running.logins(d.name)) and not _left(running, d.name) for d in devices
                )
                most = max(most, open_now)
                time.sleep(0.01)

        thread = threading.Thread(target=watch)
        thread.start()
        assert collect(project, Options(timeout=5, per_site=2)).exit_code == 0
        done.set()
        thread.join()
    assert most <= 3  # the one that just said exit may still be counted


def _left(running: Any, name: str) -> bool:
    return "exit" in running.commands(name)


def test_two_hundred_devices_a_fifth_of_them_faulty(tmp_path: Path) -> None:
    kinds = [f for f in Fault if f not in {Fault.STALL, Fault.SLOW}]
    devices = [
        device(f"dev{n:03}", PLATFORMS[n % 3], kinds[n // 5 % len(kinds)] if n % 5 == 4 else None)
        for n in range(200)
    ]
    with network(tmp_path, devices, sites=25) as (project, running):
        report = collect(project, Options(timeout=3, backoff=0.1, attempts=2))
        auth = [one for one in devices if one.fault is Fault.AUTH]
        assert all(running.logins(one.name) <= 1 for one in auth)
    wanted = {d.name: REASONS[Fault(d.fault)] if d.fault else None for d in devices}
    assert _reasons(report) == wanted
    assert len(list((tmp_path / "configs").rglob("*.cfg"))) == 160
    assert planted_in(tmp_path) == []


def test_the_command_line_names_what_failed_and_what_to_try(tmp_path: Path) -> None:
    from schoolproof.lab import lab  # noqa: PLC0415  used here alone

    devices = [device("good", "cisco_ios"), device("bad", "fortinet", Fault.TRUNCATED)]
    with lab(devices) as running:
        write_repository(tmp_path, devices, running)
        command = [sys.executable, "-m", "schoolproof", "collect"]
        done = subprocess.run(
            command, cwd=tmp_path, capture_output=True, text=True, check=False, timeout=60
        )
    assert done.returncode == 1
    assert "bad: FAILED truncated" in done.stderr
    assert "2 devices: 1 changed, 1 failed" in done.stdout
    assert "try: use --retry-failed" in done.stdout
    assert not any(secret in done.stdout + done.stderr for secret in PLANTED)


@pytest.mark.parametrize(
    ("platform", "path", "repeat"),
    [
        ("cisco_ios", "configs/quarry-lane/ql-eng-sw1.cfg", 1),
        ("fortinet", "configs/millbrook/mb-fw1.cfg", 1),
        ("hp_procurve", "configs/millbrook/mb-sw1.cfg", 2),
    ],
)
def test_a_long_configuration_comes_byte_for_byte(
    tmp_path: Path, platform: str, path: str, repeat: int
) -> None:
    known = platform_named(platform)
    text = (ROOT / path).read_text(encoding="utf-8") * repeat
    one = device("dev", platform)
    one.text = known.session.hostname.sub(lambda m: m[0].replace(m[1], "dev"), text)  # type: ignore[union-attr]
    with network(tmp_path, [one]) as (project, _running):
        report = collect(project, QUICK)
    assert report.exit_code == 0, report
    written = (tmp_path / "configs" / "site-0" / "dev.cfg").read_text(encoding="utf-8")
    assert written == tidy(one.text, known)
    assert written.count("\n") > 2000
