"""Runs a job of a workflow as the runner would: its steps in order, each in a shell of its own.

Actions of others are played: a checkout is there already, artifacts go into a folder.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from tests.workflows.expressions import Contexts, as_text, evaluate, fill

ROOT = Path(__file__).parents[2]
SHELLS = {
    "bash": ["bash", "--noprofile", "--norc", "-eo", "pipefail"],
    None: ["bash", "-e"],  # what the runner does where nothing is said
}


@dataclass
class Ran:
    """What came of a step."""

    code: int
    stdout: str
    stderr: str


@dataclass
class Done:
    """What came of a job; steps that were skipped are not in it."""

    result: str
    steps: dict[str, Ran]
    outputs: dict[str, str]
    summary: str

    def __getitem__(self, step: str) -> Ran:
        return self.steps[step]


@dataclass
class World:
    """A throw-away machine: the clone, the runner's own folder, and what `gh` was asked."""

    clone: Path
    temp: Path
    event: dict[str, Any]
    event_name: str = "pull_request"
    env: dict[str, str] = field(default_factory=dict)

    @property
    def calls(self) -> list[list[str]]:
        """The arguments of each call of `gh`; `@file` values are what stood in the file."""
        log = self.temp / "calls.jsonl"
        text = log.read_text(encoding="utf-8") if log.exists() else ""
        return [json.loads(line) for line in text.splitlines()]

    def reply(self, words: str, text: str) -> None:
        """What `gh` answers to a call that starts with these words."""
        folder = self.temp / "replies"
        folder.mkdir(exist_ok=True)
        (folder / words.replace(" ", "_").replace("/", "_")).write_text(text, encoding="utf-8")


@cache
def load(path: str) -> Any:
    """A workflow or an action; `on` stays a word."""
    text = (ROOT / path).read_text(encoding="utf-8")
    return yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  the plainest loader there is


def jobs(path: str) -> dict[str, Any]:
    """The jobs of a workflow; an action counts as one job."""
    data = load(path)
    return dict(data["jobs"]) if "jobs" in data else {"action": data["runs"]}


def run_job(world: World, path: str, name: str, **contexts: Any) -> Done:
    """Run one job. `contexts`: inputs (over the defaults), secrets, needs, matrix."""
    job = jobs(path)[name]
    known = _contexts(world, path, contexts)
    status, steps, outputs = "success", {}, {}
    if "if" in job and not evaluate(job["if"].strip(), known, _needed(known)):
        return Done("skipped", {}, {}, "")
    for step in job["steps"]:
        condition = step.get("if", "success()")
        if not evaluate(condition, known, status):
            continue
        if "uses" in step:
            worked = _play(step, known, world)
        else:
            ran = _run(world, path, step, known)
            steps[step["name"]] = ran
            worked = ran.code == 0
        if not worked and step.get("continue-on-error") != "true":
            status = "failure"
    for key, value in job.get("outputs", {}).items():
        outputs[key] = fill(value, known)
    summary = world.temp / "summary"
    text = summary.read_text(encoding="utf-8") if summary.exists() else ""
    return Done(status, steps, outputs, text)


def _needed(known: Contexts) -> str:
    results = {job["result"] for job in known["needs"].values()}
    return "success" if results <= {"success"} else "failure"


def _contexts(world: World, path: str, given: Mapping[str, Any]) -> dict[str, Any]:
    data = load(path)
    triggers = data.get("on", {})
    call = triggers.get("workflow_call") if isinstance(triggers, Mapping) else None
    declared = (call or data).get("inputs", {})
    inputs = {key: _default(value) for key, value in declared.items()}
    unknown = given.get("inputs", {}).keys() - inputs.keys()
    assert not unknown, f"{path} has no input {unknown}"
    github = {
        "event_name": world.event_name,
        "event": world.event,
        "repository": "example-org/school",
        "token": "token-of-the-job",
        "server_url": "https://github.example.org",
        "run_id": "4711",
        "ref": "refs/pull/7/merge",
        "sha": git(world.clone, "rev-parse", "HEAD"),
        "action_path": str(ROOT / ".github/actions/schoolproof"),
    }
    return {
        "github": github,
        "inputs": inputs | given.get("inputs", {}),
        "secrets": given.get("secrets", {}),
        "needs": given.get("needs", {}),
        "matrix": given.get("matrix", {}),
        "runner": {"temp": str(world.temp)},
        "steps": {},
    }


