"""A small fictional school in a temporary Git repository, its devices played by the lab."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from schoolproof.apply.meaning import meaning_hash
from schoolproof.collect.tidy import tidy
from schoolproof.inventory import Project
from schoolproof.lab import Lab, LabDevice, lab
from schoolproof.lab.made_up import with_secrets
from schoolproof.platforms import platform_named
from schoolproof.sanitise import RawConfig, sanitise

ROOT = Path(__file__).parents[2]
CASES: dict[str, dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parent / "cases.yaml").read_text(encoding="utf-8")
)
ENVIRONMENT = {
    "SCHOOLPROOF_USERNAME": "tester",
    "SCHOOLPROOF_PASSWORD": "let-the-tester-in",
    "SCHOOLPROOF_ENABLE": "and-let-it-work",
    "SCHOOLPROOF_KEY": "a key for tests only",
}
ENABLES = {"cisco_ios", "hp_procurve"}


@dataclass
class School:
    """The repository and its devices."""

    root: Path
    running: Lab
    platforms: tuple[str, ...]
    accepted: dict[str, str] = field(repr=False)  # raw, by host

    @property
    def project(self) -> Project:
        """The repository, read anew."""
        return Project(self.root)

    def clean(self, platform: str, text: str) -> str:
        """A text as it is compared: sanitised, without what changes by itself."""
        found = platform_named(platform)
        return sanitise(RawConfig(tidy(text, found), source="test"), found, KEY).text

    def meaning(self, platform: str, text: str) -> str:
        """What a text means, as one number."""
        found = platform_named(platform)
        return meaning_hash(found.grammar.parse(self.clean(platform, text)), found)

    def now(self, platform: str) -> str:
        """What the device means now."""
        return self.meaning(platform, self.running.text(CASES[platform]["host"]))

    def git(self, *words: str, author: str = "maker@example.org") -> str:
        """A Git command as somebody."""
        name = author.split("@", maxsplit=1)[0]
        settings = ["-c", f"user.name={name}", "-c", f"user.email={author}"]
        done = subprocess.run(
            ["git", "-C", str(self.root), *settings, *words],
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()

    def commit(self, message: str, author: str = "maker@example.org") -> None:
        """Everything that lies there."""
        self.git("add", "-A", author=author)
        self.git("commit", "-q", "-m", message, author=author)


KEY = ENVIRONMENT["SCHOOLPROOF_KEY"].encode()


def text_of(platform: str) -> str:
    """The device's text, with made-up secrets where the example has tokens."""
    case = CASES[platform]
    plain = (ROOT / case["config"]).read_text(encoding="utf-8") + case.get("append", "")
    return with_secrets(tidy(plain, platform_named(platform)), platform)


@contextmanager
def school(folder: Path, *platforms: str, minute_s: float = 60.0) -> Iterator[School]:
    """A school whose devices stand where Git says, each under its platform's name."""
    texts = {name: text_of(name) for name in platforms}
    devices = [
        LabDevice(
            CASES[name]["host"],
            name,
            texts[name],
            username=ENVIRONMENT["SCHOOLPROOF_USERNAME"],
            password=ENVIRONMENT["SCHOOLPROOF_PASSWORD"],
            enable_secret=ENVIRONMENT["SCHOOLPROOF_ENABLE"] if name in ENABLES else None,
            minute_s=minute_s,
        )
        for name in platforms
    ]
    with lab(devices) as running:
        made = School(folder, running, platforms, texts)
        _write(made)
        made.git("init", "-q", "-b", "main")
        made.commit("The school as it is")
        yield made


def _write(made: School) -> None:
    inventory = made.root / "inventory"
    inventory.mkdir(parents=True)
    (made.root / "policies").mkdir()
    configs = made.root / "configs" / "hillside"
    configs.mkdir(parents=True)
    hosts = {}
    for name in made.platforms:
        host = CASES[name]["host"]
        port = made.running.port(host)
        hosts[host] = {
            "hostname": "127.0.0.1",
            "port": port,
            "platform": name,
            "data": {"site": "hillside", "role": "access"},
        }
        text = made.clean(name, made.accepted[name])
        (configs / f"{host}.cfg").write_text(text, encoding="utf-8")
    (inventory / "hosts.yaml").write_text(yaml.safe_dump(hosts), encoding="utf-8")
    (inventory / "groups.yaml").write_text("{}\n", encoding="utf-8")
    (inventory / "defaults.yaml").write_text("{}\n", encoding="utf-8")
    (inventory / "known_hosts").write_text(made.running.known_hosts(), encoding="utf-8")
    (made.root / ".gitignore").write_text(".schoolproof/\n", encoding="utf-8")


def environment() -> dict[str, str]:
    """The environment for commands of the school, with this checkout's own package."""
    return {**os.environ, **ENVIRONMENT}
