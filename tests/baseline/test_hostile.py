"""Branches, trees and texts of others: nothing of them is run, followed or obeyed."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from schoolproof.check.baseline.gitobjects import blobs, materialise, resolve, tree
from schoolproof.errors import UserError
from schoolproof.report import formats
from tests.baseline.conftest import CONFIG, Repo

BRANCHES = (
    "x;touch${IFS}pwned",
    "$(touch${IFS}pwned)",
    "a`touch${IFS}pwned`",
    "x%0Ax",
    "@all",
    "x<img/src=y>",
    "x|y](z)",
)
MARKDOWN = ("comment", "github_summary", "markdown")
CODE = re.compile(r"(`{3,})text\n.*?\n\1|(`+).*?\2", re.DOTALL)


@pytest.mark.parametrize("name", BRANCHES)
def test_a_branch_name_is_only_a_name(repo: Repo, name: str) -> None:
    repo.git("update-ref", f"refs/heads/{name}", "HEAD")
    for fmt in formats():
        code, text = repo.render(fmt, "--base", f"refs/heads/{name}")
        assert code == 0, text
        commands = [line for line in text.splitlines() if line.lstrip().startswith("::")]
        assert not commands or fmt == "github"
        assert fmt == "azure" or not re.search(r"##(?:vso)?\[", text)
        outside = CODE.sub("", text) if fmt in MARKDOWN else ""
        assert "@all" not in outside
        assert "<img" not in outside
    assert not list(repo.root.glob("*pwned*"))


@pytest.mark.parametrize(
    "rev", ["--upload-pack=touch pwned", "-h", "", "a\nb", "no-such", "HEAD^{tree}"]
)
def test_what_is_no_revision_is_refused_with_a_sentence(repo: Repo, rev: str) -> None:
    done = repo.check(f"--base={rev}")
    assert done.returncode == 2
    assert "revision" in done.stderr
    assert "Traceback" not in done.stderr


def test_outside_git_there_is_no_base(school: Path) -> None:
    done = Repo(school).check("--base", "HEAD")
    assert done.returncode == 2
    assert "no Git repository" in done.stderr


@pytest.mark.parametrize("name", ["..", ".git", "."])
def test_a_tree_that_leads_elsewhere_is_refused(repo: Repo, name: str) -> None:
    blob = bytes.fromhex(repo.git("rev-parse", f"HEAD:{CONFIG}"))

    def written(entries: bytes) -> bytes:
        args = ("hash-object", "-t", "tree", "-w", "--literally", "--stdin")
        return bytes.fromhex(repo.git(*args, stdin=entries))

    inner = written(b"100644 evil.yaml\0" + blob)
    middle = written(b"40000 " + name.encode() + b"\0" + inner)
    outer = written(b"40000 inventory\0" + middle)
    with pytest.raises(UserError, match="leads elsewhere"):
        tree(repo.root, outer.hex(), ["inventory"])


def test_links_and_submodules_are_no_files(repo: Repo, tmp_path: Path) -> None:
    (repo.root / "inventory" / "sites" / "vale.yaml").symlink_to("/etc/passwd")
    commit = repo.commit()
    found = tree(repo.root, commit, ["inventory"])
    assert "inventory/sites/hill.yaml" in found
    assert "inventory/sites/vale.yaml" not in found
    contents = blobs(repo.root, found.values())
    materialise(tmp_path / "out", {path: contents[oid] for path, oid in found.items()})
    assert not any(path.is_symlink() for path in (tmp_path / "out").rglob("*"))


def test_the_repository_is_only_read(repo: Repo) -> None:
    repo.change(" spanning-tree bpduguard enable\n", "")

    def state() -> dict[str, str]:
        files = [p for p in sorted((repo.root / ".git").rglob("*")) if p.is_file()]
        return {str(p): hashlib.sha256(p.read_bytes()).hexdigest() for p in files}

    before = state()
    repo.against()
    assert state() == before
    assert repo.git("worktree", "list").count("\n") == 0


def test_settings_of_the_repository_start_no_program(repo: Repo) -> None:
    program = repo.root / "program.sh"
    program.write_text("#!/bin/sh\ntouch pwned\ncat\n", "utf-8")
    program.chmod(0o755)
    repo.write(".gitattributes", "*.cfg diff=evil\n")
    for key in ("diff.external", "diff.evil.textconv", "diff.evil.command", "core.fsmonitor"):
        repo.git("config", key, str(program))
    repo.change(" spanning-tree bpduguard enable\n", "")
    code, data = repo.against()
    assert code == 1
    assert data["base"]["new"]
    assert not (repo.root / "pwned").exists()


def test_a_revision_is_resolved_to_a_commit(repo: Repo) -> None:
    repo.git("tag", "-a", "-m", "a tag", "v1")
    assert resolve(repo.root, "v1") == repo.git("rev-parse", "HEAD")
