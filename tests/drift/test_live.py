"""Drift seen over SSH: virtual devices that differ from the example trust in documented ways."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from schoolproof.inventory import Project
from schoolproof.lab import lab
from schoolproof.lab.school import Login, Wanted, devices, write_school

ROOT = Path(__file__).parents[2]
LOGIN = Login("tester", "let-the-tester-in", "and-let-it-work")
HOSTS = ("ql-sci-sw1", "ql-fw1", "hs-lib-sw1", "hs-core", "mb-core")
DEAD = "mb-core"


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, dict[str, Any]]]:
    """The lab's repository, and what `drift` says of five devices, one of which is silent."""
    key = "a key for tests only, not secret"
    account = {
        "SCHOOLPROOF_KEY": key,
        "SCHOOLPROOF_USERNAME": LOGIN.username,
        "SCHOOLPROOF_PASSWORD": LOGIN.password,
        "SCHOOLPROOF_ENABLE": LOGIN.enable,
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SCHOOLPROOF_KEY", key)
        root = tmp_path_factory.mktemp("trust")
        for name in ("inventory", "configs", "policies"):
            (root / name).symlink_to(ROOT / name)
        project = Project(root)
        found = devices(project, LOGIN, Wanted())
        with lab([p.device for p in found]) as running:
            school = write_school(project, found, running)
            hosts = school / "inventory" / "hosts.yaml"
            text = hosts.read_text(encoding="utf-8")
            port = f"port: {running.port(DEAD)}"
            assert port in text
            hosts.write_text(text.replace(port, "port: 9"), encoding="utf-8")
            args = [word for name in HOSTS for word in ("--host", name)]
            done = subprocess.run(
                [sys.executable, "-m", "schoolproof", "drift", "--format", "json", *args],
                cwd=school,
                env={**os.environ, **account},
                capture_output=True,
                text=True,
                check=False,
                timeout=300,
            )
        assert done.returncode == 1, done.stderr
        assert LOGIN.password not in done.stdout + done.stderr
        yield school, json.loads(done.stdout)


def test_each_device_is_told_with_its_kind(seen: tuple[Path, dict[str, Any]]) -> None:
    kinds = {device["host"]: device["kinds"] for device in seen[1]["devices"] if device["drifted"]}
    assert kinds == {
        "ql-sci-sw1": ["unsaved on the device"],
        "ql-fw1": ["changed outside Git"],
        "hs-lib-sw1": ["changed outside Git"],
    }


def test_a_silent_device_stands_apart(seen: tuple[Path, dict[str, Any]]) -> None:
    (apart,) = seen[1]["not_compared"]
    assert (apart["host"], apart["why"]) == (DEAD, "unreachable")
    assert apart["detail"].startswith("refused: ")


def test_asking_the_devices_writes_nothing(seen: tuple[Path, dict[str, Any]]) -> None:
    school = seen[0]
    for name in ("configs/quarry-lane/ql-fw1.cfg", "configs/harbourside/hs-lib-sw1.cfg"):
        assert (school / name).read_bytes().count(b"status disable") == (
            (ROOT / name).read_bytes().count(b"status disable")
        )
