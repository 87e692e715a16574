"""A repository with a real history, as cases.yaml tells it."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from schoolproof.check.result import Verdict
from schoolproof.check.run import Run, Scope, run_check
from schoolproof.inventory import Project
from tests.identity import WHO

HERE = Path(__file__).parent
CONTROL = "cyber_security/old_rules_removed"
TODAY = date(2026, 11, 25)
CONFIGS = Path("configs") / "hill"
Step = dict[str, Any]


def cases() -> dict[str, dict[str, Any]]:
    """All cases by name; moments and days stay as they are written."""
    text = (HERE / "cases.yaml").read_text("utf-8")
    found: dict[str, dict[str, Any]] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  text only
    return found


@dataclass
class Story:
    """A repository, the commits that have names, and what one does with it."""

    root: Path
    named: dict[str, str] = field(default_factory=dict)

    def start(self, *, git: bool = True) -> Story:
        shutil.copytree(HERE / "school", self.root)
        (self.root / CONFIGS).mkdir(parents=True)
        (self.root / "policies").mkdir()
        (self.root / ".gitignore").write_text(".schoolproof/\n.schoolproof.key\n", "utf-8")
        if git:
            self.git("init", "--quiet", "--initial-branch=main")
        return self

    def git(self, *args: str, at: str = "", written: str = "") -> str:
        moment = {"GIT_COMMITTER_DATE": at, "GIT_AUTHOR_DATE": written or at} if at else {}
        done = subprocess.run(
            ["git", "-C", str(self.root), "-c", "protocol.file.allow=always", *args],
            env={**os.environ, **WHO, **moment},
            capture_output=True,
            check=True,
        )
        return done.stdout.decode().strip()

    def tell(self, *steps: Step) -> None:
        for step in steps:
            self._act(step)
            at = step.get("at", "")
            if "merge" in step:
                self.git("merge", "--quiet", "--no-ff", "-m", "merge", step["merge"], at=at)
            elif at:
                self.git("add", "--all")
                words = ("commit", "--quiet", "--allow-empty", "-m", "a change")
                self.git(*words, at=at, written=step.get("written", ""))
            if "name" in step:
                self.named[step["name"]] = self.git("rev-parse", "HEAD")

    def _act(self, step: Step) -> None:
        if "branch" in step:
            self.git("checkout", "--quiet", "-b", step["branch"])
        if "checkout" in step:
            self.git("checkout", "--quiet", step["checkout"])
        if "drop" in step:
            path = self.root / CONFIGS / step["drop"]
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        for old, new in step.get("move", {}).items():
            (self.root / CONFIGS / old).rename(self.root / CONFIGS / new)
        for path, target in step.get("link", {}).items():
            (self.root / CONFIGS / path).symlink_to(target)
        for path, text in step.get("put", {}).items():
            place = self.root / CONFIGS / path
            place.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(HERE / "texts" / text, place)

    def cloned(self, to: Path, depth: str) -> Story:
        """The same with the newest commits only."""
        words = ("clone", "--quiet", "--depth", depth, f"file://{self.root}", str(to))
        self.git(*words)
        return Story(to, self.named)

    def run(self, today: date = TODAY) -> Run:
        return run_check(Project(self.root), Scope(controls=(CONTROL,)), today=today, jobs=1)

    def verdict(self, host: str = "hl-fw1", today: date = TODAY) -> Verdict:
        (found,) = [v for v in self.run(today).verdicts if v.device == host]
        return found


def told(root: Path, case: dict[str, Any]) -> Story:
    """The repository of a case."""
    story = Story(root / "school").start(git=case.get("git") != "false")
    (story.root / "policies" / "profile.yaml").write_text(case.get("profile", ""), "utf-8")
    story.tell(*case["steps"])
    return story.cloned(root / "clone", case["clone"]) if "clone" in case else story


def words_of(verdict: Verdict) -> str:
    """All that it says."""
    return " / ".join([*verdict.reasons, *(f"{f.message}: {f.actual}" for f in verdict.findings)])
