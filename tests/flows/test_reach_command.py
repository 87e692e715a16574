"""`check --base` says who reaches whom by the change, in every format for people, and in JSON."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest
import yaml

from tests.identity import WHO

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
SCHEMA = json.loads((ROOT / "docs/schemas/check-1.json").read_text(encoding="utf-8"))
CONFIG = "configs/harbourside/hs-fw1.cfg"
# hs-core refuses what comes from the firewall for all networks behind it but these two
SAID = "guest can now reach transit and quarantine on every service, by policy 97"
FIREWALL = ("--base", "HEAD", "--host", "hs-fw1", "--control", "cyber_security/guests_kept_out")


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("trust")
    for name in ("inventory", "policies", "configs"):
        shutil.copytree(ROOT / name, root / name)
    for words in (("init", "-q"), ("add", "-A"), ("commit", "-q", "-m", "accepted")):
        subprocess.run(["git", *words], cwd=root, env={**os.environ, **WHO}, check=True)
    change = yaml.safe_load((HERE / "bad_changes/03_visitors_print.yaml").read_text("utf-8"))
    text = (root / CONFIG).read_text("utf-8")
    (root / CONFIG).write_text(text.replace(change["find"], change["replace"]), "utf-8")
    return root


def check(root: Path, *words: str) -> str:
    command = [sys.executable, "-m", "schoolproof", "check", "--today", "2026-11-25", *words]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert done.returncode in {0, 1}, done.stderr
    return done.stdout


@pytest.mark.parametrize("fmt", ["comment", "github_summary", "markdown", "console"])
def test_people_read_the_sentence(school: Path, fmt: str) -> None:
    text = check(school, *FIREWALL, "--format", fmt)
    assert SAID in " ".join(text.split())


def test_machines_read_it(school: Path) -> None:
    data = json.loads(check(school, *FIREWALL, "--format", "json"))
    jsonschema.validate(data, SCHEMA)
    (found,) = data["base"]["reach"]
    assert (found["change"], found["from"], found["policies"]) == (
        "reachable",
        ["guest"],
        ["policy 97"],
    )
    assert found["sentence"].startswith(SAID)


def test_without_a_change_of_a_firewall_nothing_is_said(school: Path) -> None:
    text = check(school, "--base", "HEAD", "--host", "hs-core", "--format", "comment")
    assert "can now reach" not in text
    assert "Who reaches whom" not in text


@pytest.fixture(scope="module")
def other_school(school: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same trust, where an access list of a switch is changed and no firewall."""
    root = tmp_path_factory.mktemp("other") / "trust"
    shutil.copytree(school, root)
    subprocess.run(["git", "checkout", "-q", "."], cwd=root, check=True)
    change = yaml.safe_load(
        (HERE / "bad_changes_lists/01_remote_desktop_for_a_club.yaml").read_text()
    )
    path = root / "configs" / f"{change['config']}.cfg"
    path.write_text(path.read_text("utf-8").replace(change["find"], change["replace"]), "utf-8")
    return root


SWITCH = ("--base", "HEAD", "--host", "hs-core", "--control", "cyber_security/segmentation_matrix")
ENTRY = "entry 165 of the access list STUDENT-IN"


@pytest.mark.parametrize("fmt", ["comment", "github_summary", "markdown", "console"])
def test_people_read_what_a_list_of_a_switch_does(other_school: Path, fmt: str) -> None:
    text = " ".join(check(other_school, *SWITCH, "--format", fmt).replace("\\", "").split())
    assert f"pupil can now reach server on TCP 3389, by {ENTRY} (hs-core)" in text


def test_machines_read_what_a_list_of_a_switch_does(other_school: Path) -> None:
    data = json.loads(check(other_school, *SWITCH, "--format", "json"))
    jsonschema.validate(data, SCHEMA)
    (found,) = data["base"]["reach"]
    assert (found["device"], found["policies"], found["to"]) == ("hs-core", [ENTRY], ["server"])
    assert found["packet"].startswith("10.42.32.10 → 10.42.60.18, TCP 3389")