def _default(declared: Mapping[str, str]) -> Any:
    value = declared.get("default", "")
    return value == "true" if declared.get("type") == "boolean" else value


def git(folder: Path, *args: str) -> str:
    """Git's answer, without the line end."""
    done = subprocess.run(["git", *args], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip()


def _play(step: Mapping[str, Any], known: Contexts, world: World) -> bool:
    action = step["uses"].partition("@")[0]
    given = {key: fill(value, known) for key, value in step.get("with", {}).items()}
    if action in {"actions/checkout", "actions/setup-python"}:
        return True
    kept, folder = world.temp / "artifacts", Path(given["path"])
    if action == "actions/upload-artifact":
        if folder.is_dir():
            shutil.copytree(folder, kept / given["name"], dirs_exist_ok=True)
        return True
    assert action == "actions/download-artifact", f"no test plays {action}"
    stores = list(kept.glob(given.get("pattern") or given["name"]))
    for store in stores:
        shutil.copytree(store, folder, dirs_exist_ok=True)
    return bool(stores)


def _run(world: World, path: str, step: Mapping[str, Any], known: Any) -> Ran:
    files = {name: world.temp / name for name in ("output", "summary", "path", "env")}
    for file in files.values():
        file.touch()
    shell = step.get("shell", load(path).get("defaults", {}).get("run", {}).get("shell"))
    script = world.temp / "script.sh"
    script.write_text(step["run"], encoding="utf-8")
    env = _environment(world, files, known)
    env |= {key: fill(value, known) for key, value in step.get("env", {}).items()}
    done = subprocess.run(
        [*offline(), *SHELLS[shell], str(script)],
        cwd=world.clone,
        env=env,
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )
    if "id" in step:
        pairs = (line.partition("=") for line in files["output"].read_text("utf-8").splitlines())
        known["steps"][step["id"]] = {"outputs": {key: value for key, _, value in pairs}}
    return Ran(done.returncode, done.stdout, done.stderr)


@cache
def offline() -> tuple[str, ...]:
    """In a network of its own without any way out, where the machine allows that."""
    lone = ("unshare", "--map-root-user", "--net", "--user")
    if shutil.which("unshare") is None:
        return ()
    tried = subprocess.run([*lone, "true"], capture_output=True, check=False)
    return lone if tried.returncode == 0 else ()


def _environment(world: World, files: Mapping[str, Path], known: Contexts) -> dict[str, str]:
    """What the runner sets; nothing of the machine that runs the test but its tools."""
    github = known["github"]
    return {
        "PATH": f"{world.temp / 'bin'}:{os.defpath}",
        "HOME": str(world.temp),
        "LANG": "C.UTF-8",
        "GITHUB_ACTIONS": "true",
        "GITHUB_REPOSITORY": as_text(github["repository"]),
        "GITHUB_SHA": as_text(github["sha"]),
        "GITHUB_REF": as_text(github["ref"]),
        "GITHUB_EVENT_NAME": world.event_name,
        "GITHUB_OUTPUT": str(files["output"]),
        "GITHUB_STEP_SUMMARY": str(files["summary"]),
        "GITHUB_PATH": str(files["path"]),
        "GITHUB_ENV": str(files["env"]),
        "RUNNER_TEMP": str(world.temp),
        "FAKE_TEMP": str(world.temp),
        **world.env,
    }
