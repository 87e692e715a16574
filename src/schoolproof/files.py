"""Writing files so that nobody ever sees half of one."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

from schoolproof.errors import UserError


def write_atomic(path: Path, text: str | bytes) -> None:
    """Write a text whole or not at all, as UTF-8, line ends as they are; bytes as they are.

    An existing file is replaced in one step and keeps its mode; what is no file, such as
    `/dev/null` or a pipe, is written to and never replaced. Bytes that were no UTF-8 when the
    text was read (surrogate escapes) come out as they were.

    Raises:
        UserError: the folder is missing or may not be written to.
    """
    data = text if isinstance(text, bytes) else text.encode("utf-8", "surrogateescape")
    if path.exists() and not path.is_file():
        if path.is_dir():
            raise UserError("this is a folder: name a file in it", path=path)
        path.write_bytes(data)
        return  # a terminal, a pipe, /dev/null: nothing to replace
    try:
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".tmp")
    except OSError as error:
        msg = f"this cannot be written ({error.strerror}): does the folder exist?"
        raise UserError(msg, path=path) from None
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
