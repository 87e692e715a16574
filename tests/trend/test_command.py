"""The command: formats, hostile subjects, and what it cannot do."""

from __future__ import annotations

import csv
import hashlib
import json
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from tests.trend.story import Story, steps

SCHEMA = Path(__file__).parents[2] / "docs" / "schemas" / "trend-1.json"
HOSTILE = "=1+1 \x1b[31m\u202e<b>@all</b> | **x** ##[error] "


def command(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "schoolproof", "trend", "--jobs", "1", *args]
    return subprocess.run(
        words, cwd=folder, text=True, capture_output=True, check=False, timeout=300
    )


def commits(story: Story, *, number: int = 1) -> None:
    """The first commits of the history, and one with a hostile subject that moves something."""
    for step in steps()[:number]:
        story.tell(step)
    step = {**steps()[2], "say": HOSTILE}
    story.tell(step)


def test_json_is_what_its_schema_says(fresh: Story) -> None:
    commits(fresh, number=2)
    done = command(fresh.root, "--every", "commit", "--format", "json")
    assert done.returncode == 0, done.stderr
    assert done.stdout.isascii()
    data = json.loads(done.stdout)
    Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(data)
    assert [point["subject"] for point in data["points"][:2]] == [s["say"] for s in steps()[:2]]
    assert (data["judged"], data["recalled"]) == (2, 2)  # once more: the commit before on that day
    (move,) = data["moves"]
    assert (move["better"], move["worse"], move["unread"]) == (1, 0, 0)


@pytest.mark.parametrize("fmt", ["console", "json", "markdown", "csv"])
def test_subjects_are_inert(fresh: Story, fmt: str) -> None:
    commits(fresh)
    done = command(fresh.root, "--every", "commit", "--format", fmt)
    assert done.returncode == 0, done.stderr
    for character in "\x1b\u202e":
        assert character not in done.stdout
    assert "##[error]" not in done.stdout
    if fmt == "markdown":
        assert "<b>" not in done.stdout
        assert "@all" not in done.stdout
    if fmt == "csv":
        *_, last = csv.reader(StringIO(done.stdout))
        assert last[2].startswith("'=1+1")


def test_csv_has_a_row_for_each_point(fresh: Story) -> None:
    commits(fresh)
    target = fresh.root / "trend.csv"
    command(fresh.root, "--every", "commit", "--format", "csv", "--output", str(target))
    head, first, second = csv.reader(StringIO(target.read_text("utf-8")))
    assert len(head) == len(first) == len(second)
    assert head[:4] == ["commit", "day", "subject", "compliance"]
    assert "network_switching" in head
    assert float(second[3]) > float(first[3]) > 0


def test_a_commit_without_inventory_is_no_pass(fresh: Story) -> None:
    (fresh.root / "README.md").write_text("soon\n", "utf-8")
    fresh.commit("a beginning", "2026-01-01 09:00")
    commits(fresh)
    for fmt, blank in (("console", "could not be judged"), ("markdown", "could not be judged")):
        assert blank in command(fresh.root, "--every", "commit", "--format", fmt).stdout
    text = command(fresh.root, "--every", "commit", "--format", "csv").stdout
    _, first, *_ = csv.reader(StringIO(text))
    assert first[3:9] == [""] * 6
    assert first[-1] == "it has no inventory/hosts.yaml"


def test_only_a_site(told: Story) -> None:
    words = ("--every", "month", "--format", "json", "--site", "vale")
    points = json.loads(command(told.root, *words).stdout)["points"]
    assert "no site 'vale'" in points[0]["problem"]
    assert all(point["passed"] for point in points[1:])


def test_what_cannot_be_read_ends_in_one_sentence(fresh: Story, tmp_path: Path) -> None:
    plain = Path(tmp_path / "plain" / "inventory")
    plain.mkdir(parents=True)
    (plain / "hosts.yaml").write_text("", "utf-8")
    (fresh.root / "inventory").mkdir()
    (fresh.root / "inventory" / "hosts.yaml").write_text("", "utf-8")
    assert_refused(command(plain), "no Git repository")
    assert_refused(command(fresh.root), "has no commit")
    commits(fresh)
    assert_refused(command(fresh.root, "--since", "yesterday"), "is no date")
    assert_refused(command(fresh.root, "--since", "2027-01-01"), "no commit from 2027-01-01")
    assert_refused(command(fresh.root, "--every", "year"), "there is no period 'year'")
    assert_refused(command(fresh.root, "--format", "html"), "there is no format 'html'")


def test_a_shallow_clone_is_refused(told: Story, tmp_path: Path) -> None:
    told.git("clone", "--quiet", "--depth", "5", f"file://{told.root}", str(tmp_path / "shallow"))
    assert_refused(command(tmp_path / "shallow"), "this clone is shallow")


def test_a_lost_object_is_no_pass(fresh: Story) -> None:
    commits(fresh)
    oid = fresh.git("rev-parse", "HEAD~1:configs/hill/hl-sw1.cfg")
    (fresh.root / ".git" / "objects" / oid[:2] / oid[2:]).unlink()
    assert_refused(command(fresh.root, "--every", "commit"), "Git does not have the object")


def assert_refused(done: subprocess.CompletedProcess[str], says: str) -> None:
    assert done.returncode == 2
    assert says in done.stderr
    assert done.stderr.count("\n") == 1
    assert not done.stdout


def test_merged_branches_count_once(fresh: Story) -> None:
    commits(fresh)
    fresh.git("checkout", "--quiet", "-b", "side")
    fresh.tell({**steps()[4], "say": "aside"})
    fresh.git("checkout", "--quiet", "main")
    fresh.git("merge", "--quiet", "--no-ff", "-m", "merged", "side", at="2026-02-01 09:00")
    done = command(fresh.root, "--every", "commit", "--format", "json")
    subjects = [point["subject"] for point in json.loads(done.stdout)["points"]]
    assert subjects[-1] == "merged"
    assert "aside" not in subjects


def test_the_repository_is_only_read(fresh: Story) -> None:
    commits(fresh)
    program = fresh.root / "program.sh"
    program.write_text("#!/bin/sh\ntouch pwned\ncat\n", "utf-8")
    program.chmod(0o755)
    for key in ("core.fsmonitor", "core.pager", "gpg.program", "diff.external"):
        fresh.git("config", key, str(program))
    fresh.git("config", "log.showSignature", "true")

    def state() -> dict[str, str]:
        files = [p for p in sorted((fresh.root / ".git").rglob("*")) if p.is_file()]
        return {str(p): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}

    before = state()
    assert command(fresh.root, "--every", "commit").returncode == 0
    assert state() == before
    assert not (fresh.root / "pwned").exists()
