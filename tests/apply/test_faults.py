"""Whatever goes wrong in the middle, a device ends in the old state or in the new one."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from pathlib import Path

import pytest

from schoolproof.apply.run import Terms, apply_host
from schoolproof.cli.apply_link import SshLink
from tests.apply.play import PLAN, approve, command, drift, entry, make, needs_ansible, play
from tests.apply.school import CASES, School, environment, school
from tests.apply.tripwire import hang_up, kill_all, on_command, refuse_next, shut_while

PLATFORMS = tuple(CASES)
TIMED = ("cisco_ios", "hp_procurve", "fortinet")  # they go back by themselves
SOME = ("cisco_ios", "frr", "paloalto_panos")  # killing takes long; all platforms before a release
CHANGES = ("no ", "interface ", "config firewall", "edit ", "delete ", "description", "name ")
CHANGES += ("move ", "set deviceconfig")


def carry(made: School, platform: str, minute_s: float = 60.0) -> str:
    """Carry the plan out in this process; how it ended."""
    terms = Terms(
        made.root / PLAN, reason="a test of faults", approver="the test", minute_s=minute_s
    )
    host = CASES[platform]["host"]
    end = apply_host(made.project, terms, host, lambda name: SshLink(made.project, name)).end
    assert entry(made, platform)["end"] == end
    return str(end)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_connection_that_drops_after_the_third_command(tmp_path: Path, platform: str) -> None:
    host = CASES[platform]["host"]
    with school(tmp_path / "school", platform) as made:
        drift(made, platform)
        old = made.now(platform)
        make(made)
        on_command(made.running, host, CHANGES, 3, lambda: hang_up(made.running, host))
        assert carry(made, platform) == "rolled back"
        assert made.now(platform) == old
        assert carry(made, platform) == "applied"
        assert made.now(platform) == made.meaning(platform, made.accepted[platform])


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_device_in_another_state_than_the_plan_says(tmp_path: Path, platform: str) -> None:
    host = CASES[platform]["host"]
    with school(tmp_path / "school", platform) as made:
        drift(made, platform)
        make(made)
        made.running.change(host, CASES[platform]["elsewhere"])
        text = made.running.text(host)
        assert carry(made, platform) == "refused, nothing was changed"
        assert made.running.text(host) == text


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_device_that_rejects_a_line(tmp_path: Path, platform: str) -> None:
    host = CASES[platform]["host"]
    with school(tmp_path / "school", platform) as made:
        drift(made, platform)
        old = made.now(platform)
        make(made)
        on_command(made.running, host, CHANGES, 2, lambda: refuse_next(made.running, host))
        assert carry(made, platform) == "rolled back"
        assert made.now(platform) == old
        assert "the device refused a command" in entry(made, platform)["why"]


def test_commands_that_do_not_fit_are_not_typed(tmp_path: Path) -> None:
    with school(tmp_path / "school", "fortinet") as made:
        drift(made, "fortinet")
        old = made.now("fortinet")
        make(made, extra=(CASES["fortinet"]["refused"],))
        assert carry(made, "fortinet") == "refused, nothing was changed"
        assert made.now("fortinet") == old


@pytest.mark.parametrize("platform", TIMED)
def test_a_change_that_cuts_management_off(tmp_path: Path, platform: str) -> None:
    with school(tmp_path / "school", platform, minute_s=0.6) as made:
        drift(made, platform)
        made.running._server(CASES[platform]["host"]).machine.save()  # noqa: SLF001
        old = made.now(platform)
        make(made)
        shut_while(made.running, CASES[platform]["host"], lambda: made.now(platform) != old)
        assert carry(made, platform, 0.6) == "rolled back"
        assert made.now(platform) == old


@needs_ansible
@pytest.mark.parametrize("platform", PLATFORMS if "SCHOOLPROOF_EXAMPLES" in os.environ else SOME)
def test_ansible_is_killed_in_the_middle(tmp_path: Path, platform: str) -> None:
    host = CASES[platform]["host"]
    with school(tmp_path / "school", platform, minute_s=0.6) as made:
        drift(made, platform)
        made.running._server(host).machine.save()  # noqa: SLF001
        old = made.now(platform)
        approve(made, make(made))
        words = command(made, "-e", "device_minute=0.6")
        running: list[subprocess.Popen[bytes]] = []
        on_command(made.running, host, CHANGES, 3, lambda: kill_all(running[0].pid))
        running.append(
            subprocess.Popen(
                words,
                cwd=made.root,
                env=environment(),
                start_new_session=True,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
        )
        assert running[0].wait(60) == -signal.SIGKILL
        assert entry(made, platform)["stage"] == "applying"
        if platform in TIMED:
            _until(lambda: made.now(platform) == old)
        again = play(made)
        assert again.returncode == 0, again.stdout + again.stderr
        assert made.now(platform) == made.meaning(platform, made.accepted[platform])
        assert entry(made, platform)["interrupted_while"] == "applying"


def _until(true: object, seconds: float = 20) -> None:
    assert callable(true)
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "the device did not go back by itself"
        time.sleep(0.1)
