"""Every script of every workflow runs at least once, from its first line to its last."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.workflows.conftest import edit, pull_request
from tests.workflows.evenings import apply, begin, offer, plan, ready, record
from tests.workflows.job import ROOT, Done, World, jobs, run_job
from tests.workflows.nights import answering, observe, tell

WORKFLOWS = ".github/workflows/"
VALIDATE = f"{WORKFLOWS}validate.yml"
SUCCESS = {"result": "success"}
Play = Callable[[World], Done]


def _pull_request(world: World) -> Done:
    edit(world.clone, " description Office\n", " description Head's office\n")
    pull_request(world, "harmless")
    return run_job(world, VALIDATE, "gate")


def _after_gate(job: str) -> Play:
    def play(world: World) -> Done:
        assert _pull_request(world).result == "success"
        return run_job(world, VALIDATE, job, inputs={"sarif": True}, needs={"gate": SUCCESS})

    return play


def _observe(world: World) -> Done:
    answering(world)
    return observe(world)


def _tell(world: World) -> Done:
    return tell(world, _observe(world))


def _choose(world: World) -> Done:
    begin(world)
    return run_job(world, f"{WORKFLOWS}apply.yml", "choose", inputs={"sites": "hill"})


def _plan(world: World) -> Done:
    begin(world)
    return plan(world)


def _offer(world: World) -> Done:
    assert _plan(world).result == "success"
    return offer(world)


def _apply(world: World) -> Done:
    ready(world)
    return apply(world)


def _record(world: World) -> Done:
    assert _apply(world).result == "success"
    return record(world)


def _test(world: World) -> Done:
    (world.clone / ".ci").mkdir()
    script = world.clone / ".ci" / "run"
    script.write_text("#!/bin/sh\n", encoding="utf-8")
    script.chmod(0o755)
    return run_job(world, f"{WORKFLOWS}ci.yml", "test", matrix={"python": "3.11"})


def _action(world: World) -> Done:
    return run_job(
        world, ".github/actions/schoolproof/action.yml", "action", inputs={"base": "HEAD"}
    )


PLAYS: dict[str, Play] = {
    "validate.yml gate": _pull_request,
    "validate.yml comment": _after_gate("comment"),
    "validate.yml sarif": _after_gate("sarif"),
    "drift.yml observe": _observe,
    "drift.yml tell": _tell,
    "apply.yml choose": _choose,
    "apply.yml plan": _plan,
    "apply.yml offer": _offer,
    "apply.yml apply": _apply,
    "apply.yml record": _record,
    "report.yml report": lambda world: run_job(world, f"{WORKFLOWS}report.yml", "report"),
    "ci.yml test": _test,
    "ci.yml gate": lambda w: run_job(w, f"{WORKFLOWS}ci.yml", "gate", needs={"test": SUCCESS}),
    "action.yml action": _action,
}


def found() -> dict[str, list[dict[str, Any]]]:
    """The steps of every job that has some, ours and those of the template."""
    files = [*(ROOT / ".github").rglob("*.yml"), *(ROOT / "template/.github").rglob("*.yml")]
    return {
        f"{file.name} {name}": job["steps"]
        for file in files
        for name, job in jobs(file.relative_to(ROOT).as_posix()).items()
        if "steps" in job
    }


def test_each_job_has_a_play() -> None:
    assert set(PLAYS) == set(found())


@pytest.mark.parametrize("job", sorted(found()))
def test_every_step_of_it_runs(world: World, job: str) -> None:
    done = PLAYS[job](world)
    assert done.result == "success"
    assert list(done.steps) == [step["name"] for step in found()[job] if "run" in step]
    assert all(ran.code == 0 for ran in done.steps.values())
