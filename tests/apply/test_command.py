"""`schoolproof plan` and the inventory for Ansible, as people call them."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

from tests.apply.school import ROOT, environment, school

BIN = Path(sys.executable).parent


def run(folder: Path, *words: str, code: int) -> str:
    done = subprocess.run(
        words, cwd=folder, env=environment(), capture_output=True, text=True, check=False
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout


def test_a_plan_for_people_and_for_approval(tmp_path: Path) -> None:
    folder = tmp_path / "collected"
    folder.mkdir()
    hostile = "```\n::error::x \x1b[31m"
    with school(tmp_path / "school", "frr") as made:
        text = made.accepted["frr"].replace("Core switch", hostile.replace("\n", " "))
        (folder / "ql-rtr1.cfg").write_text(text, encoding="utf-8")
        words = (str(BIN / "schoolproof"), "plan", "--observed", str(folder))
        shown = run(made.root, *words, code=1)
        assert " description Core switch" in shown
        assert "hillside declares no change window" in shown
        marked = run(made.root, *words, "--format", "markdown", code=1)
        assert "\x1b" not in marked + shown
        assert "````text" in marked
        first = run(made.root, *words, "--format", "json", code=1)
        assert first == run(made.root, *words, "--format", "json", code=1)
        data = json.loads(first)
        assert data["schema"] == "schoolproof/plan/1"
        assert shown.rstrip().endswith(data["hash"])
        (folder / "ql-rtr1.cfg").write_text(made.accepted["frr"], encoding="utf-8")
        assert "0 of 1 devices would be changed" in run(made.root, *words, code=0)


def test_the_state_of_a_past_commit_as_the_beginning(tmp_path: Path) -> None:
    with school(tmp_path / "school", "frr") as made:
        path = made.root / "configs" / "hillside" / "ql-rtr1.cfg"
        new = path.read_text("utf-8").replace("Core switch", "Core switch, ground floor")
        path.write_text(new, encoding="utf-8")
        shown = run(made.root, str(BIN / "schoolproof"), "plan", "--base", "HEAD", code=1)
        assert " description Core switch, ground floor" in shown


def test_ansible_reads_the_same_inventory(tmp_path: Path) -> None:
    with school(tmp_path / "school", "frr", "hp_procurve") as made:
        script = made.root / "inventory" / "ansible_inventory.py"
        shutil.copy(ROOT / "inventory" / "ansible_inventory.py", script)
        data = json.loads(run(made.root, sys.executable, str(script), "--list", code=0))
        assert data["site_hillside"]["hosts"] == ["ol-lib-sw1", "ql-rtr1"]
        assert data["platform_frr"]["hosts"] == ["ql-rtr1"]
        port = made.running.port("ql-rtr1")
        known = {"ansible_host": "127.0.0.1", "ansible_port": port}
        assert data["_meta"]["hostvars"]["ql-rtr1"] == known
