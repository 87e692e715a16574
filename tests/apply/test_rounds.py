"""Rounds of several devices, the way back to a past commit, and what breaks the glass."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import yaml

from schoolproof.apply.record import records
from schoolproof.drift.git import Git
from tests.apply.play import approve, drift, make, needs_ansible, play
from tests.apply.school import CASES, School, school
from tests.apply.tripwire import on_command, refuse_next

pytestmark = needs_ansible
RINGS = {"hp_procurve": "canary", "cisco_ios": "early", "frr": "all"}
GLASS = {"reason": "the hall is without network", "approver": "head of IT"}
ROLLBACK = "playbooks/rollback.yaml"


def ends(made: School) -> dict[str, str]:
    """How each device of the newest record ended."""
    return {host: entry["end"] for host, entry in records(made.root)[-1]["devices"].items()}


def test_the_canary_goes_first_and_its_failure_stops_the_rest(tmp_path: Path) -> None:
    with school(tmp_path / "school", "frr", "cisco_ios", "hp_procurve") as made:
        path = made.root / "inventory" / "hosts.yaml"
        hosts = yaml.safe_load(path.read_text("utf-8"))
        for platform, ring in RINGS.items():
            hosts[CASES[platform]["host"]]["data"]["ring"] = ring
        path.write_text(yaml.safe_dump(hosts), "utf-8")
        before = {name: drift(made, name) for name in RINGS}
        canary = CASES["hp_procurve"]["host"]
        approve(made, make(made))
        on_command(made.running, canary, ("no vlan",), 1, lambda: refuse_next(made.running, canary))
        assert play(made).returncode != 0
        assert ends(made) == {canary: "rolled back"}
        for name in ("cisco_ios", "frr"):
            assert made.running.text(CASES[name]["host"]) == before[name]
        done = play(made)
        assert done.returncode == 0, done.stdout
        order = [CASES[name]["host"] for name in RINGS]
        started = [records(made.root)[-1]["devices"][host]["started"] for host in order]
        assert started == sorted(started)
        assert [line.split("[")[1].split("]")[0] for line in changed(done.stdout)] == order


def changed(said: str) -> list[str]:
    """Ansible's lines about devices that it changed, in their order."""
    return [line for line in said.splitlines() if line.startswith("changed: [")]


def test_back_to_a_past_commit(tmp_path: Path) -> None:
    host = CASES["frr"]["host"]
    with school(tmp_path / "school", "frr") as made:
        first, old = made.git("rev-parse", "HEAD"), made.now("frr")
        config = made.root / "configs" / "hillside" / f"{host}.cfg"
        text = config.read_text("utf-8")
        config.write_text(text.replace("Core switch", "Core switch, ground floor"), "utf-8")
        made.commit("Say where it stands")
        approve(made, make(made))
        assert play(made).returncode == 0
        new = made.now("frr")
        assert new != old
        approve(made, make(made, accepted=first))
        refused = play(made)
        assert "plan again" in refused.stdout, (
            "apply.yaml leads to what Git accepts, and no further"
        )
        assert made.now("frr") == new
        done = play(made, playbook=ROLLBACK)
        assert done.returncode == 0, done.stdout
        assert made.now("frr") == old
        assert "ground floor" in made.git("show", f"HEAD:configs/hillside/{host}.cfg")


def test_broken_glass_stands_in_git_at_once(tmp_path: Path) -> None:
    with school(tmp_path / "school", "frr") as made:
        drift(made, "frr")
        make(made)
        (made.root / "policies" / "calendar.yaml").write_text("windows: []\n", "utf-8")
        assert "not approved" in play(made).stdout
        done = play(made, "-e", json.dumps(GLASS))
        assert done.returncode == 0, done.stdout
        (record,) = records(made.root)
        assert record["break_glass"] == GLASS
        note = noted(made, record["commit"])
        assert (note["break_glass"], note["end"], note["by"]) == (GLASS, "applied", record["by"])
        assert note["finished"] == record["devices"][note["host"]]["finished"]


def noted(made: School, commit: str) -> dict[str, Any]:
    """The note on a commit, of one line."""
    found: dict[str, Any] = json.loads(
        Git(made.root).run("notes", "--ref=schoolproof", "show", commit)
    )
    return found
