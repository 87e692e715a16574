"""The key of the fingerprints: without it nobody can test a guess against what Git holds."""

from __future__ import annotations

import os
import secrets
import time
from pathlib import Path

from schoolproof.errors import UserError

VARIABLE = "SCHOOLPROOF_KEY"
FILE = ".schoolproof.key"
SHORTEST = 16  # characters; a key that can be guessed protects nothing
LOOKS, PAUSE = 20, 0.05  # seconds; another run may be about to write the key that it just made


def load_key(root: Path) -> bytes:
    """The key from the environment, else from the git-ignored file, which is made when missing.

    Raises:
        UserError: the key is too short, or the file is a link or cannot be read.
    """
    given = os.environ.get(VARIABLE)
    if given:
        return _checked(given, VARIABLE)
    path = root / FILE
    try:
        return _read(path) if path.is_symlink() or path.exists() else _make(path)
    except OSError as error:
        msg = f"the key file cannot be used: {error.strerror}; or set {VARIABLE}"
        raise UserError(msg, path=path) from None


def _checked(key: str, where: str) -> bytes:
    if len(key.strip()) < SHORTEST:
        msg = f"the key in {where} is shorter than {SHORTEST} characters; make a longer one"
        raise UserError(msg)
    return key.strip().encode()


def _read(path: Path) -> bytes:
    for _ in range(LOOKS):
        key = _text(path)
        if key:
            break
        time.sleep(PAUSE)
    return _checked(key, str(path))


def _text(path: Path) -> str:
    handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
    with os.fdopen(handle, encoding="utf-8", errors="replace") as file:
        return file.read()


def _make(path: Path) -> bytes:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another run was quicker
        return _read(path)
    key = secrets.token_hex(32)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(f"{key}\n")
    return key.encode()
