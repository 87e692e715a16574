"""From a trial copy to the repository: every file whole, none over another, all or none."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from schoolproof.errors import UserError

OWN = ".schoolproof"  # git-ignored, and on the same file system as the rest


@contextmanager
def trial(root: Path) -> Iterator[Path]:
    """A folder beside the files to come; what was made for it is gone afterwards when empty.

    Raises:
        UserError: the repository's folder cannot be made or written to.
    """
    made: list[Path] = []
    try:
        _make(root / OWN, made)
        with TemporaryDirectory(prefix="init-", dir=root / OWN) as name:
            yield Path(name)
    except OSError as error:
        msg = f"this folder cannot be written to ({error.strerror})"
        raise UserError(msg, path=root) from None
    finally:
        _unmake(made)


def place(stage: Path, root: Path, names: list[str]) -> None:
    """Move files from the trial copy to the repository; after a fault, none of them is there.

    Raises:
        UserError: a folder on the way leads out of the repository, or a file appeared meanwhile.
        OSError: a file cannot be moved.
    """
    made: list[Path] = []
    done: list[Path] = []
    try:
        for name in names:
            target = root / name
            _refuse(root, name)
            _make(target.parent, made)
            (stage / name).rename(target)
            done.append(target)
    except BaseException:
        for target in done:
            target.unlink(missing_ok=True)
        _unmake(made)
        raise


def there(root: Path, name: str) -> bool:
    """Whether something has this name, be it a link to nothing."""
    return os.path.lexists(root / name)


def _refuse(root: Path, name: str) -> None:
    if not (root / name).parent.resolve().is_relative_to(root.resolve()):
        raise UserError("this folder leads out of the repository", path=name)
    if there(root, name):
        raise UserError("this file appeared meanwhile: run it again", path=name)


def _make(folder: Path, made: list[Path]) -> None:
    missing = [path for path in (folder, *folder.parents) if not path.exists()]
    for path in reversed(missing):
        path.mkdir()
        made.append(path)


def _unmake(made: list[Path]) -> None:
    for path in reversed(made):
        try:
            path.rmdir()
        except OSError:
            return  # something stands in it: then it stays
