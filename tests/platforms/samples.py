"""Samples of platforms: a folder each, `raw.cfg` and beside it what must come of it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from schoolproof.model import Device
from schoolproof.model.walk import plain
from schoolproof.platforms import Platform, platform_named
from schoolproof.sanitise import RawConfig, SanitisedConfig, sanitise

HERE = Path(__file__).parent
KEY = (HERE / "key.txt").read_text().strip().encode()
REFERENCES = ("sanitised.cfg", "device.yaml", "unread.txt")


@dataclass(frozen=True)
class Sample:
    """One raw text of one platform."""

    folder: Path

    @property
    def platform(self) -> str:
        return self.folder.parent.name

    @property
    def case(self) -> str:
        return self.folder.name

    @property
    def raw(self) -> str:
        return (self.folder / "raw.cfg").read_bytes().decode()

    def clean(self) -> SanitisedConfig:
        raw = RawConfig(self.raw, source=self.case)
        return sanitise(raw, platform_named(self.platform), KEY)

    def secrets(self) -> dict[str, list[str]]:
        """`must_go` and `must_remain`; without the file nothing was planted."""
        path = self.folder / "secrets.yaml"
        return yaml.safe_load(path.read_text()) if path.exists() else {}

    def references(self) -> dict[str, str]:
        """What the reference files must hold, by name."""
        text = self.clean().text
        device, unread = facts_and_unread(platform_named(self.platform), text)
        return {"sanitised.cfg": text, "device.yaml": device, "unread.txt": unread}


def samples(platform: str = "*") -> list[Sample]:
    return [Sample(path.parent) for path in sorted(HERE.glob(f"{platform}/*/raw.cfg"))]


def facts_and_unread(platform: Platform, text: str) -> tuple[str, str]:
    """The facts as a flat mapping, path: [value, line], and the lines that nobody understood."""
    device = Device()
    unread = platform.read(platform.grammar.parse(text), device)
    nodes = sorted(unread, key=lambda node: node.line)
    lines = [f"{node.line}: {node.text.splitlines()[0]}\n" for node in nodes]
    return "---\n" + "".join(_rows(device)), "".join(lines)


def _rows(device: Device) -> Iterator[str]:
    for path, value, line in device.facts():
        # JSON is YAML, and keeps each fact on one line, as a review wants it
        yield f"{json.dumps(path)}: {json.dumps([_ordered(value), line], ensure_ascii=False)}\n"


def _ordered(value: Any) -> Any:
    return sorted(value) if isinstance(value, set | frozenset) else plain(value)
