"""Rules that hold for every workflow, whatever it does."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.workflows.job import ROOT, jobs, load

OURS = sorted(
    path.relative_to(ROOT).as_posix()
    for folder in (".github", "template/.github")
    for path in (ROOT / folder).rglob("*.yml")
)
WORKFLOWS = [path for path in OURS if "/workflows/" in path]
CALLERS = [path for path in WORKFLOWS if path.startswith("template/")]
PINNED = re.compile(r"uses: [\w.-]+/[\w./-]+@[0-9a-f]{40} # \S.*")
RANK = {"none": 0, "read": 1, "write": 2}
KNOWN = {
    "actions/checkout",
    "actions/setup-python",
    "actions/upload-artifact",
    "actions/download-artifact",
}
PLACES = re.compile(r"^/(\S+)", re.MULTILINE)


def steps(path: str) -> list[dict[str, Any]]:
    return [step for job in jobs(path).values() for step in job.get("steps", [])]


@pytest.mark.parametrize("path", OURS)
def test_no_expression_stands_in_a_script(path: str) -> None:
    assert not [step["name"] for step in steps(path) if "${{" in step.get("run", "")]


@pytest.mark.parametrize("path", OURS)
def test_actions_of_others_are_pinned_and_few(path: str) -> None:
    text = (ROOT / path).read_text(encoding="utf-8")
    lines = [line.strip() for line in text.splitlines() if "uses:" in line]
    assert not [line for line in lines if not PINNED.fullmatch(line)]
    assert {step["uses"].partition("@")[0] for step in steps(path) if "uses" in step} <= KNOWN


@pytest.mark.parametrize("path", WORKFLOWS)
def test_rights_are_given_job_by_job(path: str) -> None:
    assert load(path)["permissions"] == {}
    assert all("permissions" in job for job in jobs(path).values())


@pytest.mark.parametrize("path", [path for path in WORKFLOWS if path not in CALLERS])
def test_every_job_ends_and_every_shell_notices_a_broken_pipe(path: str) -> None:
    assert load(path)["defaults"]["run"]["shell"] == "bash"
    assert all(int(job["timeout-minutes"]) <= 360 for job in jobs(path).values())


@pytest.mark.parametrize("path", WORKFLOWS)
def test_no_checkout_leaves_a_token_behind(path: str) -> None:
    found = [step for step in steps(path) if step.get("uses", "").startswith("actions/checkout@")]
    assert all(step["with"]["persist-credentials"] == "false" for step in found)


def test_a_gate_always_reports() -> None:
    """A condition or a path filter would leave a required check waiting for ever."""
    assert "if" not in jobs(".github/workflows/validate.yml")["gate"]
    assert jobs(".github/workflows/ci.yml")["gate"]["if"] == "always()"
    for path in ("template/.github/workflows/validate.yml", ".github/workflows/ci.yml"):
        filters = [key for event in load(path)["on"].values() for key in event or ()]
        assert not {"paths", "paths-ignore"} & set(filters)


def test_what_judges_a_pull_request_sees_no_secret_and_writes_nothing() -> None:
    path = ".github/workflows/validate.yml"
    assert jobs(path)["gate"]["permissions"] == {"contents": "read"}
    assert "secrets" not in json.dumps(jobs(path))
    assert not [p for p in WORKFLOWS if "pull_request_target" in load(p)["on"]]
    for name in ("comment", "sarif"):
        assert not [s for s in jobs(path)[name]["steps"] if "checkout" in s.get("uses", "")]


@pytest.mark.parametrize("path", CALLERS)
def test_a_caller_fits_what_it_calls(path: str) -> None:
    for job in jobs(path).values():
        called = job["uses"].partition("@")[0].partition("/schoolproof/")[2]
        offered = load(called)["on"]["workflow_call"]
        assert set(job.get("with", {})) <= set(offered["inputs"])
        assert set(job.get("secrets", {})) <= set(offered.get("secrets", {}))
        for inner in jobs(called).values():
            for right, level in inner["permissions"].items():
                assert RANK[level] <= RANK[job["permissions"].get(right, "none")], right


def test_owners_of_code_stand_at_places_that_exist() -> None:
    text = (ROOT / "template/.github/CODEOWNERS").read_text(encoding="utf-8")
    places = PLACES.findall(text)
    assert "policies/waivers.yaml" in places
    made = {"requirements.txt", "inventory/registers/", "inventory/known_hosts", ".github/"}
    made |= {"policies/calendar.yaml"}
    assert not [p for p in places if p not in made and not (ROOT / p).exists()]


def tool(name: str) -> str:
    found = shutil.which(name, path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")
    if found is None:
        pytest.skip(f"{name} is not installed here")
    return found


def test_zizmor_finds_nothing() -> None:
    command = [tool("zizmor"), "--offline", "--pedantic", "--no-config", ".github", "template"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


def test_actionlint_finds_nothing() -> None:
    command = [tool("actionlint"), *WORKFLOWS]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("path", [*OURS, "docs/ci/gitlab-ci.yml", "docs/ci/azure-pipelines.yml"])
def test_every_file_is_whole(path: str) -> None:
    assert yaml.safe_load((ROOT / path).read_text(encoding="utf-8"))
