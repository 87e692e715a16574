"""The files for GitLab and Azure DevOps do the same as the gate on GitHub."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.workflows.conftest import commit, edit, pull_request
from tests.workflows.job import ROOT, World, git, offline

GUARD = " spanning-tree bpduguard enable\n"


def shell(world: World, script: str, **env: str) -> subprocess.CompletedProcess[str]:
    known = {"PATH": f"{world.temp}/bin:/usr/bin:/bin", "HOME": str(world.temp), "LANG": "C.UTF-8"}
    file = world.temp / "script.sh"
    file.write_text(script, encoding="utf-8")
    return subprocess.run(
        [*offline(), "bash", "-eo", "pipefail", str(file)],
        cwd=world.clone,
        env=known | {"FAKE_TEMP": str(world.temp)} | env,
        capture_output=True,
        text=True,
        check=False,
    )


def read(name: str) -> Any:
    return yaml.safe_load((ROOT / "docs" / "ci" / name).read_text(encoding="utf-8"))


def gitlab(world: World, **env: str) -> tuple[int, str]:
    job = read("gitlab-ci.yml")["gate"]
    done = shell(world, "\n".join(job["script"]), **env)
    after = shell(world, "\n".join(job["after_script"]), **env)
    return done.returncode, done.stdout + after.stdout


def azure(world: World) -> list[tuple[int, str]]:
    steps = read("azure-pipelines.yml")["jobs"][0]["steps"]
    done = [shell(world, step["bash"]) for step in steps if "bash" in step]
    return [(ran.returncode, ran.stdout) for ran in done]


@pytest.mark.parametrize("broken", [False, True])
def test_gitlab(world: World, broken: bool) -> None:
    base = git(world.clone, "rev-parse", "HEAD")
    edit(world.clone, GUARD, "" if broken else f"{GUARD} load-interval 30\n")
    commit(world.clone, "A change")
    code, said = gitlab(world, CI_MERGE_REQUEST_DIFF_BASE_SHA=base, CI_COMMIT_BEFORE_SHA="0" * 40)
    assert code == int(broken)
    assert "its configuration changed: hl-sw1" in said
    quality = json.loads((world.clone / "judged/gl-code-quality.json").read_text("utf-8"))
    assert any("BPDU guard" in entry["description"] for entry in quality)


def test_gitlab_without_a_base_judges_everything(world: World) -> None:
    code, said = gitlab(world, CI_MERGE_REQUEST_DIFF_BASE_SHA="", CI_COMMIT_BEFORE_SHA="0" * 40)
    assert code == 1
    assert "there is no base" in said


def test_gitlab_reads_why_less_is_judged(world: World) -> None:
    base = git(world.clone, "rev-parse", "HEAD")
    (world.clone / "validators/local/named_ports.py").unlink()
    commit(world.clone, "Drop it")
    less = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": base, "CI_COMMIT_BEFORE_SHA": ""}
    assert gitlab(world, **less)[0] == 2
    commit(world.clone, "Say why", "Judged-less: the port register has it $(touch owned)")
    assert gitlab(world, **less)[0] == 0
    assert not list(Path(world.clone).rglob("owned"))


def test_azure(world: World) -> None:
    edit(world.clone, GUARD, "")
    pull_request(world, "break")
    install, judge, scope = azure(world)
    assert (install[0], judge[0], scope[0]) == (0, 1, 0)
    assert (
        "##vso[task.logissue type=error;sourcepath=configs/hill/hl-sw1.cfg;linenumber=6" in judge[1]
    )
    assert "its configuration changed: hl-sw1" in scope[1]


def test_azure_says_when_nothing_was_judged(world: World) -> None:
    (world.clone / "inventory/hosts.yaml").write_text("[", encoding="utf-8")
    pull_request(world, "broken")
    _, judge, scope = azure(world)
    assert (judge[0], scope[0]) == (2, 2)


def test_the_ruleset_requires_the_gate_by_its_whole_name() -> None:
    rules = json.loads((ROOT / "docs/ci/ruleset.json").read_text("utf-8"))["rules"]
    checks = next(rule for rule in rules if rule["type"] == "required_status_checks")
    caller = yaml.safe_load((ROOT / "template/.github/workflows/validate.yml").read_text("utf-8"))
    called = yaml.safe_load((ROOT / ".github/workflows/validate.yml").read_text("utf-8"))
    name = f"{caller['jobs']['validate']['name']} / {called['jobs']['gate']['name']}"
    assert checks["parameters"]["required_status_checks"] == [{"context": name}]
