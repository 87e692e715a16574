"""Plans of the school made, approved, and carried out by ansible-playbook."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from schoolproof.apply.model import Risk, Step
from schoolproof.apply.plan import Request, make_plan
from schoolproof.apply.stored import as_json, plan_hash
from schoolproof.cli.apply_link import SshLink
from schoolproof.drift.model import Observed
from tests.apply.school import CASES, ROOT, School, environment

PLAN = "plans/change.json"
APPLY = "playbooks/apply.yaml"
ANSIBLE = shutil.which("ansible-playbook", path=str(Path(sys.executable).parent))
needs_ansible = pytest.mark.skipif(ANSIBLE is None, reason="ansible-playbook is not installed")
ALWAYS = {"windows": [{"from": "00:00", "to": "12:00"}, {"from": "12:00", "to": "00:00"}]}


def drift(school: School, platform: str) -> str:
    """Somebody changes the device; what it says then."""
    host = CASES[platform]["host"]
    school.running.change(host, CASES[platform]["drift"])
    return school.running.text(host)


def make(school: School, extra: tuple[str, ...] = (), **terms: Any) -> str:
    """A plan for all devices as they are now, committed; its hash. `extra`: commands put last."""
    hosts = [CASES[name]["host"] for name in school.platforms]
    seen = {host: Observed(SshLink(school.project, host).read().config) for host in hosts}
    plan = make_plan(school.project, seen, Request(**terms), today=datetime.now(UTC).date())
    assert not plan.apart, plan.apart
    if extra:
        last = Step(extra, Risk.CARE)
        plan = replace(
            plan, devices=tuple(replace(d, steps=(*d.steps, last)) for d in plan.devices)
        )
    path = school.root / PLAN
    path.parent.mkdir(exist_ok=True)
    path.write_text(as_json(plan), encoding="utf-8")
    (school.root / "policies" / "calendar.yaml").write_text(yaml.safe_dump(ALWAYS), "utf-8")
    school.commit("Plan the change")
    return plan_hash(plan)


def approve(school: School, digest: str, author: str = "second@example.org") -> None:
    """Somebody approves the plan."""
    path = school.root / PLAN.replace(".json", ".approved.yaml")
    path.write_text(yaml.safe_dump({"plan": digest}), encoding="utf-8")
    school.commit("Approve the change", author=author)


def command(school: School, *more: str, playbook: str = APPLY) -> list[str]:
    """The command line of the application."""
    copy_playbooks(school.root)
    assert ANSIBLE is not None
    script = ["-i", "inventory/ansible_inventory.py", playbook]
    return [ANSIBLE, *script, "-e", f"plan={PLAN}", *more]


def copy_playbooks(root: Path) -> None:
    """What Ansible needs in a school's repository."""
    for name in ("playbooks", "inventory/ansible_inventory.py"):
        if not (root / name).exists():
            _copy(ROOT / name, root / name)


def _copy(source: Path, target: Path) -> None:
    if source.is_dir():
        shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy(source, target)


def play(school: School, *more: str, playbook: str = APPLY) -> subprocess.CompletedProcess[str]:
    """Carry the plan out."""
    return subprocess.run(
        command(school, *more, playbook=playbook),
        cwd=school.root,
        env={
            **environment(),
            "ANSIBLE_NOCOLOR": "1",
            "PATH": f"{Path(sys.executable).parent}:/usr/bin:/bin",
        },
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


def entry(school: School, platform: str) -> dict[str, Any]:
    """What the record says of a device."""
    (path,) = (school.root / "records").glob("*.json")
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["devices"]
    return found[CASES[platform]["host"]]
