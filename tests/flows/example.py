"""The example trust's devices, as they are accepted or with another text, and controls on them."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from schoolproof.check.judge import Place, judge
from schoolproof.check.load import find_controls
from schoolproof.check.read import ReadConfig, read_config
from schoolproof.check.result import Verdict
from schoolproof.inventory import Project
from schoolproof.platforms import platform_named

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
KEY = b"a key for tests only"
CONTROLS = {control.id: control for control in find_controls()}


def changes(folder: str) -> list[Any]:
    """The bad changes of a folder beside this file, as parameters of a test."""
    return [
        pytest.param(yaml.safe_load(path.read_text(encoding="utf-8")), id=path.stem)
        for path in sorted((HERE / folder).glob("*.yaml"))
    ]


@cache
def project() -> Project:
    return Project(ROOT)


def text_at(config: str) -> str:
    """The accepted text of `<site>/<host>`."""
    return (ROOT / "configs" / f"{config}.cfg").read_text(encoding="utf-8")


def read(config: str, text: str | None = None, *, platform: str) -> ReadConfig:
    found = read_config(text or text_at(config), platform_named(platform), KEY)
    found.device.put(None, site=project().sites[config.split("/", maxsplit=1)[0]])
    return found


def verdict_on(control: str, config: ReadConfig) -> Verdict:
    chosen, device = CONTROLS[control], config.device
    place = Place("site", "host", "path", config, platform_named(device.platform))
    inputs = {"device": device, "site": device.site, "params": chosen.params}
    return judge(chosen, inputs, place)
