"""`schoolproof drift` from the command line, in a repository with one switch."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.conftest import Result

Run = Callable[..., Result]
FILE = "configs/hill/hl-sw1.cfg"
SCHEMA = Path(__file__).parents[2] / "docs" / "schemas" / "drift-1.json"


def git(school: Path, *args: str) -> str:
    done = subprocess.run(
        ["git", "-c", "user.name=Test", "-c", "user.email=test@example.org", *args],
        cwd=school,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stdout.strip()


@pytest.fixture
def accepted(school: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The accepted text, committed."""
    for role in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{role}_NAME", "Test")
        monkeypatch.setenv(f"GIT_{role}_EMAIL", "test@example.org")
    git(school, "init", "-q", "-b", "main")
    git(school, "add", ".")
    git(school, "commit", "-q", "-m", "Accept")
    return (school / FILE).read_text(encoding="utf-8")


@pytest.fixture
def community(school: Path, accepted: str) -> str:
    """The accepted text with a secret in it, not committed."""
    text = accepted.replace("!\nend", "snmp-server community school-one RO\n!\nend")
    (school / FILE).write_text(text, encoding="utf-8")
    return text


@pytest.fixture
def observe(school: Path) -> Callable[..., str]:
    """Put an observed text into the folder that is compared; gives its name."""

    def put(text: str, name: str = "hl-sw1.cfg") -> str:
        (school / "seen").mkdir(exist_ok=True)
        (school / "seen" / name).write_text(text, encoding="utf-8")
        return "seen"

    return put


def as_json(run: Run, *args: str) -> dict[str, Any]:
    done = run("drift", "--observed", "seen", "--format", "json", *args)
    data: dict[str, Any] = json.loads(done.stdout)
    jsonschema.validate(data, json.loads(SCHEMA.read_text(encoding="utf-8")))
    assert data["summary"]["exit_code"] == done.returncode
    return data


def test_the_same_text_is_no_drift(accepted: str, observe: Callable[..., str], run: Run) -> None:
    done = run("drift", "--observed", observe(accepted))
    assert done.returncode == 0
    assert done.stdout == "0 of 1 devices drifted\n"


def test_a_change_is_told_in_words_with_both_lines_and_its_controls(
    accepted: str, observe: Callable[..., str], run: Run
) -> None:
    text = accepted.replace("access vlan 20", "access vlan 60", 1)
    done = run(
        "drift", "--observed", observe(text.replace(" spanning-tree bpduguard enable\n", ""))
    )
    assert done.returncode == 1
    assert "hl-sw1 (hill): changed outside Git" in done.stdout
    assert "GigabitEthernet1/0/1: access VLAN 20 → 60; BPDU guard removed" in done.stdout
    assert "- switchport access vlan 20 (line 8)" in done.stdout
    assert "+ switchport access vlan 60 (line 8)" in done.stdout
    assert "breaks SWITCH-009 network_switching/bpdu_guard" in done.stdout


def test_a_change_for_the_better_mends(
    accepted: str, observe: Callable[..., str], run: Run
) -> None:
    observe(accepted.replace(" portfast\n!", " portfast\n spanning-tree bpduguard enable\n!"))
    shifts = as_json(run)["devices"][0]["controls"]
    assert ("network_switching/bpdu_guard", "mended") in {(s["control"], s["how"]) for s in shifts}


@pytest.mark.parametrize("text", ["! a comment\n", "hostname hl-sw1\n"])
def test_letters_without_meaning_are_noise(
    accepted: str, observe: Callable[..., str], run: Run, text: str
) -> None:
    observe(accepted.replace("!\n", text, 1))
    data = as_json(run)
    assert data["devices"][0]["kinds"] == ["noise"]
    assert data["summary"]["exit_code"] == 0


def test_a_documented_default_that_is_shown_is_noise(
    accepted: str, observe: Callable[..., str], run: Run
) -> None:
    observe(
        accepted.replace("!\nend", "!\nip http timeout-policy idle 180 life 180 requests 25\nend")
    )
    assert as_json(run)["devices"][0]["kinds"] != ["noise"]  # no default that we know
    observe(accepted.replace("!\nend", "!\nlogging trap informational\nend"))
    assert as_json(run)["devices"][0]["kinds"] == ["noise"]


def test_what_was_merged_but_not_applied_names_the_commit(
    school: Path, accepted: str, observe: Callable[..., str], run: Run
) -> None:
    first = git(school, "rev-parse", "HEAD")
    (school / FILE).write_text(accepted.replace("Office", "Head teacher"), encoding="utf-8")
    git(school, "commit", "-q", "-a", "-m", "Rename")
    observe(accepted)
    device = as_json(run)["devices"][0]
    assert (device["kinds"], device["commit"]) == (["merged but not applied"], first)
    done = run("drift", "--observed", "seen", "--adopt", "seen-today")
    assert "hl-sw1 was left out" in done.stderr
    assert git(school, "branch", "--list", "seen-today") == ""


def test_what_is_not_saved_is_told_apart(
    accepted: str, observe: Callable[..., str], run: Run
) -> None:
    observe(accepted, "hl-sw1.startup.cfg")
    observe(accepted.replace("access vlan 20", "access vlan 60", 1))
    assert as_json(run)["devices"][0]["kinds"] == ["unsaved on the device"]


