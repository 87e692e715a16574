"""The loop that gives the product its name, over real SSH and real Git.

A pull request that breaks a standard is blocked at the right lines; the mended branch passes; the
merge is planned, approved and carried out by ansible-playbook; what is collected then is what Git
says; a second run does nothing. Once for the lab's devices of every platform, once for a real FRR.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import yaml

from schoolproof.apply.meaning import meaning_hash
from schoolproof.platforms import platform_named
from tests.apply.play import needs_ansible
from tests.apply.school import CASES, environment, school
from tests.apply.story import PLAN, SECOND, STORY, Clone, of_router
from tests.frr.router import Router

pytestmark = needs_ansible
BRANCH = "library-desk"
JUDGE = ("check", "--base", "HEAD^1", "--format", "github", "--fail-on", "medium")
ANNOTATION = re.compile(r"^::(?:error|warning) file=([^,]+),line=(\d+),title=(.*?)::", re.MULTILINE)


def test_every_platform_of_the_lab(tmp_path: Path) -> None:
    with school(tmp_path / "school", *CASES) as made:
        devices = {CASES[name]["host"]: name for name in CASES}
        clone = Clone(made.root, devices, environment())
        clone.begin(tmp_path / "origin.git")
        story(clone)
        for host in devices:
            assert made.running.startup(host) == made.running.text(host)


def test_a_real_frr(router: Router, tmp_path: Path) -> None:
    clone = of_router(router, tmp_path / "school")
    clone.begin(tmp_path / "origin.git")
    story(clone)
    assert " description Library switch\n" in router.running() + "\n"
    assert " description Library switch\n" in router.saved.read_text("utf-8")


def story(clone: Clone) -> None:
    """Everything, in order."""
    blocked(clone)
    passes(clone)
    clone.merge(BRANCH)
    planned(clone)
    applied(clone)
    as_git_says(clone)
    again(clone)


def blocked(clone: Clone) -> None:
    """The branch breaks a standard on each device."""
    clone.git("checkout", "--quiet", "-b", BRANCH)
    clone.edit("breaks")
    clone.pull_request("Let Telnet in, and never log out", BRANCH)
    shown = clone.schoolproof(*JUDGE, code=1)
    found = set(ANNOTATION.findall(shown))
    for host, platform in clone.devices.items():
        case, path = STORY[platform], clone.config(host)
        line = path.read_text("utf-8").splitlines().index(case["at"]) + 1
        file = path.relative_to(clone.root).as_posix()
        here = [title for *where, title in found if where == [file, str(line)]]
        assert any(case["code"] in title for title in here), (host, line, shown)


def passes(clone: Clone) -> None:
    """The next commit of the branch mends that and does what was wanted."""
    clone.git("checkout", "--quiet", BRANCH)
    clone.edit("mends")
    clone.pull_request("Name the library's desk", BRANCH)
    shown = clone.schoolproof(*JUDGE)
    assert "::error" not in shown


def planned(clone: Clone) -> None:
    """A plan of what the devices lack, made from the devices, approved by somebody else."""
    (clone.root / "plans").mkdir()
    clone.schoolproof("plan", "--format", "json", "--output", PLAN, code=1)
    plan = json.loads((clone.root / PLAN).read_text("utf-8"))
    assert {d["host"] for d in plan["devices"] if d["steps"]} == set(clone.devices)
    clone.commit("Plan it")
    approval = clone.root / PLAN.replace(".json", ".approved.yaml")
    approval.write_text(yaml.safe_dump({"plan": plan["hash"]}), "utf-8")
    clone.commit("Approve it", author=SECOND)


def applied(clone: Clone) -> None:
    """`--check --diff` shows exactly the plan; then it is carried out, and recorded."""
    plan = json.loads((clone.root / PLAN).read_text("utf-8"))
    shown = clone.ansible("--check", "--diff")
    for device in plan["devices"]:
        commands = "\n".join(c for step in device["steps"] for c in step["commands"])
        assert f"\n{commands}\n" in shown, (device["host"], shown)
    assert not (clone.root / "records").exists()
    clone.ansible()
    (path,) = (clone.root / "records").glob("*.json")
    record = json.loads(path.read_text("utf-8"))
    assert {h: d["end"] for h, d in record["devices"].items()} == dict.fromkeys(
        clone.devices, "applied"
    )
    assert (record["author"], record["approver"]) == ("maker@example.org", SECOND)
    notes = clone.git("notes", "--ref=schoolproof", "show", plan["commit"]).split("\n")
    assert {json.loads(n)["host"] for n in notes if n} == set(clone.devices)
    clone.commit("Keep the record")


def as_git_says(clone: Clone) -> None:
    """What is collected again means what Git accepts, and nothing has drifted."""
    clone.schoolproof("collect")
    for host, platform in clone.devices.items():
        found, path = platform_named(platform), clone.config(host)
        accepted = clone.git("show", f"HEAD:./{path.relative_to(clone.root)}")
        now, then = (found.grammar.parse(t) for t in (path.read_text("utf-8"), accepted))
        assert meaning_hash(now, found) == meaning_hash(then, found), host
    assert f"0 of {len(clone.devices)} devices drifted" in clone.schoolproof("drift")


def again(clone: Clone) -> None:
    """There is nothing to plan, and the plan that was carried out does nothing more."""
    clone.git("checkout", "--", "configs")
    assert f"0 of {len(clone.devices)} devices would be changed" in clone.schoolproof("plan")
    assert "changed=0" in clone.ansible()
