"""A configuration that may be written: no object of this class holds a known shape of secret."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from schoolproof.errors import UserError
from schoolproof.files import write_atomic
from schoolproof.sanitise.last_scan import last_scan


@dataclass(frozen=True, slots=True)
class SanitisedConfig:
    """A text with tokens in place of secrets. `count` is how many were replaced in this run.

    Raises:
        SecretLeakError: the last scan finds a secret in the text, so the object does not exist.
    """

    text: str
    source: str
    count: int = 0

    def __post_init__(self) -> None:
        last_scan(self.text, self.source)

    def write(self, path: Path, *, root: Path | None = None) -> None:
        """Write the text whole or not at all, as UTF-8, line ends as they are.

        Args:
            path: the file; its folder must exist.
            root: the folder that the file must be in; without it the file's own folder.

        Raises:
            UserError: the path is a link or leads out of `root`.
        """
        folder = path.parent.resolve()
        if not folder.is_relative_to((root or path.parent).resolve()):
            msg = f"this path leads out of {root}; nothing was written"
            raise UserError(msg, path=path)
        if path.is_symlink() or path.name in {"", ".."}:
            raise UserError("this path is a link or no file; nothing was written", path=path)
        write_atomic(folder / path.name, self.text)
