"""Writing files so that nobody ever sees half of one."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from schoolproof.errors import UserError


def write_atomic(path: Path, text: str) -> None:
    """Write a text whole or not at all; an existing file is replaced in one step.

    Raises:
        UserError: the folder is missing or may not be written to.
    """
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    except OSError as error:
        msg = f"this cannot be written ({error.strerror}): does the folder exist?"
        raise UserError(msg, path=path) from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
