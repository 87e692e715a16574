"""Texts that came another way: exported by hand, or kept by Oxidized or RANCID.

Three shapes of folder are read: loose files, a RANCID tree (`<group>/configs/<device>`), and an
Oxidized repository (a bare Git repository, or its working copy). A file belongs to the host whose
name or address its own name is, with or without `.cfg`, `.txt`, `.conf`, `.log` and a domain.
"""

from __future__ import annotations

import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from schoolproof.errors import UserError
from schoolproof.inventory import Host, read_text

ENDINGS = (".cfg", ".txt", ".conf", ".log")
SKIPPED = {".git", ".svn", "CVS"}
RANCID_LOGS = {"routers.all", "routers.up", "routers.down", "router.db"}
LARGEST = 32 * 1024 * 1024  # bytes; a longer file is no configuration
# What the other tools leave in the place of a secret that they took out.
HIDDEN = re.compile(r"<(?:removed|secret hidden|configuration removed|hidden)>")
COMMENTED = re.compile(r"(?m)^([ \t]*)!(?=\S.*<removed>)")  # RANCID makes a comment of the line
TOKEN = "<redacted:hidden:weak:->"  # noqa: S105  says that nothing is known, so it proves nothing


@dataclass(frozen=True, slots=True)
class Export:
    """One file of the folder. `day` is when it was written, in UTC."""

    name: str
    day: date
    read: Callable[[], str]


def exports(folder: Path) -> Iterator[Export]:
    """Every file of the folder.

    Raises:
        UserError: there is no such folder, or it is a repository that cannot be read.
    """
    if not folder.is_dir():
        raise UserError("there is no such folder", path=folder)
    if (folder / "HEAD").is_file() and (folder / "objects").is_dir():
        yield from _bare(folder)
        return
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not _skipped(path.relative_to(folder)):
            stat = path.stat()
            if stat.st_size <= LARGEST:
                day = datetime.fromtimestamp(stat.st_mtime, UTC).date()
                name = path.relative_to(folder).as_posix()
                yield Export(name, day, lambda path=path: read_text(path))  # type: ignore[misc]  # bound now


def _skipped(path: Path) -> bool:
    hidden = any(part in SKIPPED or part.startswith(".") for part in path.parts)
    return hidden or path.name in RANCID_LOGS or path.name.endswith((",v", ".md"))


def _bare(folder: Path) -> Iterator[Export]:
    """The files of the last commit, each with the day of the commit that changed it last."""
    for name in _git(folder, "ls-tree", "-r", "-z", "--name-only", "HEAD").split("\0"):
        if name:
            stamp = _git(folder, "log", "-1", "--format=%ct", "HEAD", "--", name).strip()
            day = datetime.fromtimestamp(int(stamp or 0), UTC).date()
            yield Export(name, day, lambda name=name: _git(folder, "show", f"HEAD:{name}"))  # type: ignore[misc]  # bound now


def _git(folder: Path, *args: str) -> str:
    command = ["git", f"--git-dir={folder}", *args]
    try:
        done = subprocess.run(command, capture_output=True, check=True)  # noqa: S603  fixed words; names come from Git
    except (OSError, subprocess.CalledProcessError):
        raise UserError("this Git repository cannot be read", path=folder) from None
    try:
        return done.stdout.decode("utf-8-sig")
    except UnicodeDecodeError:
        return done.stdout.decode("latin-1")


def owner(name: str, hosts: list[Host]) -> Host | None:
    """The host that a file belongs to, by the file's name."""
    base = name.rsplit("/", 1)[-1]
    for ending in ENDINGS:
        base = base.removesuffix(ending)
    names = {base.lower(), base.split(".", 1)[0].lower()}
    exact = [h for h in hosts if base.lower() in {h.name.lower(), h.address.lower()}]
    loose = [h for h in hosts if h.name.lower() in names]
    found = exact or loose
    return found[0] if len(found) == 1 else None


def unhide(text: str) -> tuple[str, int]:
    """Tokens in the place of what another tool took out, and how many there were.

    Such a token counts as weak: nobody saw the secret, so nobody may call it good.
    """
    return HIDDEN.subn(TOKEN, COMMENTED.sub(r"\1", text))
