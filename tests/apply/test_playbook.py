"""End to end: plan, approval, ansible-playbook, the device over SSH, the record."""

from __future__ import annotations

from pathlib import Path

from tests.apply.play import approve, drift, entry, make, needs_ansible, play
from tests.apply.school import CASES, school

pytestmark = needs_ansible


def test_a_plan_is_carried_to_every_platform_and_a_second_run_does_nothing(tmp_path: Path) -> None:
    platforms = tuple(CASES)
    with school(tmp_path / "school", *platforms) as made:
        for name in platforms:
            drift(made, name)
        approve(made, make(made))
        shown = play(made, "--check", "--diff")
        assert shown.returncode == 0, shown.stdout + shown.stderr
        assert "no vlan 777" in shown.stdout
        assert not (made.root / "records").exists()
        done = play(made)
        assert done.returncode == 0, done.stdout + done.stderr
        for name in platforms:
            host = CASES[name]["host"]
            assert entry(made, name)["end"] == "applied"
            assert made.now(name) == made.meaning(name, made.accepted[name])
            assert made.running.startup(host) == made.running.text(host)
        before = {name: made.running.text(CASES[name]["host"]) for name in platforms}
        again = play(made)
        assert again.returncode == 0, again.stdout + again.stderr
        assert "changed=0" in again.stdout
        assert before == {n: made.running.text(CASES[n]["host"]) for n in platforms}
        assert {entry(made, n)["end"] for n in platforms} == {"already as planned"}


def test_nothing_is_touched_without_approval(tmp_path: Path) -> None:
    with school(tmp_path / "school", "frr") as made:
        text = drift(made, "frr")
        digest = make(made)
        assert "not approved" in play(made).stdout
        approve(made, digest, author="maker@example.org")
        assert "somebody else must" in play(made).stdout
        assert made.running.text(CASES["frr"]["host"]) == text
        assert not (made.root / "records").exists()
