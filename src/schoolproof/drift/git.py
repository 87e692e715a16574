"""Git, asked without touching the working tree or the index."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from pathlib import Path

from schoolproof.errors import UserError


class Git:
    """The repository around a project's root.

    Raises:
        UserError: Git refuses; its own first line is quoted.
    """

    def __init__(self, root: Path) -> None:
        self.root = root

    def run(self, *args: str, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> str:
        """What a Git command prints."""
        return self.raw(*args, stdin=stdin, env=env).decode("utf-8", "replace").strip()

    def raw(self, *args: str, stdin: bytes = b"", env: Mapping[str, str] | None = None) -> bytes:
        """The same byte for byte."""
        try:
            done = subprocess.run(  # noqa: S603  arguments are a list, no shell reads them
                ["git", "-C", str(self.root), *args],  # noqa: S607  Git is where the user has it
                input=stdin,
                capture_output=True,
                check=False,
                env={**os.environ, **(env or {})},
            )
        except FileNotFoundError:
            raise UserError("git is not installed, or not in the PATH") from None
        if done.returncode:
            lines = done.stderr.decode("utf-8", "replace").strip().splitlines() or ["no reason"]
            msg = f"git {args[0]} refused: {lines[0]}"
            raise UserError(msg)
        return done.stdout

    def prefix(self) -> str | None:
        """Where the project stands in its repository (`""` at the top); None without a commit."""
        try:
            self.run("rev-parse", "--verify", "--quiet", "HEAD^{commit}")
            return self.run("rev-parse", "--show-prefix")
        except UserError:
            return None

    def commit(self, revision: str) -> str:
        """The commit that a revision names.

        Raises:
            UserError: there is none.
        """
        try:
            return self.run(
                "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}"
            )
        except UserError:
            msg = f"Git knows no revision {revision!r}: name a branch, a tag or a commit"
            raise UserError(msg) from None

    def text(self, revision: str, path: str) -> str | None:
        """A file of the project in a commit, or None where the commit does not have it."""
        try:
            data = self.raw("cat-file", "blob", f"{revision}:./{path}")
        except UserError:
            return None
        try:
            return data.decode("utf-8-sig")
        except UnicodeDecodeError:
            return data.decode("latin-1")

    def versions(self, path: str, most: int) -> list[str]:
        """The commits that changed a file, newest first."""
        return self.run("log", f"-{most}", "--format=%H", "HEAD", "--", path).split()
