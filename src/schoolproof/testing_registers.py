"""Samples of controls over people's registers: a folder `<case>.<outcome>/` for each.

In it stand the registers (`roles.yaml` …), and where the control needs them `site.yaml`,
`hosts.yaml` (as the inventory has them), `seen.yaml` (host → model, version, users with lines,
uplinks with Mbps, subnets), `waivers.yaml` (rows of what, owner), `collected.yaml` (host → day) and
`params.yaml` (parameters, and `today`). A file of the folder above serves every case that has none
of its own.
A comment `# expect:` stands above each line that a finding must point at.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from schoolproof.check.control import Control
from schoolproof.check.judge import Place, judge
from schoolproof.check.result import Verdict
from schoolproof.inventory.hosts import load_hosts
from schoolproof.inventory.registers import Owned, Registers, Seen, load_register, registers
from schoolproof.inventory.sites import load_site
from schoolproof.inventory.yaml import load_yaml
from schoolproof.model import Site, Trust
from schoolproof.testing import TODAY

EXPECT = re.compile(r"^\s*#\s*expect:[ \t]*(.*)$")
SITE = "sample"


@dataclass(frozen=True, slots=True)
class RegisterSample:
    """One case and what it says of itself."""

    folder: Path
    case: str
    outcome: str

    def file(self, name: str) -> Path:
        """Its own file, or the one that all cases share."""
        own = self.folder / f"{name}.yaml"
        return own if own.is_file() else self.folder.parent / f"{name}.yaml"

    @property
    def expected(self) -> dict[tuple[str, int], tuple[str, ...]]:
        """File and line of each finding, with words of its messages."""
        found: dict[tuple[str, int], tuple[str, ...]] = {}
        for name in registers():
            words: tuple[str, ...] = ()
            path = self.file(name)
            lines = path.read_text(encoding="utf-8").split("\n") if path.is_file() else []
            for number, line in enumerate(lines, start=1):
                match = EXPECT.match(line)
                if match:
                    words += (match.group(1).strip(),)
                elif words:
                    found[name, number], words = words, ()
        return found


def register_samples(folder: Path) -> list[RegisterSample]:
    """All cases of a control's folder."""
    found = []
    for path in sorted(p for p in folder.glob("*.*") if p.is_dir()):
        case, _, outcome = path.name.rpartition(".")
        found.append(RegisterSample(path, case, outcome))
    return found


def sample_data(sample: RegisterSample) -> dict[str, Any]:
    """The contents of its registers and of its site file, by name."""
    names = [*registers(), "site", "collected"]
    return {name: load_yaml(sample.file(name)) for name in names if sample.file(name).is_file()}


def judge_registers(
    control: Control, sample: RegisterSample, changed: Mapping[str, Any] | None = None
) -> Verdict:
    """The verdict on a case, or on it with other contents of some of its files.

    Raises:
        pydantic.ValidationError: the other contents are no such register.
    """
    params = _data(sample, "params")
    today = params.pop("today", TODAY)
    changed = changed or {}
    path = sample.file("site")
    site = Site(slug=SITE, name="", phase="secondary")
    if path.is_file():
        site = replace(load_site(path, changed.get("site")), slug=SITE)
    files = {
        name: model.model_validate(changed[name])
        if name in changed
        else load_register(sample.file(name), model)
        for name, model in registers().items()
    }
    hosts = sample.file("hosts")
    given = Registers(
        files,
        load_hosts(hosts.parent) if hosts.is_file() else {},
        tuple(
            Owned(row["what"], row["owner"], SITE, "policies/waivers.yaml", row.get("line", 1))
            for row in _data(sample, "waivers").get("waivers", [])
        ),
        changed.get("collected", _data(sample, "collected")),
        {host: _seen(row) for host, row in _data(sample, "seen").items()},
    )
    inputs = {
        "site": site,
        "trust": Trust({site.slug: site}, ()),
        "registers": given,
        "today": today,
        "params": {**control.params, **params},
    }
    return judge(control, inputs, Place(site.slug, "", "site.yaml"))


def _data(sample: RegisterSample, name: str) -> dict[str, Any]:
    path = sample.file(name)
    return dict(load_yaml(path) or {}) if path.is_file() else {}


def _seen(row: dict[str, Any]) -> Seen:
    said = {key: row.get(key, "") for key in ("model", "version")}
    more = {key: row.get(key, {}) for key in ("users", "uplinks")}
    return Seen("sample.cfg", version_line=1, **said, **more, subnets=row.get("subnets", ()))
