"""Cases of leaks: a lifelike text with planted secrets, and what must go and what must remain."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml

from schoolproof.platforms import Platform, platform_named
from schoolproof.sanitise import RawConfig, SanitisedConfig, sanitise

HERE = Path(__file__).parent
KEY = (HERE / "key.txt").read_text().strip().encode()
MARKER = "LEAK"
CASES = tuple(sorted(path.name for path in (HERE / "leak").iterdir()))


@dataclass(frozen=True)
class Case:
    """One text and its lists."""

    platform: Platform
    text: str
    lists: dict[str, Any]

    def secrets(self) -> list[str]:
        return [MARKER, *self.lists["must_go"]]

    def clean(self) -> SanitisedConfig:
        return sanitise(RawConfig(self.text, source="case"), self.platform, KEY)


def case(name: str) -> Case:
    folder = HERE / "leak" / name
    lists = yaml.safe_load((folder / "secrets.yaml").read_text())
    return Case(platform_named(name), (folder / "raw.cfg").read_text(), lists)


@pytest.fixture(params=CASES)
def leak_case(request: pytest.FixtureRequest) -> Case:
    return case(request.param)
