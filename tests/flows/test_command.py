"""`schoolproof flows` on the example trust: answers, exit codes, the promised JSON."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import jsonschema

ROOT = Path(__file__).parents[2]
PACKET = ("10.40.40.10", "10.40.10.10", "tcp", "22")  # a guest to a switch
SCHEMA = json.loads((ROOT / "docs/schemas/flows-1.json").read_text(encoding="utf-8"))


def run(*words: str, root: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "schoolproof", "flows", *words]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def test_the_pupil_proof_of_a_site() -> None:
    found = run("--site", "quarry-lane", "--service", "web", "--unless", "web_filter,log")
    assert found.returncode == 0, found.stderr
    assert found.stdout.startswith("Proven: nothing passes from pupil to internet, web")
    assert "policy 10 (pupils to the web)" in found.stdout
    notes = [line for line in found.stdout.splitlines() if line.startswith("Note: ")]
    assert [note.split()[1] for note in notes] == ["PUPIL"], "only networks that were asked about"


def test_a_counterexample_names_packet_policy_and_line() -> None:
    found = run("--site", "harbourside", "--from", "staff", "--to", "cctv", "--format", "json")
    assert found.returncode == 1, found.stderr
    answer = json.loads(found.stdout)
    jsonschema.validate(answer, SCHEMA)
    (shown,) = answer["counterexamples"]
    config = (ROOT / "configs/harbourside/hs-fw1.cfg").read_text(encoding="utf-8").split("\n")
    assert config[shown["line"] - 1].strip() == f"edit {shown['policy']}"
    assert (shown["dst"], shown["protocol"], shown["port"]) == ("10.42.70.10", "tcp", 8443)
    assert shown["certainty"] == "may"
    assert shown["conditions"] == ["the user is in CCTV-Viewers"]


def test_one_packet_explained() -> None:
    words = ("--site", "harbourside", "--format", "json", "--explain")
    found = run(*words, "10.42.128.20", "10.42.60.11", "tcp", "445")
    answer = json.loads(found.stdout)
    assert (answer["decision"], answer["policy"], answer["certainty"]) == ("deny", "7", "must")
    found = run(*words, "10.42.32.20", "203.0.113.80", "tcp", "443")
    assert json.loads(found.stdout)["certainty"] == "may"


def test_mistakes_are_one_sentence() -> None:
    for words, said in (
        (("--site", "nowhere"), "there is no site 'nowhere'"),
        (("--site", "millbrook", "--unless", "hope"), "'hope' is not one of"),
        (("--site", "millbrook", "--service", "tcp/x"), "a service is written like tcp/443"),
        (("--site", "millbrook", "--from", "byod"), "no network for byod"),
        (("--site", "millbrook", "--explain", "here", "there", "tcp", "1"), "--explain here there"),
    ):
        found = run(*words)
        assert found.returncode == 2, words
        assert said in found.stderr
        assert len(found.stderr.splitlines()) == 1


def test_access_lists_of_switches_are_followed() -> None:
    words = ("--site", "harbourside", "--format", "json")
    found = run(*words, "--explain", "10.42.32.20", "10.42.60.18", "tcp", "3389")
    answer = json.loads(found.stdout)
    (listed,) = answer["lists"]
    assert (answer["decision"], answer["readings"]) == ("deny", [])
    assert (listed["host"], listed["action"]) == ("hs-core", "deny")
    config = (ROOT / "configs/harbourside/hs-core.cfg").read_text(encoding="utf-8").split("\n")
    assert config[listed["line"] - 1].strip() == "170 deny   ip any object-group INSIDE log"


def test_what_a_switch_forwards_is_a_counterexample() -> None:
    words = ("--site", "harbourside", "--from", "pupil", "--to", "print", "--format", "json")
    found = run(*words)
    assert found.returncode == 1, found.stderr
    answer = json.loads(found.stdout)
    jsonschema.validate(answer, SCHEMA)
    assert {(row["host"], row["port"]) for row in answer["counterexamples"]} == {
        ("hs-core", 9100),
        ("hs-core", 631),
    }
    found = run(*words, "--service", "tcp/22")
    assert found.returncode == 0, found.stdout


def test_a_switch_that_was_not_read_proves_nothing_inside(tmp_path: Path) -> None:
    for name in ("inventory", "policies", "configs/quarry-lane"):
        shutil.copytree(ROOT / name, tmp_path / name)
    core = tmp_path / "configs/quarry-lane/ql-core.cfg"
    core.write_text(core.read_text(encoding="utf-8")[:3000], encoding="utf-8")
    words = ("--site", "quarry-lane", "--from", "guest", "--to", "management")
    assert run(*words).returncode == 0  # as it is accepted
    for asked in (words, ("--site", "quarry-lane", "--explain", *PACKET)):
        found = run(*asked, root=tmp_path)
        assert found.returncode == 2, found.stdout
        assert "no answer: ql-core is left out" in found.stderr
        assert len(found.stderr.splitlines()) == 1
    # what leaves the school passes the firewall, whatever a switch does before
    web = ("--site", "quarry-lane", "--service", "web", "--unless", "web_filter,log")
    found = run(*web, root=tmp_path)
    assert found.returncode == 0, found.stderr
    assert "Note: ql-core is left out" in found.stdout


def test_what_a_network_reaches_of_the_firewall_itself() -> None:
    words = ("--site", "harbourside", "--from", "guest", "--to", "firewall")
    found = run(*words, "--format", "json")
    assert found.returncode == 1, found.stderr
    answer = json.loads(found.stdout)
    jsonschema.validate(answer, SCHEMA)
    assert {(row["dst"], row["protocol"], row["port"]) for row in answer["counterexamples"]} == {
        ("10.42.128.1", "udp", 53),
        ("10.42.128.1", "tcp", 53),
    }
    assert "with the DNS filter HS-Guest-DNS" in answer["counterexamples"][0]["policy"]
    logins = run(*words, "--service", "tcp/22,tcp/8443")
    assert logins.returncode == 0, logins.stderr
    assert logins.stdout.startswith("Proven: guest reaches no service of the firewall")
    for more, said in (
        (("--service", "tcp/22,tcp/1003"), "whether the firewall answers tcp/1003 is not in the"),
        (("--unless", "log"), "--unless is about rules"),
    ):
        refused = run(*words, *more)
        assert (refused.returncode, len(refused.stderr.splitlines())) == (2, 1)
        assert said in refused.stderr


def test_one_packet_to_the_firewall_itself() -> None:
    words = ("--site", "harbourside", "--format", "json", "--explain")
    found = run(*words, "10.42.128.20", "10.42.128.1", "tcp", "8443")
    answer = json.loads(found.stdout)
    assert (answer["decision"], answer["policy"]) == ("deny", "local-in policy 3")
    config = (ROOT / "configs/harbourside/hs-fw1.cfg").read_text(encoding="utf-8").split("\n")
    assert config[answer["line"] - 1].strip() == "edit 3"
    found = run(*words, "10.42.32.20", "10.42.254.1", "udp", "53")
    assert json.loads(found.stdout)["lists"][0]["host"] == "hs-core"
