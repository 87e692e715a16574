"""The sample harness: a control's proof is files beside each other, judged like real ones.

A sample is `<platform>.<case>.<outcome>.cfg`. A comment `expect:` (`! expect:`, `# expect:`,
`; expect:`, `<!-- expect: -->`) stands above each line that a finding must point at; words behind
it must stand in that finding's message. `site.yaml` in the folder declares the school,
`<platform>.site.yaml` for all samples of a platform, `<platform>.<case>.site.yaml` for one sample
alone; in it the host is called `sample`.
`params.yaml` overrides parameters, role and device class, in the same three ways.
`<platform>.<case>.registers/` holds the registers of a sample; without it the repository has none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from schoolproof.check.control import Control
from schoolproof.check.firewalls.rule_history import NO_HISTORY
from schoolproof.check.judge import Place, judge
from schoolproof.check.read import ReadConfig, read_config
from schoolproof.check.result import Verdict
from schoolproof.inventory.project import read_text
from schoolproof.inventory.registers import Registers, load_register, registers
from schoolproof.inventory.sites import load_site
from schoolproof.inventory.yaml import load_yaml
from schoolproof.model import PortPlan, Site
from schoolproof.platforms import Platform, platform_named

EXPECT = re.compile(r"^\s*(?:[!#;]|<!--)\s*expect:[ \t]*(.*?)(?:\s*-->)?$")
KEY = b"a key for samples only"
TODAY = date(2026, 11, 25)  # the day by which samples are judged


@dataclass(frozen=True, slots=True)
class Expected:
    """A line that a finding must point at, and words of its message."""

    line: int
    words: str


@dataclass(frozen=True, slots=True)
class Sample:
    """One sample file and what it says of itself."""

    path: Path
    platform: str
    case: str
    outcome: str
    text: str

    @property
    def expected(self) -> tuple[Expected, ...]:
        """What the `expect:` comments demand."""
        found, lines = [], self.text.split("\n")
        for number, line in enumerate(lines, start=1):
            match = EXPECT.match(line)
            if match:
                after = next(n for n in range(number, len(lines)) if not EXPECT.match(lines[n]))
                found.append(Expected(after + 1, match.group(1).strip()))
        return tuple(found)

    def beside(self, kind: str) -> Path | None:
        """`site.yaml` or `params.yaml` of this sample, of its platform, or of its folder."""
        heads = (f"{self.platform}.{self.case}.", f"{self.platform}.", "")
        paths = (self.path.parent / f"{head}{kind}.yaml" for head in heads)
        return next((path for path in paths if path.is_file()), None)


def samples(folder: Path) -> list[Sample]:
    """All samples of a folder.

    Raises:
        ValueError: a `.cfg` whose name is not `<platform>.<case>.<outcome>.cfg`.
    """
    found = []
    for path in sorted(folder.glob("*.cfg")):
        parts = path.name.split(".")
        if len(parts) != 4:  # noqa: PLR2004  platform, case, outcome, cfg
            msg = f"{path} is not named <platform>.<case>.<outcome>.cfg"
            raise ValueError(msg)
        found.append(Sample(path, parts[0], parts[1], parts[2], read_text(path)))
    return found


def prepare(sample: Sample, text: str | None = None) -> tuple[ReadConfig, Platform, dict[str, Any]]:
    """The sample (or another text in its place) as a device with its declarations."""
    platform = platform_named(sample.platform)
    read = read_config(sample.text if text is None else text, platform, KEY)
    params_file = sample.beside("params")
    params: dict[str, Any] = (load_yaml(params_file) or {}) if params_file else {}
    site_file = sample.beside("site")
    site = load_site(site_file) if site_file else Site(slug="sample", name="", phase="secondary")
    declare(read, site, "sample", role=params.pop("role", "access"), classes=platform.classes)
    classes = params.pop("device", None)
    if classes:
        read.device.put(None, classes=frozenset([classes] if isinstance(classes, str) else classes))
    return read, platform, params


def declare(read: ReadConfig, site: Site, host: str, *, role: str, classes: frozenset[str]) -> None:
    """Tell a device what the inventory says of it."""
    plan = site.ports.get(host, PortPlan())
    read.device.put(None, site=site, ports=plan, role=role, classes=classes)


def wider_inputs(sample: Sample) -> dict[str, Any]:
    """What a control may ask for beside the device: its name, the day, registers, no history."""
    folder = sample.path.parent / f"{sample.platform}.{sample.case}.registers"
    files = None
    if folder.is_dir():
        models = registers().items()
        files = {name: load_register(folder / f"{name}.yaml", model) for name, model in models}
    registers_of = Registers(files)
    return {"host": "sample", "today": TODAY, "registers": registers_of, "history": NO_HISTORY}


def judge_sample(control: Control, sample: Sample, text: str | None = None) -> Verdict:
    """The verdict of a control on a sample, or on another text in the sample's place."""
    read, platform, params = prepare(sample, text)
    inputs = {**wider_inputs(sample), "device": read.device, "site": read.device.site}
    inputs["params"] = {**control.params, **params}
    place = Place("sample", "sample", sample.path.name, read, platform)
    return judge(control, inputs, place)
