"""How often verdicts are right: labels that people wrote, against what the engine says."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import Field

from schoolproof.check.firewalls.rule_history import NO_HISTORY
from schoolproof.check.judge import Place, judge
from schoolproof.check.load import find_controls
from schoolproof.check.read import read_config
from schoolproof.check.result import Outcome, Verdict
from schoolproof.inventory.project import read_text
from schoolproof.inventory.registers import Registers
from schoolproof.inventory.sites import load_site
from schoolproof.inventory.yaml import Strict, load_model
from schoolproof.model import Site
from schoolproof.platforms import platform_named
from schoolproof.testing import KEY, TODAY, declare


class Count(Strict):
    """Findings that were right, wrongly reported, missed."""

    right: int
    wrong: int
    missed: int


class Label(Strict):
    """What a person found in one configuration.

    `first`: how the verdicts compared when the label was new, before either was corrected.
    """

    config: str = ""
    corpus: str = ""
    device: str | list[str] = "switch"
    role: str = "access"
    site: str = ""
    fail: dict[str, list[str]] = Field(default_factory=dict)
    unknown: dict[str, str] = Field(default_factory=dict)
    notapplicable: list[str] = Field(default_factory=list)
    first: Count | None = None


@dataclass(slots=True)
class Score:
    """Findings of one control: right, wrongly reported, missed; and outcomes that differ."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    files: int = 0
    unknown: int = 0
    disputes: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float | None:
        """Share of the reported findings that are true; None when nothing was reported."""
        reported = self.right + self.wrong
        return self.right / reported if reported else None

    @property
    def recall(self) -> float | None:
        """Share of the true findings that were reported; None when there were none."""
        true = self.right + self.missed
        return self.right / true if true else None


def verdicts(path: Path, label: Label, corpus: Path | None) -> Iterator[Verdict]:
    """The verdicts on a labelled configuration; none when it is not there."""
    platform = platform_named(path.parent.name)
    text_path = path.parent / label.config if label.config else (corpus or Path()) / label.corpus
    if not text_path.is_file():
        return
    read = read_config(read_text(text_path), platform, KEY)
    site = load_site(path.parent / label.site) if label.site else Site("sample", "", "secondary")
    classes = frozenset([label.device] if isinstance(label.device, str) else label.device)
    declare(read, site, "sample", role=label.role, classes=classes)
    place = Place("sample", "sample", text_path.name, read, platform)
    for control in find_controls():
        if control.scope == "device" and control.speaks_of(classes, label.role):
            inputs: dict[str, Any] = {
                "device": read.device,
                "site": site,
                "host": "sample",
                "registers": Registers(None),
                "today": TODAY,
                "history": NO_HISTORY,
                "params": dict(control.params),
            }
            yield judge(control, inputs, place)


def score(folder: Path, corpus: Path | None) -> tuple[dict[str, Score], list[str], list[str]]:
    """Scores by control, the labelled files that were judged, and those whose text is not here."""
    scores: dict[str, Score] = {}
    judged: list[str] = []
    absent: list[str] = []
    for path in sorted(folder.glob("*/*.yaml")):
        if path.name == "site.yaml" or path.name.endswith(".site.yaml"):
            continue
        label = load_model(path, Label)
        found = list(verdicts(path, label, corpus))
        (judged if found else absent).append(f"{path.parent.name}/{path.stem}")
        for verdict in found:
            _count(scores.setdefault(verdict.control, Score()), verdict, label, path.stem)
    return scores, judged, absent


def _count(score: Score, verdict: Verdict, label: Label, name: str) -> None:
    score.files += 1
    true = set(label.fail.get(verdict.control, ()))
    reported = {str(f.subject) for f in verdict.findings if not f.is_remark}
    if verdict.outcome is Outcome.UNKNOWN:
        score.unknown += 1
    score.right += len(true & reported)
    score.wrong += len(reported - true)
    score.missed += len(true - reported)
    for subject in sorted(reported - true):
        score.disputes.append(f"{name}: reported, but not labelled: {subject}")
    for subject in sorted(true - reported):
        score.disputes.append(f"{name}: labelled, but not reported: {subject}")
    expected = _expected(label, verdict.control)
    if expected is not verdict.outcome and not (true or reported):
        score.disputes.append(f"{name}: labelled {expected}, the verdict is {verdict.outcome}")


def _expected(label: Label, control: str) -> Outcome:
    if control in label.fail:
        return Outcome.FAIL
    if control in label.unknown:
        return Outcome.UNKNOWN
    return Outcome.NOTAPPLICABLE if control in label.notapplicable else Outcome.PASS
