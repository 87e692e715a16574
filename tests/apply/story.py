"""A school's repository with a remote one, and the commands that people and pipelines run in it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from schoolproof.platforms import platform_named
from tests.apply.play import ALWAYS, ANSIBLE, copy_playbooks
from tests.frr.router import NAME, Router

BIN = Path(sys.executable).parent
STORY: dict[str, dict[str, Any]] = yaml.safe_load(
    Path(__file__).with_suffix(".yaml").read_text(encoding="utf-8")
)
PLAN = "plans/library.json"
MAKER, SECOND = "maker@example.org", "second@example.org"


@dataclass
class Clone:
    """`devices`: host → platform; `env`: accounts and the key, as a pipeline has them."""

    root: Path
    devices: dict[str, str]
    env: dict[str, str] = field(repr=False)

    def run(self, *words: str, code: int) -> str:
        """A command in the clone; what it prints."""
        done = subprocess.run(
            words,
            cwd=self.root,
            env={**self.env, "PATH": f"{BIN}:{os.environ['PATH']}"},
            capture_output=True,
            text=True,
            check=False,
            timeout=300,
        )
        assert done.returncode == code, f"{words}: {done.stdout}{done.stderr}"
        return done.stdout

    def schoolproof(self, *words: str, code: int = 0) -> str:
        """Our command line."""
        return self.run(str(BIN / "schoolproof"), *words, code=code)

    def git(self, *words: str, author: str = MAKER) -> str:
        """Git as somebody."""
        who = ("-c", f"user.name={author.partition('@')[0]}", "-c", f"user.email={author}")
        return self.run("git", *who, *words, code=0).strip()

    def commit(self, message: str, author: str = MAKER) -> None:
        """Commit all that lies there."""
        self.git("add", "--all", author=author)
        self.git("commit", "--quiet", "--message", message, author=author)

    def ansible(self, *more: str) -> str:
        """Carry the plan out."""
        assert ANSIBLE is not None
        words = ("-i", "inventory/ansible_inventory.py", "playbooks/apply.yaml")
        return self.run(ANSIBLE, *words, "-e", f"plan={PLAN}", *more, code=0)

    def config(self, host: str) -> Path:
        """Where the accepted text of a device lies."""
        (found,) = (self.root / "configs").glob(f"*/{host}.cfg")
        return found

    def begin(self, remote: Path) -> None:
        """Playbooks, windows and policies, all on `main` here and there."""
        copy_playbooks(self.root)
        (self.root / "policies").mkdir(exist_ok=True)
        (self.root / "policies/calendar.yaml").write_text(yaml.safe_dump(ALWAYS), "utf-8")
        if not (self.root / ".git").exists():
            self.git("init", "--quiet", "--initial-branch=main")
        self.commit("The school as it is")
        self.git("init", "--quiet", "--bare", "--initial-branch=main", str(remote))
        self.git("remote", "add", "origin", str(remote))
        self.git("push", "--quiet", "origin", "main")

    def edit(self, what: str) -> None:
        """What the story does to the accepted text of each device."""
        for host, platform in self.devices.items():
            grammar = platform_named(platform).grammar
            path = self.config(host)
            text = path.read_text(encoding="utf-8")
            path.write_text(grammar.apply(grammar.parse(text), STORY[platform][what]), "utf-8")

    def pull_request(self, message: str, branch: str) -> None:
        """Commit to a branch, push it, and stand where a service checks out a pull request."""
        self.commit(message)
        self.git("push", "--quiet", "origin", f"HEAD:refs/heads/{branch}")
        self.git("checkout", "--quiet", "--detach", "origin/main")
        self.git("merge", "--quiet", "--no-ff", "--message", "The merge to be judged", branch)

    def merge(self, branch: str) -> None:
        """The button."""
        self.git("checkout", "--quiet", "main")
        self.git("merge", "--quiet", "--no-ff", "--message", f"Merge {branch}", branch)
        self.git("push", "--quiet", "origin", "main")


def of_router(router: Router, root: Path) -> Clone:
    """A repository of the real router, its configuration collected from it."""
    shutil.copytree(Path(__file__).parents[1] / "frr" / "repo", root)
    hosts = root / "inventory" / "hosts.yaml"
    data = yaml.safe_load(hosts.read_text("utf-8"))
    data[NAME]["port"] = router.port
    hosts.write_text(yaml.safe_dump(data), "utf-8")
    shutil.copy(router.known_hosts, root / "inventory" / "known_hosts")
    (root / ".gitignore").write_text(".schoolproof/\n", "utf-8")
    account = {"SCHOOLPROOF_USERNAME": router.user, "SCHOOLPROOF_PASSWORD": router.password}
    clone = Clone(root, {NAME: "frr"}, {**os.environ, **account})
    clone.schoolproof("collect")
    return clone
