"""The three jobs of an evening with changes: which sites, the change, and what is left of it."""

from __future__ import annotations

import json

from tests.workflows.job import Done, World, git, run_job
from tests.workflows.nights import SECRETS, answering, drifted

FILE = ".github/workflows/apply.yml"
SITE = {"site": "hill"}
CHOSEN = {"sites": {"result": "success", "outputs": {"sites": '["hill"]'}}}


def begin(world: World) -> None:
    """The device has another VLAN than main accepts."""
    answering(world)
    drifted(world)
    world.env["GITHUB_REF"] = "refs/heads/main"


def sites(world: World, **inputs: str) -> list[str]:
    """The names that go into the matrix."""
    done = run_job(world, FILE, "sites", inputs=inputs)
    assert done.result == "success"
    return list(json.loads(done.outputs["sites"]))


def apply(world: World) -> Done:
    """The job near the devices, for one site."""
    return run_job(world, FILE, "apply", secrets=SECRETS, matrix=SITE, needs=CHOSEN)


def record(world: World, result: str = "success") -> Done:
    """The job that writes, on another machine."""
    git(world.clone, "clean", "-qdfx")
    return run_job(world, FILE, "record", secrets={}, needs={"apply": {"result": result}})
