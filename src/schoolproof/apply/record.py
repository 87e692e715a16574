"""`records/<date>-<plan>.json`: who changed what, when, from which commit, and what came of it.

An entry is written before a device is touched and again at every stage, so that a run that was
killed is seen by the next one. Schema `schoolproof/record/1`. Nothing in it is secret.

Each end also becomes a line of a Git note on the commit that the plan led from, so that it is in
Git at once: `git log --notes=schoolproof`. Notes travel when they are pushed; the files too.
"""

from __future__ import annotations

import fcntl
import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from schoolproof.drift.git import Git
from schoolproof.errors import UserError
from schoolproof.files import write_atomic

SCHEMA = "schoolproof/record/1"
FOLDER = "records"
NOTES = "schoolproof"  # below refs/notes
SHOWN = 16  # digits of the plan's hash in the file's name
SHORT = ("site", "end", "why", "started", "finished", "interrupted_while")  # of an entry, in a note
# The program writes the note, whoever is known to Git here; who changed the device stands in it.
WRITER = {
    f"GIT_{role}_{what}": word
    for role in ("AUTHOR", "COMMITTER")
    for what, word in (("NAME", "schoolproof"), ("EMAIL", "schoolproof@example.org"))
}
Entry = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Record:
    """The record of one plan. `head` is what holds for all its devices."""

    root: Path
    plan: str
    head: Entry

    @property
    def path(self) -> Path:
        """The file; an earlier day's, where that day's run did not come to its end."""
        found = sorted((self.root / FOLDER).glob(f"*-{self.plan[:SHOWN]}.json"))
        day = datetime.now(UTC).date()
        return found[-1] if found else self.root / FOLDER / f"{day}-{self.plan[:SHOWN]}.json"

    def open_stage(self, host: str) -> str:
        """How far an earlier run came that never ended; empty when there is none."""
        entry = self._load()["devices"].get(host, {})
        return "" if entry.get("end") else str(entry.get("stage", ""))

    def stage(self, host: str, stage: str, **more: Any) -> None:
        """Note how far a device is, before going on."""
        with self._locked() as data:
            entry = data["devices"].setdefault(host, {})
            if entry.get("end"):  # a new run of the same plan; the last one stays readable
                earlier = entry.pop("earlier", [])
                entry = data["devices"][host] = {"earlier": [*earlier, entry]}
            entry.setdefault("started", _now())
            entry |= {"stage": stage, **more}

    def end(self, host: str, **more: Any) -> None:
        """Note how a device ended."""
        with self._locked() as data:
            entry = data["devices"].setdefault(host, {})
            entry |= {"finished": _now(), **more}
            entry.pop("stage", None)
            self._note(host, entry)

    def _note(self, host: str, entry: Entry) -> None:
        """One line more in the note of the plan's commit, where there is a commit."""
        commit = str(self.head.get("commit", ""))
        git = Git(self.root)
        if git.prefix() is None or not commit or commit == "working":
            return
        said = {"plan": self.plan, **self.head, "host": host}
        said |= {word: entry[word] for word in SHORT if word in entry}
        line = json.dumps(said, sort_keys=True)
        with suppress(UserError):  # the file stands, whatever Git says to a note
            git.run("notes", f"--ref={NOTES}", "append", "-m", line, commit, env=WRITER)

    def _load(self) -> Entry:
        fresh: Entry = {"schema": SCHEMA, "plan": self.plan, **self.head, "devices": {}}
        return _read(self.path) if self.path.is_file() else fresh

    @contextmanager
    def _locked(self) -> Iterator[Entry]:
        """The data, written back; devices that are changed at once take turns."""
        (self.root / FOLDER).mkdir(exist_ok=True)
        own = self.root / ".schoolproof"  # git-ignored
        own.mkdir(exist_ok=True)
        with (own / "records.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            data = self._load()
            yield data
            write_atomic(self.path, json.dumps(data, indent=2, sort_keys=True) + "\n")


def records(root: Path) -> tuple[Entry, ...]:
    """All records of a repository, the oldest first; none where nothing was applied yet.

    Raises:
        UserError: one of them cannot be read.
    """
    return tuple(_read(path) for path in sorted((root / FOLDER).glob("*.json")))


def _read(path: Path) -> Entry:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        msg = f"this record cannot be read ({type(error).__name__}): restore it from Git"
        raise UserError(msg, path=path) from None
    if not isinstance(data, dict) or data.get("schema") != SCHEMA:
        raise UserError("this is no record of this version", path=path)
    return data


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
