"""An evening with changes, job by job: choose, plan, offer; after the approval apply and record."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tests.workflows.conftest import WHO
from tests.workflows.job import Done, World, git, run_job
from tests.workflows.nights import SECRETS, answering, drifted

FILE = ".github/workflows/apply.yml"
SITE = {"site": "hill"}
PERSON = ("-c", "user.name=Second", "-c", "user.email=second@example.org")


def begin(world: World) -> None:
    """The device has another VLAN than main accepts."""
    answering(world)
    drifted(world)
    world.env |= {"GITHUB_REF": "refs/heads/main", "GITHUB_ACTOR": "somebody"}


def choose(world: World, **inputs: str) -> dict[str, list[str]]:
    """What goes into the two matrices."""
    done = run_job(world, FILE, "choose", inputs=inputs)
    assert done.result == "success", done.steps
    return {key: json.loads(value) for key, value in done.outputs.items()}


def chosen(**names: str) -> dict[str, Any]:
    """What the first job hands on."""
    return {"choose": {"result": "success", "outputs": {"plan": "[]", "apply": "[]"} | names}}


def plan(world: World) -> Done:
    """The job that asks the devices of one site."""
    needs = chosen(plan='["hill"]')
    return run_job(world, FILE, "plan", secrets=SECRETS, matrix=SITE, needs=needs)


def offer(world: World, result: str = "success") -> Done:
    """The job that makes a pull request of the plans."""
    return run_job(world, FILE, "offer", secrets={}, needs={"plan": {"result": result}})


def approve(world: World) -> str:
    """Another person adds the approval and merges; returns the plan's hash."""
    clone = world.clone
    git(clone, "checkout", "--quiet", "--force", "--detach", "schoolproof/plans")
    digest = str(json.loads((clone / "plans" / "hill.json").read_text("utf-8"))["hash"])
    (clone / "plans/hill.approved.yaml").write_text(f"plan: {digest}\n", encoding="utf-8")
    git(clone, "add", "plans")
    git(clone, *PERSON, "commit", "--quiet", "--message", "Approve it")
    approved = git(clone, "rev-parse", "HEAD")
    git(clone, "checkout", "--quiet", "--detach", "origin/main")
    git(clone, *WHO, "merge", "--quiet", "--no-ff", "--message", "Merge", approved)
    git(clone, "push", "--quiet", "origin", "HEAD:refs/heads/main")
    return digest


def ready(world: World) -> str:
    """All up to an approved plan on main; returns its hash."""
    begin(world)
    assert plan(world).result == "success"
    assert offer(world).result == "success"
    return approve(world)


def apply(world: World, **inputs: str) -> Done:
    """The job that changes the devices of one site."""
    needs = chosen(apply='["hill"]')
    return run_job(world, FILE, "apply", inputs=inputs, secrets=SECRETS, matrix=SITE, needs=needs)


def record(world: World, result: str = "success") -> Done:
    """The job that writes, on another machine."""
    git(world.clone, "clean", "-qdfx")
    return run_job(world, FILE, "record", secrets={}, needs={"apply": {"result": result}})


def asked(world: World) -> list[Any]:
    """Each call of Ansible: its words, its variables, the plan."""
    log = world.temp / "ansible.jsonl"
    return [json.loads(line) for line in log.read_text().splitlines()] if log.exists() else []


def origin(world: World) -> Path:
    """The repository that everybody pushes to."""
    return world.clone.parent / "origin.git"
