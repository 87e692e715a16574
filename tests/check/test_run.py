"""`schoolproof check` in a repository with one switch."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import Result

BPDU = "network_switching/bpdu_guard"
CONFIG = Path("configs/hill/hl-sw1.cfg")
Run = Callable[..., Result]


def verdicts(result: Result) -> dict[str, Any]:
    return {v["control"]: v for v in json.loads(result.stdout)["verdicts"]}


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_failure_blocks_and_points_at_its_line(run: Run) -> None:
    result = run("check", "--control", BPDU, "--format", "json")
    assert result.returncode == 1
    verdict = verdicts(result)[BPDU]
    assert verdict["outcome"] == "fail"
    assert verdict["blocking"]
    (finding,) = verdict["findings"]
    assert (finding["path"], finding["line"]) == (CONFIG.as_posix(), 13)
    assert finding["text"] == "interface GigabitEthernet1/0/2"
    assert finding["subject"] == "GigabitEthernet1/0/2"


def test_the_printed_fix_makes_it_pass(run: Run, school: Path) -> None:
    (finding,) = verdicts(run("check", "--control", BPDU, "--format", "json"))[BPDU]["findings"]
    section, *commands = finding["fix"]
    assert section == finding["text"]
    change(school / CONFIG, f"{section}\n", "\n".join([section, *commands, ""]))
    result = run("check", "--control", BPDU)
    assert result.returncode == 0, result.stdout
    assert "Nothing blocks" in result.stdout


def test_a_threshold_above_the_finding_does_not_block(run: Run) -> None:
    result = run("check", "--control", BPDU, "--fail-on", "critical")
    assert result.returncode == 0
    assert "HIGH" in result.stdout


@pytest.mark.parametrize(
    ("args", "sentence"),
    [
        (("--control", "network_switching/bpdu_gard"), "no control is called"),
        (("--site", "hil"), "the inventory has no site 'hil'"),
        (("--host", "hl-sw2"), "the inventory has no host 'hl-sw2'"),
        (("--today", "tomorrow"), "is no date"),
        (("--format", "xlsx"), "there is no format 'xlsx'"),
        (("--fail-on", "huge"), "is not low, medium, high or critical"),
        (("--standard", "cooking"), "no control was chosen"),
    ],
)
def test_bad_options_say_what_is_wrong(run: Run, args: tuple[str, ...], sentence: str) -> None:
    result = run("check", *args)
    assert result.returncode == 2
    assert sentence in result.stdout + result.stderr
    assert "Traceback" not in result.stderr


def test_a_path_narrows_the_run(run: Run) -> None:
    assert run("check", CONFIG.as_posix(), "--control", BPDU).returncode == 1
    assert run("check", "configs", "--control", BPDU).returncode == 1
    nowhere = run("check", "configs/elsewhere", "--control", BPDU)
    assert nowhere.returncode == 2
    assert "no host of inventory/hosts.yaml" in nowhere.stdout


def test_a_crashing_control_is_one_error_and_nothing_else_is_lost(run: Run, school: Path) -> None:
    bad = school / "validators" / "local" / "broken.py"
    good = (school / "validators" / "local" / "named_ports.py").read_text(encoding="utf-8")
    text = good.replace("LOCAL-001", "LOCAL-002")
    bad.write_text(text.replace("    shortest =", "    1 / 0\n    shortest ="), encoding="utf-8")
    result = run("check", "--format", "json")
    assert result.returncode == 1
    found = verdicts(result)
    assert found["local/broken"]["outcome"] == "error"
    assert "ZeroDivisionError" in found["local/broken"]["traceback"]
    assert found[BPDU]["outcome"] == "fail"
    assert found["local/named_ports"]["outcome"] == "pass"


def test_a_local_control_takes_parameters_from_the_profile(run: Run, school: Path) -> None:
    profile = school / "policies" / "profile.yaml"
    profile.write_text("controls: {local/named_ports: {params: {shortest: 99}}}\n", "utf-8")
    verdict = verdicts(run("check", "--format", "json"))["local/named_ports"]
    assert verdict["outcome"] == "fail"
    assert not verdict["blocking"]


def test_a_control_can_be_switched_off_with_a_reason(run: Run, school: Path) -> None:
    profile = school / "policies" / "profile.yaml"
    profile.write_text(f"sites: {{hill: {{{BPDU}: {{not_checked: replaced in May}}}}}}\n", "utf-8")
    verdict = verdicts(run("check", "--format", "json"))[BPDU]
    assert (verdict["outcome"], verdict["reasons"]) == ("notchecked", ["replaced in May"])


def test_one_broken_file_does_not_lose_the_others(run: Run, school: Path) -> None:
    change(
        school / "inventory" / "hosts.yaml",
        "hl-sw1:",
        "hl-sw2:\n  hostname: 192.0.2.12\n  platform: cisco_ios\n  groups: [hill]\nhl-sw1:",
    )
    (school / "configs" / "hill" / "hl-sw2.cfg").write_text("% Authorization failed\n", "utf-8")
    result = run("check", "--format", "json")
    assert result.returncode == 2
    data = json.loads(result.stdout)
    assert any("hl-sw2.cfg" in problem for problem in data["problems"])
    assert any(v["device"] == "hl-sw1" for v in data["verdicts"])


def test_new_controls_only_warn_until_their_day(run: Run, school: Path) -> None:
    path = school / "validators" / "local" / "named_ports.py"
    change(path, 'severity="low",', 'severity="high",\n    enforce_from="2026-12-01",')
    change(school / CONFIG, " description Office\n", " description x\n")
    early = run("check", "--control", "local/named_ports", "--today", "2026-11-30")
    assert early.returncode == 0
    assert "only a warning until 2026-12-01" in early.stdout
    late = run("check", "--control", "local/named_ports", "--today", "2026-12-01")
    assert late.returncode == 1


def test_output_is_written_whole_to_a_file(run: Run, school: Path) -> None:
    result = run("check", "--format", "json", "--output", "out.json")
    assert result.stdout == ""
    assert json.loads((school / "out.json").read_text(encoding="utf-8"))["verdicts"]
    missing = run("check", "--output", "nowhere/out.json")
    assert missing.returncode == 2
    assert "cannot be written" in missing.stderr


def test_a_device_file_is_written_to_and_not_replaced(run: Run) -> None:
    assert run("check", "--format", "json", "--output", "/dev/null").returncode == 1
    assert Path("/dev/null").is_char_device()
    folder = run("check", "--output", ".")
    assert folder.returncode == 2
    assert "this is a folder" in folder.stderr


def test_the_profile_decides_how_severe_a_failure_is(run: Run, school: Path) -> None:
    profile = school / "policies" / "profile.yaml"
    profile.write_text(f"controls: {{{BPDU}: {{severity: low}}}}\n", "utf-8")
    result = run("check", "--control", BPDU, "--format", "json")
    assert result.returncode == 0
    verdict = verdicts(result)[BPDU]
    assert (verdict["severity"], verdict["findings"][0]["severity"]) == ("low", "low")