@pytest.mark.parametrize(
    ("edit", "kind"),
    [
        (("version 17.9", "version 17.12"), "firmware"),
        (("!\nend", "license udi pid C9200L-24T-4G sn EXAMPLE0002\nend"), "device replaced"),
        (("community school-one", "community school-two"), "secret rotated"),
    ],
)
def test_kinds_are_told_apart(
    community: str, observe: Callable[..., str], run: Run, edit: tuple[str, str], kind: str
) -> None:
    observe(community.replace(*edit))
    data = as_json(run, "--accepted", "working")
    assert data["devices"][0]["kinds"] == [kind]
    assert "school-" not in json.dumps(data)


def test_adopting_commits_beside_the_users_work(
    school: Path, accepted: str, observe: Callable[..., str], run: Run
) -> None:
    (school / "notes.txt").write_text("staged\n", encoding="utf-8")
    git(school, "add", "notes.txt")
    before = (git(school, "status", "--porcelain"), git(school, "rev-parse", "HEAD"))
    text = accepted.replace("access vlan 20", "access vlan 60", 1)
    done = run("drift", "--observed", observe(text), "--adopt", "seen-today")
    assert done.returncode == 1
    assert "1 devices were committed to seen-today" in done.stderr
    after = git(school, "status", "--porcelain").replace("?? seen/", "").strip()
    assert (after, git(school, "rev-parse", "HEAD")) == before
    assert git(school, "show", f"seen-today:{FILE}") == text.strip()
    message = git(school, "log", "-1", "--format=%B", "seen-today")
    assert message.startswith("Adopt hl-sw1 as observed: changed outside Git\n\n")
    assert "GigabitEthernet1/0/1: access VLAN 20 → 60" in message
    again = run("drift", "--observed", "seen", "--adopt", "seen-today")
    assert "0 devices were committed" in again.stderr
    refused = run("drift", "--observed", "seen", "--adopt", "main")
    assert refused.returncode == 2
    assert "main is checked out" in refused.stderr


def test_the_commands_alone_are_printed(
    accepted: str, observe: Callable[..., str], run: Run
) -> None:
    text = accepted.replace("access vlan 20", "access vlan 60", 1)
    done = run("drift", "--observed", observe(text), "--commands")
    assert done.stdout.splitlines() == [
        "! hl-sw1: back to what Git accepts",
        "interface GigabitEthernet1/0/1",
        " switchport access vlan 20",
        "exit",
    ]


def test_no_command_changes_the_firmware(
    accepted: str, observe: Callable[..., str], run: Run
) -> None:
    done = run("drift", "--observed", observe(accepted.replace("17.9", "17.12")), "--commands")
    assert [line for line in done.stdout.splitlines() if not line.startswith("!")] == []
    assert "no command for that" in done.stdout


def test_secrets_stand_in_commands_by_name(
    school: Path, accepted: str, observe: Callable[..., str], run: Run
) -> None:
    text = accepted.replace("!\nend", "enable secret 5 $1$mERr$hx5rVt7rPNoS4wqbXKX7m0\n!\nend")
    (school / FILE).write_text(text, encoding="utf-8")
    done = run("drift", "--observed", observe(accepted), "--accepted", "working", "--commands")
    assert "enable secret {{ secrets.enable_secret }}" in done.stdout
    assert "redacted" not in done.stdout


def test_what_cannot_be_compared_is_listed_apart(
    accepted: str, observe: Callable[..., str], run: Run
) -> None:
    observe(accepted.removesuffix("end\n"))
    observe(accepted, "other.cfg")
    data = as_json(run)
    why = {one["host"]: one["why"] for one in data["not_compared"]}
    assert why == {"hl-sw1": "refused", "other": "unknown to the inventory"}
    assert data["summary"]["exit_code"] == 2


@pytest.mark.parametrize(
    ("args", "words"),
    [
        (("--observed", "nowhere"), "there is no such folder"),
        (("--observed", "seen", "--format", "xml"), "there is no format 'xml'"),
        (("--observed", "seen", "--site", "moon"), "the inventory has no site 'moon'"),
        (("--observed", "seen", "--accepted", "v9"), "Git knows no revision 'v9'"),
        (("--observed", "seen", "--adopt", "a b"), "git check-ref-format refused"),
    ],
)
def test_mistakes_are_told_in_a_sentence(
    accepted: str, observe: Callable[..., str], run: Run, args: tuple[str, ...], words: str
) -> None:
    observe(accepted.replace("Office", "Head teacher"))
    done = run("drift", *args)
    assert (done.returncode, "Traceback" in done.stderr) == (2, False)
    assert words in done.stderr


def test_markdown_quotes_device_text_harmlessly(
    accepted: str, observe: Callable[..., str], run: Run
) -> None:
    observe(accepted.replace("Office", "@everyone <b>``` [x](https://example.org)"))
    done = run("drift", "--observed", "seen", "--format", "markdown")
    assert done.returncode == 1
    inside = done.stdout.split("```diff")[1].split("```")[0]
    assert "@everyone" in inside
    outside = done.stdout.replace(inside, "")
    assert "@everyone" not in outside
    assert "<b>" not in outside
