"""What was judged before is not judged again; a cache that is gone or broken costs only time."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from benchmarks.generate import trust

from schoolproof.check.baseline.cache import Cache
from schoolproof.check.baseline.remember import Remembered
from schoolproof.check.run import Scope, run_check
from schoolproof.inventory import Project
from tests.baseline.conftest import Repo

ROOT = Path(__file__).parents[2]


def judged(data: dict[str, Any]) -> list[tuple[str, str]]:
    return [(row["host"], row["side"]) for row in data["base"]["judged"]]


def same(data: dict[str, Any]) -> dict[str, Any]:
    """All that must not depend on the cache."""
    base = {key: value for key, value in data["base"].items() if key not in {"judged", "cached"}}
    return {**data, "base": base}


def entries(repo: Repo) -> Iterator[Path]:
    return (p for p in (repo.root / ".schoolproof" / "cache").rglob("*") if p.is_file())


def test_the_second_run_judges_nothing(repo: Repo) -> None:
    _, first = repo.against()
    assert judged(first) == [("hl-sw1", "now")]  # the base's verdicts are the same ones
    _, second = repo.against()
    assert judged(second) == []
    assert same(first) == same(second)


def test_a_change_is_judged_and_the_base_comes_from_the_cache(repo: Repo) -> None:
    repo.against()
    repo.change(" description Office", " description Staff room")
    _, data = repo.against()
    assert data["base"]["judged"] == [
        {"host": "hl-sw1", "side": "now", "why": "its configuration changed"}
    ]


def test_what_a_school_shows_comes_back_equal(tmp_path: Path) -> None:
    """Otherwise every control over schools would be judged a second time for the base."""
    project = Project(ROOT)
    memory = [Remembered(Cache(tmp_path, b"k" * 16)) for _ in range(2)]
    scope, today = Scope(sites=("millbrook",)), date(2026, 11, 25)
    first, second = (run_check(project, scope, today=today, jobs=1, memory=one) for one in memory)
    assert (len(memory[0].judged), memory[1].judged) == (len(first.results), [])
    assert any(result.seen and result.seen.subnets for result in first.results)
    assert [result.seen for result in first.results] == [result.seen for result in second.results]


@pytest.mark.parametrize(
    ("path", "text", "why"),
    [
        ("inventory/groups.yaml", "hill:\n  data: {site: hill, role: core}\n", None),
        ("inventory/hosts.yaml", None, "its inventory entry changed"),
        ("inventory/sites/hill.yaml", None, "its site file changed"),
        ("policies/profile.yaml", "controls: {local/waiting: {severity: low}}\n", "profile"),
        ("validators/local/waiting.py", None, "the controls changed"),
    ],
)
def test_each_input_counts(repo: Repo, path: str, text: str | None, why: str | None) -> None:
    repo.against()
    old = (repo.root / path).read_text("utf-8") if text is None else ""
    edits = {"inventory/hosts.yaml": old.replace("role: access", "role: core")}
    repo.write(path, text or edits.get(path, f"{old}# a remark\n"))
    # In a process of its own: one process loads a control once.
    reason = ("--accept-fewer", "a core switch has other controls")
    data = json.loads(repo.check("--base", "HEAD", "--format", "json", *reason).stdout)
    if why is None:  # the host's own role stands above the group's: nothing changed for it
        assert judged(data) == []
    else:
        assert [row["side"] for row in data["base"]["judged"]] == ["now"]
        assert why in data["base"]["judged"][0]["why"]


@pytest.mark.parametrize("damage", ["gone", "empty", "cut", "other", "folder is a file"])
def test_a_broken_cache_is_a_miss(repo: Repo, damage: str) -> None:
    _, first = repo.against()
    found = list(entries(repo))
    assert found
    for path in found:
        data = path.read_bytes()
        if damage == "empty":
            path.write_bytes(b"")
        elif damage == "cut":
            path.write_bytes(data[: len(data) // 2])
        elif damage == "other":
            path.write_bytes(data.replace(b"fail", b"pass"))
    if damage in {"gone", "folder is a file"}:
        shutil.rmtree(repo.root / ".schoolproof")
    if damage == "folder is a file":
        repo.write(".schoolproof", "no folder")
    _, second = repo.against()
    assert judged(second) == [("hl-sw1", "now")]
    assert same(first) == same(second)


def test_a_link_in_place_of_the_cache_is_not_followed(repo: Repo, tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (repo.root / ".schoolproof").symlink_to(outside)
    assert repo.against()[0] == 0
    assert list(outside.rglob("*")) == []


def test_another_key_does_not_find_what_the_first_kept(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    repo.against()
    monkeypatch.setenv("SCHOOLPROOF_KEY", "another key for tests only, not secret")
    _, data = repo.against()
    assert judged(data) == [("hl-sw1", "now")]


def test_both_sides_share_the_key_of_the_repository(
    repo: Repo, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SCHOOLPROOF_KEY")
    _, data = repo.against()
    assert judged(data) == [("hl-sw1", "now")]
    assert (repo.root / ".schoolproof.key").is_file()


def test_nothing_that_depends_on_the_day_is_kept(repo: Repo) -> None:
    repo.change(
        'severity="high",',
        'severity="high",\n    enforce_from="2026-12-01",',
        "validators/local/waiting.py",
    )
    repo.commit()
    repo.change(" exec-timeout 20 0", " exec-timeout 30 0")
    assert repo.against()[0] == 0
    code, data = repo.against("--today", "2026-12-01")
    assert (code, judged(data)) == (1, [])


def test_the_cache_gives_what_judging_gives(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "trust")
    repo.root.mkdir()
    for name in ("configs", "inventory", "policies"):
        shutil.copytree(ROOT / name, repo.root / name)
    repo.git("init", "--quiet")
    repo.commit()
    repo.against()
    code, warm = repo.against("--strict")
    assert judged(warm) == []
    assert json.loads(repo.render("json")[1])["verdicts"] == warm["verdicts"]
    assert repo.render("json")[0] == code


def test_one_changed_file_of_three_hundred_is_judged_alone(tmp_path: Path) -> None:
    repo = Repo(tmp_path / "many")
    sources = {
        "firewall": ROOT / "configs" / "millbrook" / "mb-fw1.cfg",
        "other": ROOT / "configs" / "millbrook" / "mb-sw1.cfg",
    }
    trust(repo.root, 300, sources, lines=120)
    repo.git("init", "--quiet")
    repo.commit()
    _, first = repo.against()
    assert len(judged(first)) == 300
    path = "configs/school-007/school-007-3.cfg"
    repo.change(" spanning-tree bpduguard enable\n", "", path)
    _, second = repo.against()
    assert judged(second) == [("school-007-3", "now")]
    assert second["base"]["cached"] == 599
