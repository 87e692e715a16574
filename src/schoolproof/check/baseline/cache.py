"""`.schoolproof/cache/`: what was worked out before, found by a hash of everything that went in.

Safe to delete at any time. Each entry is sealed with the repository's key, so that one that was
cut, damaged or forged is a miss and never a verdict.
"""

from __future__ import annotations

import contextlib
import hashlib
import hmac
import json
import marshal
import os
import re
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

ENTRY = re.compile(r"[0-9a-f]{64}")
LIMIT = 256 * 1024 * 1024  # bytes; 2,000 devices with 160 findings each need a tenth
SEAL = 32  # bytes of HMAC-SHA-256


def name_of(parts: Mapping[str, str]) -> str:
    """The name of an entry: SHA-256 over everything that enters."""
    text = json.dumps(dict(parts), sort_keys=True, ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


class Cache:
    """A folder of sealed values. Nothing here raises: without a cache all is judged.

    Python's `marshal` is several times quicker than JSON. It must not see what others wrote, and
    does not: the seal is tested first. Its format may differ between versions of Python, so the
    version belongs into the name of an entry.
    """

    def __init__(self, folder: Path, key: bytes, limit: int = LIMIT) -> None:
        self.folder = folder
        self.limit = limit
        self._key = hashlib.sha256(b"schoolproof cache\0" + key).digest()

    def get(self, name: str) -> Any | None:
        """The value, or None when there is none that is whole."""
        try:
            data = self._path(name).read_bytes()
        except OSError:
            return None
        seal, body = data[:SEAL], data[SEAL:]
        if not hmac.compare_digest(seal, self._seal(name, body)):
            return None
        try:
            return marshal.loads(body)  # noqa: S302  sealed, see above
        except (ValueError, EOFError, TypeError):
            return None

    def put(self, name: str, value: Any) -> None:
        """Keep a value of Python's own kinds. Others see it whole or not at all."""
        try:
            body = marshal.dumps(value)
        except ValueError:
            return  # a local control gave something of its own kind
        path = self._path(name)
        if self._is_elsewhere():
            return
        with contextlib.suppress(OSError):
            path.parent.mkdir(parents=True, exist_ok=True)
            handle, temporary = tempfile.mkstemp(dir=path.parent)
            try:
                with os.fdopen(handle, "wb") as file:
                    file.write(self._seal(name, body) + body)
                Path(temporary).replace(path)
            except BaseException:
                Path(temporary).unlink(missing_ok=True)
                raise

    def trim(self) -> None:
        """Take away the entries that were written longest ago, until the rest fits."""
        if self._is_elsewhere():
            return
        entries = []
        with contextlib.suppress(OSError):
            for path in self.folder.glob("??/*"):
                if ENTRY.fullmatch(path.name) or path.name.startswith("tmp"):
                    state = path.lstat()
                    entries.append((state.st_mtime, state.st_size, path))
        total = sum(size for _, size, _ in entries)
        for _, size, path in sorted(entries):
            if total <= self.limit:
                break
            with contextlib.suppress(OSError):
                path.unlink()
            total -= size

    def _is_elsewhere(self) -> bool:
        """A link in the place of the folder would have us write where a branch wants it."""
        return self.folder.is_symlink() or self.folder.parent.is_symlink()

    def _path(self, name: str) -> Path:
        return self.folder / name[:2] / name

    def _seal(self, name: str, body: bytes) -> bytes:
        return hmac.digest(self._key, name.encode("ascii") + body, "sha256")
