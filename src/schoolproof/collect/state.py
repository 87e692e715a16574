"""`.schoolproof/collect.json`: how far the last run came, for --resume and --retry-failed.

It holds names, codes and days, nothing that a device said. Git ignores the folder.
"""

from __future__ import annotations

import contextlib
import json
import os
import threading
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from schoolproof.errors import UserError
from schoolproof.files import write_atomic

SCHEMA = "schoolproof/collect-state/1"
FOLDER = ".schoolproof"
GOOD = "ok"


class State:
    """The file. `open`: hosts that the last run did not come to. `codes`: what came of each."""

    def __init__(self, root: Path) -> None:
        self.path = root / FOLDER / "collect.json"
        self._lock = threading.Lock()
        data = self._load()
        self.exists = bool(data)
        self.open: set[str] = set(data.get("open", ()))
        self.codes: dict[str, str] = dict(data.get("codes", {}))

    def begin(self, hosts: Iterable[str]) -> None:
        """A run over these hosts begins."""
        with self._lock:
            self.open = set(hosts)
            self._save()

    def done(self, host: str, code: str) -> None:
        """One host is done; `code` is `ok` or a reason."""
        with self._lock:
            self.open.discard(host)
            self.codes[host] = code
            self._save()

    def failed(self) -> set[str]:
        """Hosts that failed when they were last tried."""
        return {host for host, code in self.codes.items() if code != GOOD}

    def _save(self) -> None:
        self.path.parent.mkdir(exist_ok=True)
        data = {
            "schema": SCHEMA,
            "open": sorted(self.open),
            "codes": dict(sorted(self.codes.items())),
        }
        write_atomic(self.path, json.dumps(data, indent=1) + "\n")

    def _load(self) -> dict[str, Any]:
        try:
            data = json.loads(self.path.read_text(encoding="utf-8"))
        except FileNotFoundError:
            return {}
        except (OSError, ValueError):
            raise UserError("this file cannot be read: remove it", path=self.path) from None
        if not isinstance(data, dict) or data.get("schema") != SCHEMA:
            raise UserError("another version wrote this file: remove it", path=self.path)
        return data


@contextlib.contextmanager
def only_one(root: Path) -> Iterator[None]:
    """Hold the repository's lock, which a killed run gives up by itself.

    Raises:
        UserError: another run holds it.
    """
    folder = root / FOLDER
    folder.mkdir(exist_ok=True)
    handle = os.open(folder / "collect.lock", os.O_WRONLY | os.O_CREAT, 0o644)
    try:
        _take(handle)
        yield
    finally:
        os.close(handle)


def _take(handle: int) -> None:
    try:
        import fcntl  # noqa: PLC0415  not on every system
    except ImportError:
        return
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        msg = "another `schoolproof collect` runs in this repository: wait until it is done"
        raise UserError(msg) from None


def clear_leftovers(root: Path) -> None:
    """Remove the temporary files of a run that was killed. They hold sanitised text only."""
    for folder, pattern in ((root / "configs", "*/.*.cfg.*"), (root / "configs", "*/.*.tmp")):
        for path in folder.glob(pattern):
            path.unlink(missing_ok=True)
    for path in (root / FOLDER).glob(".collect.json.*.tmp"):
        path.unlink(missing_ok=True)
