"""The two jobs of the nightly comparison, one after the other, on two machines."""

from __future__ import annotations

from tests.workflows.conftest import CONFIG, edit
from tests.workflows.job import Done, World, git, run_job

FILE = ".github/workflows/drift.yml"
BRANCH = "schoolproof/observed"
SECRETS = {
    "SCHOOLPROOF_KEY": "a key for tests only, not secret",
    "SCHOOLPROOF_USERNAME": "reader",
    "SCHOOLPROOF_PASSWORD": "x",
}


def answering(world: World) -> None:
    """The device answers, with what Git accepts."""
    world.event_name = "schedule"
    world.env["FAKE_TODAY"] = "2026-11-25"
    seen = world.temp / "observed" / "hill" / "hl-sw1.cfg"
    seen.parent.mkdir(parents=True)
    seen.write_bytes((world.clone / CONFIG).read_bytes())


def drifted(world: World) -> None:
    """The device answers with another VLAN on a port."""
    edit(world.temp, "access vlan 20", "access vlan 60", "observed/hill/hl-sw1.cfg")


def observe(world: World, **inputs: str) -> Done:
    """The job near the devices."""
    return run_job(world, FILE, "observe", inputs=inputs, secrets=SECRETS)


def tell(world: World, seen: Done, **inputs: str) -> Done:
    """The job that writes, on another machine: its clone has only what came from the origin."""
    git(world.clone, "stash", "--quiet", "--all")
    if BRANCH in git(world.clone, "branch", "--list"):
        git(world.clone, "branch", "--quiet", "--delete", "--force", BRANCH)
    needs = {"observe": {"result": seen.result, "outputs": seen.outputs}}
    return run_job(world, FILE, "tell", inputs=inputs, secrets={}, needs=needs)
