"""Faults in the middle of a change of a real FRR, which has no timer to go back by."""

from __future__ import annotations

import json
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

from schoolproof.apply.link import Collected, Console
from schoolproof.apply.meaning import meaning_hash
from schoolproof.apply.model import Risk, Step
from schoolproof.apply.run import Terms, apply_host
from schoolproof.apply.stored import as_json, read_plan
from schoolproof.cli.apply_link import SshLink
from schoolproof.inventory import Project
from schoolproof.platforms import platform_named
from schoolproof.sanitise import RawConfig, sanitise
from tests.apply.story import PLAN, Clone, of_router
from tests.frr.router import NAME, Router

FRR = platform_named("frr")


@pytest.fixture
def clone(router: Router, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Clone:
    """The router was changed behind Git's back, and a plan back is made."""
    monkeypatch.setenv("SCHOOLPROOF_USERNAME", router.user)
    monkeypatch.setenv("SCHOOLPROOF_PASSWORD", router.password)
    found = of_router(router, tmp_path / "school")
    found.begin(tmp_path / "origin.git")
    (found.root / "plans").mkdir()
    name = f"LEFT-{len(router.running())}"  # the router keeps what the test before did to it
    lan = ["interface lan0", f"description {name}", "exit"]
    router.typed([*lan, f"ip prefix-list {name} permit any"])
    found.schoolproof("plan", "--format", "json", "--output", PLAN, code=1)
    return found


def state(router: Router) -> str:
    """What the router means now."""
    text = sanitise(RawConfig(router.running(), source="router"), FRR, b"k" * 16).text
    return meaning_hash(FRR.grammar.parse(text), FRR)


def carry(clone: Clone, link: Callable[[str], Any]) -> dict[str, Any]:
    """Carry the plan out in this process; what the record says."""
    terms = Terms(clone.root / PLAN, reason="a test of faults", approver="the test")
    apply_host(Project(clone.root), terms, NAME, link)
    return recorded(clone)


def recorded(clone: Clone) -> dict[str, Any]:
    (path,) = (clone.root / "records").glob("*.json")
    found: dict[str, Any] = json.loads(path.read_text("utf-8"))["devices"][NAME]
    return found


def ssh(clone: Clone) -> Callable[[str], SshLink]:
    return lambda name: SshLink(Project(clone.root), name)


def test_a_line_that_the_router_refuses(clone: Clone, router: Router) -> None:
    path = clone.root / PLAN
    plan, _ = read_plan(path)
    (device,) = plan.devices
    last = Step(("ip prefix-list SITE seq 77 permit 10.40.0.0/99",), Risk.CARE)
    path.write_text(as_json(replace(plan, devices=(replace(device, steps=(*device.steps, last)),))))
    before = state(router)
    entry = carry(clone, ssh(clone))
    assert (entry["end"], entry["why"]) == ("rolled back", "the device refused a command")
    assert state(router) == before


@dataclass
class Killed:
    """A way to the router whose process is killed at the second command that changes it."""

    link: SshLink

    def read(self) -> Collected:
        return self.link.read()

    @contextmanager
    def console(self) -> Iterator[Console]:
        with self.link.console() as console:
            yield Killer(console)


class Killer:
    def __init__(self, console: Console) -> None:
        self.console, self.left = console, 3

    def type(self, command: str) -> str:
        prompt = self.console.type(command)
        self.left -= 1  # the first opens configuration
        if not self.left:
            os.kill(os.getpid(), signal.SIGKILL)
        return prompt


def test_a_run_that_is_killed_is_finished_by_the_next(clone: Clone, router: Router) -> None:
    before = state(router)
    process = multiprocessing.get_context("fork").Process(
        target=lambda: carry(clone, lambda name: Killed(ssh(clone)(name)))
    )
    process.start()
    process.join(120)
    assert process.exitcode == -signal.SIGKILL
    assert recorded(clone)["stage"] == "applying"
    assert state(router) != before, "it was killed in the middle"
    entry = carry(clone, ssh(clone))
    assert (entry["end"], entry["interrupted_while"]) == ("applied", "applying")
    assert "0 of 1 devices drifted" in clone.schoolproof("drift")
