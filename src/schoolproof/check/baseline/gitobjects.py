"""What Git holds, read from its objects: no checkout, no second clone, nothing written to it."""

from __future__ import annotations

import hashlib
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

from schoolproof.errors import UserError

COMMIT = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
FILES = frozenset({"100644", "100755"})  # modes; a link or a submodule is no configuration
HUNK = re.compile(r"^@@ -\S+ \+(\d+)(?:,(\d+))? @@", re.MULTILINE)
SHA1_DIGITS = 40
# Settings of the repository must not start other programs while it is only read.
QUIET = ("-c", "core.fsmonitor=false", "-c", "diff.external=", "--literal-pathspecs")


def resolve(root: Path, rev: str) -> str:
    """The commit that a revision names.

    Raises:
        UserError: `root` is in no repository, or this clone does not have the revision.
    """
    if not rev or rev.startswith("-") or not rev.isprintable():
        msg = f"--base {rev!r} is no revision: name a branch, a tag or a commit"
        raise UserError(msg)
    if run_git(root, "rev-parse", "--git-dir").returncode:
        raise UserError("this is in no Git repository, so there is no base", path=root)
    done = run_git(root, "rev-parse", "--verify", "--quiet", f"{rev}^{{commit}}")
    commit = done.stdout.decode("ascii", "replace").strip()
    if done.returncode or not COMMIT.fullmatch(commit):
        msg = (
            f"this clone has no revision {rev!r}: fetch it first (git fetch origin <branch>); "
            "in a pipeline, check out the whole history"
        )
        raise UserError(msg)
    return commit


def tree(root: Path, commit: str, folders: Iterable[str]) -> dict[str, str]:
    """Files of a commit below some folders of `root`: path from `root` → object id.

    Raises:
        UserError: Git cannot list them, or a path in it would lead out of the repository.
    """
    out = git_output(root, "ls-tree", "-r", "-z", commit, "--", *folders)
    found = {}
    for line in out.decode("utf-8", "surrogateescape").split("\0"):
        if not line:
            continue
        head, _, path = line.partition("\t")
        mode, kind, oid = head.split()
        if kind == "blob" and mode in FILES:
            _refuse_escape(path)
            found[path] = oid
    return found


def _refuse_escape(path: str) -> None:
    """Git's own checkout refuses such trees; reading objects must do so itself."""
    parts = path.split("/")
    if path.startswith("/") or any(part in {"", ".", "..", ".git"} for part in parts):
        msg = f"the commit holds a path that leads elsewhere ({path!r}): do not trust it"
        raise UserError(msg)


def blobs(root: Path, oids: Iterable[str]) -> dict[str, bytes]:
    """Contents by object id, all in one call of Git.

    Raises:
        UserError: an object is missing, as in a partial clone.
    """
    wanted = list(dict.fromkeys(oids))
    if not wanted:
        return {}
    asked = "".join(f"{oid}\n" for oid in wanted).encode("ascii")
    return dict(_batch(git_output(root, "cat-file", "--batch", stdin=asked)))


def _batch(out: bytes) -> Iterator[tuple[str, bytes]]:
    """`<id> <type> <size>`, a line end, the content, a line end; again and again."""
    position = 0
    while position < len(out):
        end = out.index(b"\n", position)
        words = out[position:end].decode("ascii", "replace").split()
        if len(words) != 3:  # noqa: PLR2004  "<id> missing" has two
            msg = f"Git does not have the object {words[0][:12]}: fetch the whole history"
            raise UserError(msg)
        start, size = end + 1, int(words[2])
        yield words[0], out[start : start + size]
        position = start + size + 1


def blob_id(data: bytes, like: str) -> str:
    """The id that Git gives to this content, in the kind of hash that `like` is."""
    head = f"blob {len(data)}\0".encode("ascii")
    if len(like) == SHA1_DIGITS:
        return hashlib.sha1(head + data, usedforsecurity=False).hexdigest()
    return hashlib.sha256(head + data).hexdigest()


def changed_lines(root: Path, commit: str, path: str) -> frozenset[int]:
    """Lines of a file of the working tree that the commit does not have, 1-based.

    Raises:
        UserError: Git cannot compare them.
    """
    options = ("--no-color", "--no-ext-diff", "--no-textconv", "--unified=0", "--text")
    out = git_output(root, "diff-index", "-p", *options, commit, "--", path)
    found: set[int] = set()
    for start, count in HUNK.findall(out.decode("latin-1")):
        found.update(range(int(start), int(start) + int(count or 1)))
    return frozenset(found)


def materialise(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write files below a new folder. Paths come from `tree`, which refuses those leading out."""
    for path, data in files.items():
        target = folder.joinpath(*PurePosixPath(path).parts)
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)


def git_output(root: Path, *args: str, stdin: bytes | None = None) -> bytes:
    """What Git says.

    Raises:
        UserError: it failed, with its last words.
    """
    done = run_git(root, *args, stdin=stdin)
    if done.returncode:
        said = done.stderr.decode("utf-8", "replace").strip().splitlines()
        msg = f"git {args[0]} failed: {said[-1] if said else 'it did not say why'}"
        raise UserError(msg, path=root)
    return done.stdout


def run_git(
    root: Path, *args: str, stdin: bytes | None = None
) -> subprocess.CompletedProcess[bytes]:
    """Git, reading in `root`. `args` are fixed words, commit ids, and paths after `--`.

    Raises:
        UserError: it is not installed.
    """
    git = shutil.which("git")
    if git is None:
        raise UserError("git is not installed, and past states are read from it")
    command = [git, "-C", str(root), *QUIET, *args]
    return subprocess.run(command, input=stdin, capture_output=True, check=False)  # noqa: S603  fixed words, a commit id, and paths after `--`
