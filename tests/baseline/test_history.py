"""`check --base` along a history: what is new, worse, mended, and what of it blocks."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator

from tests.baseline.conftest import CONFIG, WAITING, Repo

BPDU = "network_switching/bpdu_guard"
SCHEMA = Path(__file__).parents[2] / "docs" / "schemas" / "check-1.json"
WAIVER = f"""waivers:
  - control: {WAITING}
    site: hill
    device: hl-sw1
    accepted: "20"
    reason: the console is in a locked cupboard
    owner: IT manager
    granted: 2026-11-01
    expires: 2027-01-15
"""


def controls(changes: list[dict[str, Any]]) -> set[str]:
    return {change["control"] for change in changes}


def test_old_findings_do_not_block_and_strict_blocks_on_them(repo: Repo) -> None:
    assert repo.check().returncode == 1
    code, data = repo.against()
    assert code == 0
    assert data["base"]["new"] == data["base"]["worse"] == data["base"]["mended"] == []
    assert data["base"]["unchanged"] > 2
    assert data["summary"]["blocking"] == 0
    assert repo.against("--strict")[0] == 1
    Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(data)


def test_a_new_finding_blocks_at_its_line(repo: Repo) -> None:
    repo.change(" spanning-tree bpduguard enable\n", "")
    code, data = repo.against()
    assert code == 1
    (new,) = [c for c in data["base"]["new"] if c["control"] == BPDU]
    assert (new["path"], new["line"], new["before"]) == (CONFIG, 6, None)
    assert new["subject"] == "GigabitEthernet1/0/1"
    assert controls(data["base"]["mended"]) == set()
    Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(data)


def test_a_new_finding_below_the_threshold_does_not_block(repo: Repo) -> None:
    repo.change(" description Office\n", "")
    named = ("--control", "local/named_ports")
    code, data = repo.against(*named)
    assert (code, controls(data["base"]["new"])) == (0, {"local/named_ports"})
    assert repo.against(*named, "--fail-on", "low")[0] == 1


def test_moved_lines_are_no_change(repo: Repo) -> None:
    repo.change("!\nspanning-tree mode", "!\n! a remark\n!\nspanning-tree mode")
    code, data = repo.against()
    assert code == 0
    assert data["base"]["new"] == data["base"]["mended"] == []


def test_a_mended_finding_is_named(repo: Repo) -> None:
    repo.change(" exec-timeout 20 0", " exec-timeout 5 0")
    code, data = repo.against("--control", WAITING)
    assert code == 0
    (mended,) = data["base"]["mended"]
    assert (mended["before"], mended["now"]) == ("20", None)


def test_a_worse_value_blocks_and_a_better_one_does_not(repo: Repo) -> None:
    repo.change(" exec-timeout 20 0", " exec-timeout 30 0")
    code, data = repo.against()
    assert code == 1
    (worse,) = [c for c in data["base"]["worse"] if c["control"] == WAITING]
    assert (worse["before"], worse["now"]) == ("20", "30")
    repo.change(" exec-timeout 30 0", " exec-timeout 15 0")
    code, data = repo.against("--control", WAITING)
    assert (code, data["base"]["worse"], data["base"]["mended"]) == (0, [], [])


def test_a_control_that_does_not_know_any_more_blocks(repo: Repo) -> None:
    repo.change(" exec-timeout 20 0", " exec-timeout 5 0")
    repo.commit()
    repo.change(" exec-timeout 5 0", " exec-timeout soon 0")
    code, data = repo.against()
    assert code == 1
    (worse,) = [c for c in data["base"]["worse"] if c["control"] == WAITING]
    assert (worse["before"], worse["subject"]) == ("pass", None)


def test_a_failure_that_cannot_be_read_any_more_is_not_mended(repo: Repo) -> None:
    repo.change(" exec-timeout 20 0", " exec-timeout soon 0")
    code, data = repo.against()
    assert code == 1
    assert WAITING not in controls(data["base"]["mended"])
    assert WAITING in controls(data["base"]["worse"])


def test_a_new_waiver_is_shown_and_one_taken_away_blocks(repo: Repo) -> None:
    repo.write("policies/waivers.yaml", WAIVER)
    assert repo.against()[0] == 0
    repo.commit()
    (repo.root / "policies" / "waivers.yaml").unlink()
    code, data = repo.against()
    assert (code, controls(data["base"]["worse"])) == (1, {WAITING})


def test_a_control_that_was_switched_off_is_no_pass(repo: Repo) -> None:
    repo.write("policies/profile.yaml", f"controls: {{{WAITING}: {{not_checked: too strict}}}}\n")
    code, data = repo.against()
    assert code == 2
    (sentence,) = data["base"]["fewer"]
    assert f"{WAITING} on hl-sw1" in sentence
    assert sentence in data["problems"]
    code, data = repo.against("--accept-fewer", "replaced by a stricter one")
    assert code == 0
    assert any("replaced by a stricter one" in note for note in data["notes"])


def test_a_device_less_is_no_pass(repo: Repo) -> None:
    repo.change(
        "hl-sw1:",
        "hl-sw2:\n  hostname: 192.0.2.12\n  platform: cisco_ios\n"
        "  groups: [hill]\n  data: {role: access}\nhl-sw1:",
        "inventory/hosts.yaml",
    )
    text = (repo.root / CONFIG).read_text("utf-8")
    repo.write("configs/hill/hl-sw2.cfg", text.replace("hl-sw1", "hl-sw2"))
    repo.commit()
    repo.git("checkout", "--quiet", "HEAD~1", "--", "inventory")
    (repo.root / "configs/hill/hl-sw2.cfg").unlink()
    code, data = repo.against()
    assert code == 2
    assert any("hl-sw2 is missing" in sentence for sentence in data["base"]["fewer"])


def test_a_text_that_lost_most_of_itself_is_no_pass(repo: Repo) -> None:
    repo.write(CONFIG, "version 17.9\nhostname hl-sw1\n!\nend\n")
    code, data = repo.against()
    assert code == 2
    assert any("is the text whole?" in sentence for sentence in data["base"]["fewer"])


def test_a_new_device_counts_as_new(repo: Repo) -> None:
    repo.change(
        "hl-sw1:",
        "hl-sw2:\n  hostname: 192.0.2.12\n  platform: cisco_ios\n"
        "  groups: [hill]\n  data: {role: access}\nhl-sw1:",
        "inventory/hosts.yaml",
    )
    text = (repo.root / CONFIG).read_text("utf-8")
    repo.write("configs/hill/hl-sw2.cfg", text.replace("hl-sw1", "hl-sw2"))
    code, data = repo.against()
    assert code == 1
    assert {c["device"] for c in data["base"]["new"]} >= {"hl-sw2"}
    assert "hl-sw1" not in {c["device"] for c in data["base"]["new"]}


def test_a_base_without_inventory_makes_all_new(repo: Repo) -> None:
    empty = repo.git("commit-tree", "-m", "empty", repo.git("mktree"))
    code, data = repo.against(base=empty)
    assert code == 1
    assert data["base"]["unchanged"] == 0
    assert any("so all counts as new" in note for note in data["notes"])


def test_the_scope_holds_on_both_sides(repo: Repo) -> None:
    repo.change(" spanning-tree bpduguard enable\n", "")
    assert repo.against("--control", WAITING)[0] == 0
    assert repo.against("--control", BPDU)[0] == 1
    done = repo.check(CONFIG, "--base", "HEAD")
    assert done.returncode == 1
    assert "against HEAD: 1 new" in done.stdout


def test_base_words_without_a_base_are_refused(repo: Repo) -> None:
    done = repo.check("--strict")
    assert done.returncode == 2
    assert "say which with --base" in done.stderr
