"""The commits of the current branch, read from Git's objects."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from schoolproof.check.baseline.configlog import day_of
from schoolproof.check.baseline.gitobjects import COMMIT, git_output, run_git
from schoolproof.errors import UserError

FIELDS = 3  # id, seconds since 1970, subject
AHEAD = timedelta(days=1)  # a day ahead is another time zone


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit. `day`: when it was committed, in London. The subject is hostile text."""

    id: str
    day: date
    subject: str


def history(root: Path) -> tuple[Commit, ...]:
    """All commits of the current branch, along first parents, oldest first.

    Raises:
        UserError: no Git, no commit yet, or a clone that lacks the history.
    """
    _require_history(root)
    words = ("--first-parent", "--no-show-signature", "--no-mailmap", "--encoding=UTF-8")
    out = git_output(root, "log", "-z", *words, "--format=%H%n%ct%n%s", "HEAD", "--")
    return tuple(_commits(out.decode("utf-8", "replace")))[::-1]


def _require_history(root: Path) -> None:
    if run_git(root, "rev-parse", "--git-dir").returncode:
        raise UserError("this is in no Git repository, so there is no trend", path=root)
    if run_git(root, "rev-parse", "--verify", "--quiet", "HEAD^{commit}").returncode:
        msg = "the current branch has no commit in this clone, so there is no trend"
        raise UserError(msg, path=root)
    if git_output(root, "rev-parse", "--is-shallow-repository").strip() == b"true":
        msg = (
            "this clone is shallow, its history was cut: fetch the whole of it "
            "(git fetch --unshallow; in a pipeline, check out the whole history)"
        )
        raise UserError(msg, path=root)


def _commits(out: str) -> Iterator[Commit]:
    for entry in out.split("\0"):
        words = entry.split("\n", FIELDS - 1)
        if len(words) == FIELDS and COMMIT.fullmatch(words[0]):
            yield Commit(words[0], _day(words[1]), words[2])


def _day(seconds: str) -> date:
    """The day in London; a moment that no calendar has counts as the first day of 1970."""
    return day_of(seconds) or date(1970, 1, 1)


def between(commits: tuple[Commit, ...], since: date | None, today: date) -> tuple[Commit, ...]:
    """The commits from a day on that were there on another; they stay in one piece.

    Raises:
        UserError: there is none.
    """
    until = [i for i, c in enumerate(commits) if c.day <= today + AHEAD]
    known = commits[: until[-1] + 1] if until else ()
    first = next((i for i, c in enumerate(known) if since is None or c.day >= since), None)
    if first is None:
        start = f" from {since} on" if since else ""
        msg = f"Git holds no commit{start} until {today}, so there is no trend"
        raise UserError(msg)
    return known[first:]
