"""Commands for IOS and FRR go through `cisco.ios`, and nothing is lost on the way."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.apply.play import PLAN, approve, drift, entry, make, needs_ansible, play
from tests.apply.school import CASES, School, school
from tests.apply.tripwire import hang_up, on_command, refuse_next

pytestmark = needs_ansible
BY_COLLECTION = ("cisco_ios", "frr")
CHANGES = ("no ", "interface ", "description")
VALUE = "Not-In-Any-File-77"
BANNER = "banner motd ^C\nKeep out: ask the office\n\nexit\n^C"
COMMUNITY = "snmp-server community {{ secrets.reader }} RO 10"
KEPT = {
    "SCHOOLPROOF_SECRET_READER": VALUE,
    "ANSIBLE_KEEP_REMOTE_FILES": "1",
    "ANSIBLE_LOCAL_TEMP": "{home}",
    "ANSIBLE_REMOTE_TEMP": "{home}",
    "ANSIBLE_LOG_PATH": "{home}/log",
}


@pytest.mark.parametrize("platform", BY_COLLECTION)
def test_the_module_says_what_it_typed(tmp_path: Path, platform: str) -> None:
    with school(tmp_path / "school", platform) as made:
        drift(made, platform)
        approve(made, make(made))
        done = play(made, "-v")
        assert done.returncode == 0, done.stdout
        assert '"module": "cisco.ios.ios_config"' in done.stdout
        assert made.now(platform) == made.meaning(platform, made.accepted[platform])


@pytest.mark.parametrize("platform", BY_COLLECTION)
@pytest.mark.parametrize("fault", [refuse_next, hang_up])
def test_a_fault_in_the_middle_ends_in_the_old_state(
    tmp_path: Path, platform: str, fault: object
) -> None:
    assert callable(fault)
    host = CASES[platform]["host"]
    with school(tmp_path / "school", platform) as made:
        drift(made, platform)
        old = made.now(platform)
        approve(made, make(made))
        on_command(made.running, host, CHANGES, 3, lambda: fault(made.running, host))
        assert play(made).returncode != 0
        why = "the device refused a command"
        if fault is hang_up:
            why = "the session of cisco.ios.ios_config ended before its work was done"
        assert (entry(made, platform)["end"], entry(made, platform)["why"]) == ("rolled back", why)
        assert made.now(platform) == old
        assert play(made).returncode == 0
        assert made.now(platform) == made.meaning(platform, made.accepted[platform])


def test_without_the_collection_no_device_is_touched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with school(tmp_path / "school", "cisco_ios") as made:
        text = drift(made, "cisco_ios")
        approve(made, make(made))
        monkeypatch.setenv("ANSIBLE_COLLECTIONS_SCAN_SYS_PATH", "false")
        done = play(made)
        assert done.returncode != 0
        assert "ansible-galaxy collection install -r" in done.stdout
        assert made.running.text(CASES["cisco_ios"]["host"]) == text
        assert not (made.root / "records").exists()


def test_a_banner_and_a_secret(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Both arrive as they are; the secret stands in no file and in nothing that Ansible says."""
    host, home = CASES["cisco_ios"]["host"], tmp_path / "home"
    home.mkdir()
    for name, value in KEPT.items():
        monkeypatch.setenv(name, value.format(home=home))
    with school(tmp_path / "school", "cisco_ios") as made:
        accept(made, f"{BANNER}\n{COMMUNITY}\n")
        approve(made, make(made))
        plan = (made.root / PLAN).read_text("utf-8")
        assert "{{ secrets.reader }}" in plan
        assert "Keep out" in plan
        done = play(made, "-vvv")
        assert done.returncode == 0, done.stdout
        running = made.running.text(host)
        assert COMMUNITY.replace("{{ secrets.reader }}", VALUE) in running
        assert BANNER.split("\n")[1] in running
    assert VALUE not in done.stdout + done.stderr
    assert [p for p in home.rglob("*") if p.is_file()], "Ansible kept its files"
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not [path for path in files if VALUE.encode() in path.read_bytes()]


def accept(made: School, lines: str) -> None:
    """Let Git accept more lines, before the last one."""
    path = made.root / "configs" / "hillside" / f"{CASES['cisco_ios']['host']}.cfg"
    text = path.read_text("utf-8").rstrip("\n").removesuffix("end")
    path.write_text(f"{text}{lines}end\n", "utf-8")
    made.commit("Accept more")
