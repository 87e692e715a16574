"""Observed states as commits on a branch: one a device, beside the user's work, never in it."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from schoolproof.drift.changes import heading
from schoolproof.drift.git import Git
from schoolproof.drift.model import DeviceDrift, DriftRun, Kind
from schoolproof.errors import UserError

LONGEST = 72  # columns of a commit's first line
MOST = 40  # changes named in a message


def adopt(root: Path, run: DriftRun, branch: str) -> tuple[str, ...]:
    """Commit what was observed; the sentences say what was done.

    The branch grows from its own tip, or from HEAD when it is new. A device that still has an
    earlier accepted state is left out, because adopting it would undo what was merged.

    Raises:
        UserError: no repository, a bad or checked-out branch, or Git refuses.
    """
    git = Git(root)
    prefix = git.prefix()
    if prefix is None:
        raise UserError("--adopt needs a Git repository with at least one commit")
    if git.run("check-ref-format", "--branch", branch) != branch:
        msg = f"--adopt {branch!r} is no name for a branch"
        raise UserError(msg)
    if branch in _checked_out(git):
        msg = f"{branch} is checked out: name another branch for --adopt, it will be made"
        raise UserError(msg)
    ref = f"refs/heads/{branch}"
    old = git.run("for-each-ref", "--format=%(objectname)", ref)
    tip = old or git.run("rev-parse", "HEAD")
    notes, count = [], 0
    for device in run.drifted:
        if Kind.UNAPPLIED in device.kinds:
            notes.append(f"{device.host} was left out: apply what was merged instead")
            continue
        new = _commit(git, prefix, tip, device)
        count += new != tip
        tip = new
    if count:
        git.run("update-ref", "-m", "schoolproof drift --adopt", ref, tip, old or "0" * len(tip))
    return (f"{count} devices were committed to {branch}", *notes)


def _checked_out(git: Git) -> set[str]:
    lines = git.run("worktree", "list", "--porcelain").splitlines()
    return {ln.removeprefix("branch refs/heads/") for ln in lines if ln.startswith("branch ")}


def _commit(git: Git, prefix: str, parent: str, device: DeviceDrift) -> str:
    """A commit on top of `parent`, or `parent` itself when it says the same already."""
    assert device.observed is not None  # noqa: S101  a device that drifted was observed
    blob = git.run("hash-object", "-w", "--stdin", stdin=device.observed.text.encode())
    handle, name = tempfile.mkstemp(prefix="schoolproof-index-")
    os.close(handle)
    Path(name).unlink()  # Git wants to make it itself
    env = {"GIT_INDEX_FILE": name}
    try:
        git.run("read-tree", parent, env=env)
        entry = f"100644,{blob},{prefix}{device.path}"
        git.run("update-index", "--add", "--cacheinfo", entry, env=env)
        tree = git.run("write-tree", env=env)
    finally:
        Path(name).unlink(missing_ok=True)
    if tree == git.run("rev-parse", f"{parent}^{{tree}}"):
        return parent
    return git.run("commit-tree", tree, "-p", parent, "-F", "-", stdin=message(device).encode())


def message(device: DeviceDrift) -> str:
    """What changed, in words; the controls that it breaks last."""
    title = f"Adopt {device.host} as observed: {', '.join(device.kinds)}"
    lines = [title if len(title) <= LONGEST else f"Adopt {device.host} as observed", ""]
    for change in device.changes[:MOST]:
        side = change.observed or change.accepted
        line = "" if change.place or side is None else f" `{side.text.split(chr(10), 1)[0]}`"
        lines.append(f"- {_plain(heading(change.place, [change]) + line)}")
    if len(device.changes) > MOST:
        lines.append(f"- and {len(device.changes) - MOST} more")
    broken = [shift for shift in device.shifts if shift.how == "broken"]
    if broken:
        lines += ["", "Controls that fail by this:"]
        lines += [f"- {shift.code} {shift.control} ({shift.severity})" for shift in broken]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> str:
    """Device text in a commit message: one line, nothing that a terminal obeys."""
    return "".join(c if c.isprintable() else " " for c in text)
