"""The termly report, the action, and the project's own pipeline."""

from __future__ import annotations

import json
import os

import pytest

from tests.workflows.conftest import commit, edit
from tests.workflows.job import ROOT, World, git, run_job

ACTION = ".github/actions/schoolproof/action.yml"
CI = ".github/workflows/ci.yml"
REPORT = ".github/workflows/report.yml"


def test_a_report_with_findings_is_a_report(world: World) -> None:
    done = run_job(world, REPORT, "report")
    assert done.result == "success"
    kept = world.temp / "artifacts" / "report"
    names = {p.name for p in kept.iterdir()}
    assert names >= {"check.md", "check.json", "status.md", "about.txt"}
    assert names >= {"report.html", "report.csv"}
    assert (kept / "report.html").read_text("utf-8").startswith("<!DOCTYPE html>")
    assert git(world.clone, "rev-parse", "HEAD") in (kept / "about.txt").read_text("utf-8")
    assert "SWITCH\\-020" in done.summary


def test_what_cannot_be_judged_is_no_report(world: World) -> None:
    (world.clone / "configs/hill/hl-sw1.cfg").unlink()
    done = run_job(world, REPORT, "report")
    assert done.result == "failure"
    assert done["Write the reports"].code == 1


def test_the_action_judges_and_hands_on_the_exit_code(world: World) -> None:
    edit(world.clone, " spanning-tree bpduguard enable\n", "")
    commit(world.clone, "Take the guard off")
    judged = run_job(world, ACTION, "action", inputs={"base": "HEAD^1"})
    assert judged["Judge"].code == 1
    assert "::error file=configs/hill/hl-sw1.cfg,line=6," in judged["Judge"].stdout
    assert "its configuration changed: hl-sw1" in judged["Judge"].stdout
    assert json.loads((world.clone / "judged/check.json").read_text("utf-8"))["verdicts"]
    installed = json.loads((world.temp / "pip.jsonl").read_text("utf-8").splitlines()[0])
    assert (ROOT / "pyproject.toml").samefile(f"{installed[-1]}/pyproject.toml")


@pytest.mark.parametrize("code", [0, 1])
def test_the_pipeline_runs_what_must_hold(world: World, code: int) -> None:
    assert os.access(ROOT / ".ci/run", os.X_OK)
    script = world.clone / ".ci" / "run"
    script.parent.mkdir()
    script.write_text(f"#!/bin/sh\necho it ran\nexit {code}\n", encoding="utf-8")
    script.chmod(0o755)
    done = run_job(world, CI, "test", matrix={"python": "3.11"})
    assert done["Everything that must hold"].stdout == "it ran\n"
    assert done.result == ("failure" if code else "success")


@pytest.mark.parametrize("result", ["success", "failure", "cancelled", "skipped"])
def test_the_gate_of_the_pipeline_wants_every_version(world: World, result: str) -> None:
    done = run_job(world, CI, "gate", needs={"test": {"result": result}})
    assert done.result == ("success" if result == "success" else "failure")
