"""Twelve mistakes that technicians make: each is caught by the control that should, at its line."""

from __future__ import annotations

import shutil
from datetime import date
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from schoolproof.check.result import Finding
from schoolproof.check.run import Run, Scope, run_check
from schoolproof.inventory import Project
from schoolproof.platforms import platform_named

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
DAY = date(2026, 11, 25)
CHANGES = [
    pytest.param(yaml.safe_load(path.read_text(encoding="utf-8")), id=path.stem)
    for path in sorted(HERE.glob("*.yaml"))
]


@pytest.fixture(scope="module")
def trust(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the example trust."""
    folder = tmp_path_factory.mktemp("trust")
    for name in ("inventory", "configs", "policies"):
        shutil.copytree(ROOT / name, folder / name)
    return folder


def judge(trust: Path, host: str) -> Run:
    return run_check(Project(trust), Scope(hosts=(host,)), today=DAY)


@cache
def before(trust: Path, host: str) -> set[tuple[str, str, str]]:
    return {(control, f.subject, f.message) for control, f in found(judge(trust, host))}


def found(run: Run) -> list[tuple[str, Finding]]:
    assert run.problems == ()
    return [
        (verdict.control, finding)
        for verdict in run.verdicts
        for finding in verdict.findings
        if not finding.is_remark and not finding.waived
    ]


def test_there_are_twelve() -> None:
    assert len(CHANGES) >= 12


def changed(old: str, change: dict[str, Any], platform: str) -> str:
    """The text after the mistake: commands typed on the device, or text edited in the file."""
    if "commands" in change:
        grammar = platform_named(platform).grammar
        return grammar.parse(old).apply(change["commands"]).text()
    assert change["find"] in old
    assert change.get("first") or old.count(change["find"]) == 1
    return old.replace(change["find"], change["replace"], 1)


@pytest.mark.parametrize("change", CHANGES)
def test_a_bad_change_is_caught_where_it_stands(trust: Path, change: dict[str, Any]) -> None:
    path = trust / "configs" / f"{change['config']}.cfg"
    host = path.stem
    old = path.read_text(encoding="utf-8")
    known = before(trust, host)
    try:
        path.write_text(changed(old, change, Project(trust).hosts[host].platform), encoding="utf-8")
        run = judge(trust, host)
    finally:
        path.write_text(old, encoding="utf-8")
    new = [(c, f) for c, f in found(run) if (c, f.subject, f.message) not in known]
    caught = [f for c, f in new if c == change["control"]]
    assert caught, sorted({c for c, _ in new})
    quotes = [f.quote for f in caught]
    assert any(fnmatchcase(q, change["line"] or "*") for q in quotes), quotes
    if change["line"]:
        assert all(f.line for f in caught)
    assert run.exit_code == (1 if change.get("blocks", True) else 0)
