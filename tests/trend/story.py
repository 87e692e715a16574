"""A throw-away repository with a history that a file tells."""

from __future__ import annotations

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from tests.identity import WHO

HERE = Path(__file__).parent


@dataclass(frozen=True)
class Story:
    """A repository, and what one does with it."""

    root: Path

    def git(self, *args: str, at: str = "2026-01-05 09:00") -> str:
        moment = {"GIT_COMMITTER_DATE": f"{at} +0000", "GIT_AUTHOR_DATE": "2020-02-02 09:00 +0000"}
        done = subprocess.run(
            ["git", "-C", str(self.root), *args],
            env={**os.environ, **WHO, **moment},
            capture_output=True,
            check=True,
        )
        return done.stdout.decode().strip()

    def start(self) -> Story:
        self.root.mkdir(exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")
        return self

    def tell(self, step: dict[str, Any]) -> str:
        """One commit. Its id."""
        for action in step.get("do", []):
            self._act(dict(action))
        return self.commit(str(step["say"]), str(step["at"]))

    def commit(self, message: str, at: str) -> str:
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", message, at=at)
        return self.git("rev-parse", "HEAD")

    def _act(self, action: dict[str, str]) -> None:
        if "drop" in action:
            (self.root / action["drop"]).unlink()
            return
        path = self.root / (action.get("to") or action.get("write") or action["change"])
        path.parent.mkdir(parents=True, exist_ok=True)
        if "copy" in action:
            shutil.copyfile(HERE.parent / action["copy"], path)
        elif "put" in action:
            shutil.copyfile(HERE / "files" / action["put"], path)
        elif "write" in action:
            path.write_text(action["text"], "utf-8")
        else:
            text = path.read_text("utf-8")
            assert action["old"] in text, action
            path.write_text(text.replace(action["old"], action["new"], 1), "utf-8")


def steps() -> list[dict[str, Any]]:
    """The steps of history.yaml. Moments and days stay as they are written."""
    text = (HERE / "history.yaml").read_text("utf-8")
    found: list[dict[str, Any]] = yaml.load(text, Loader=yaml.BaseLoader)  # noqa: S506  text only
    return found
