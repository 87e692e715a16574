"""What became of each accepted configuration, commit by commit: one look into Git for all files.

Commits are those along first parents: what was accepted here, and when. A merged branch counts as
one commit. A file that was moved and not changed in the same commit is followed to its old place.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from pathlib import Path

from schoolproof.check.baseline.gitobjects import COMMIT, FILES, git_output, run_git
from schoolproof.errors import UserError
from schoolproof.inventory.calendar import LONDON

MOST = 20_000  # commits that changed a configuration, the newest ones
FORMAT = "--format=%H%n%P%n%ct%n%at"
# Settings of the person who runs this must not change what Git lists.
PLAIN = ("-z", "--first-parent", "--diff-merges=first-parent", "--raw", "--no-abbrev", "--relative")
PLAINER = ("--no-renames", "--no-follow", "--no-show-signature", "--no-mailmap", "--no-color")


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit. `place`: 0 is the newest. `day` committed, `written` authored, both in London."""

    id: str
    place: int
    parents: tuple[str, ...]
    day: date | None
    written: date | None


@dataclass(frozen=True, slots=True)
class Version:
    """A file as a commit left it. `oid` and `before` (what the commit found) are empty: no file."""

    commit: Commit
    path: str
    oid: str
    before: str


@dataclass(slots=True)
class ConfigLog:
    """The versions of all files below `configs/`, newest first."""

    root: Path
    shallow: bytes  # where this clone was cut; empty: nowhere
    whole: bool = True  # False: the oldest commits were left out
    places: dict[str, int] = field(default_factory=dict)  # of all commits
    files: dict[str, list[Version]] = field(default_factory=dict)
    gone: dict[tuple[str, str], list[str]] = field(default_factory=dict)  # commit, content → paths

    def trail(self, path: str, place: int = 0) -> Iterator[Version]:
        """The versions of one file from a commit on, over its moves, until it came into Git."""
        while True:
            versions = [v for v in self.files.get(path, ()) if v.commit.place >= place]
            for version in versions:
                yield version
                if not version.before:
                    break
            else:
                return
            sources = self.gone.get((version.commit.id, version.oid), ())
            if len(sources) != 1 or not version.oid:
                return
            path, place = sources[0], version.commit.place + 1

    def why_it_ends(self, version: Version) -> str:
        """Why nothing is known before the oldest version of a trail."""
        if version.commit.id.encode("ascii") in self.shallow:
            return "this clone was cut there: fetch the whole history (git fetch --unshallow)"
        if version.before and not self.whole:
            return f"no more than the newest {MOST} commits were looked at"
        return "it was off when its file came into Git"

    def digest(self, path: str, place: int = 0) -> str:
        """Says whether `trail` would give the same again: a commit's id stands for all before."""
        own = [v.commit.id for v in self.files.get(path, ()) if v.commit.place >= place]
        said = repr((own[:1], own[-1:], len(own), self.shallow, self.whole))
        return hashlib.sha256(said.encode()).hexdigest()


def config_log(root: Path, commit: str) -> ConfigLog:
    """The log as seen from a commit.

    Raises:
        UserError: there is no repository, no commit, or Git lacks objects.
    """
    return _read(root, commit, _cut(root))


def head_commit(root: Path, rev: str) -> str:
    """The commit that a revision of our own making names.

    Raises:
        UserError: there is no repository, or it has no commit.
    """
    if run_git(root, "rev-parse", "--git-dir").returncode:
        raise UserError("this is in no Git repository")
    done = run_git(root, "rev-parse", "--verify", "--quiet", f"{rev}^{{commit}}")
    found = done.stdout.decode("ascii", "replace").strip()
    if done.returncode or not COMMIT.fullmatch(found):
        raise UserError("its Git repository has no commit yet")
    return found


def _cut(root: Path) -> bytes:
    """The commits at which a shallow clone ends."""
    name = git_output(root, "rev-parse", "--git-path", "shallow").decode("utf-8", "surrogateescape")
    path = root / name.removesuffix("\n")
    return path.read_bytes() if path.is_file() else b""


@lru_cache(maxsize=4)
def _read(root: Path, commit: str, shallow: bytes) -> ConfigLog:
    log = ConfigLog(root, shallow)
    chain = git_output(root, "rev-list", "--first-parent", commit, "--").decode("ascii").split()
    log.places = {name: place for place, name in enumerate(chain)}
    limit = f"--max-count={MOST}"
    out = git_output(root, "log", *PLAIN, *PLAINER, limit, FORMAT, commit, "--", "configs")
    try:
        log.whole = _fill(log, out.decode("utf-8", "surrogateescape")) < MOST
    except (KeyError, ValueError):
        raise UserError("what Git says of its past is not understood") from None
    return log


def _fill(log: ConfigLog, out: str) -> int:
    """Take over what Git says; how many commits it named.

    A commit is one word of four lines, then for each file two words: what became of it
    (`:100644 100644 <id> <id> M`), and its path.
    """
    words, count, commit = iter(out.split("\0")), 0, None
    for word in words:
        if word.lstrip("\n").startswith(":"):
            path = next(words, "")
            if commit and path.endswith(".cfg"):
                _add(log, commit, word.lstrip("\n:").split(" "), path)
        elif word.strip():
            commit = _commit(word, log.places)
            count += 1
    return count


def _add(log: ConfigLog, commit: Commit, parts: list[str], path: str) -> None:
    mode_before, mode, before, oid = parts[:4]
    oid, before = oid if mode in FILES else "", before if mode_before in FILES else ""
    version = Version(commit, path, oid, before)
    log.files.setdefault(path, []).append(version)
    if version.before and not version.oid:
        log.gone.setdefault((commit.id, version.before), []).append(path)


def _commit(word: str, places: dict[str, int]) -> Commit:
    name, parents, committed, written = word.strip("\n").split("\n")
    return Commit(name, places[name], tuple(parents.split()), day_of(committed), day_of(written))


def day_of(seconds: str) -> date | None:
    """The day in London of seconds since 1970; None for a moment that no calendar has."""
    try:
        return datetime.fromtimestamp(int(seconds), UTC).astimezone(LONDON).date()
    except (ValueError, OverflowError, OSError):
        return None


def side_days(root: Path, version: Version) -> list[date | None]:
    """When the commits that a merge brought in changed its file: committed and written.

    Raises:
        UserError: Git lacks objects.
    """
    first, *others = version.commit.parents or ("",)
    if not others:
        return []
    limit = f"--max-count={MOST}"
    words = ("--full-history", "--no-follow", "--no-show-signature", limit, "--format=%ct%n%at")
    out = git_output(root, "log", *words, version.commit.id, f"^{first}", "--", version.path)
    return [day_of(word) for word in out.decode("ascii", "replace").split()]
