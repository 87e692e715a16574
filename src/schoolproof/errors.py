"""The error tree. `UserError` is what a person can mend: one sentence, exit code 2."""

from __future__ import annotations

from pathlib import Path


class SchoolproofError(Exception):
    """Root of every error that this package raises on purpose."""


class UserError(SchoolproofError):
    """Bad input. The message is one sentence: which file, which line, what is wrong, what to do.

    `path` may be relative; `line` and `column` are 1-based.
    """

    def __init__(
        self,
        message: str,
        *,
        path: Path | str | None = None,
        line: int | None = None,
        column: int | None = None,
    ) -> None:
        place = ":".join(str(part) for part in (path, line, column) if part is not None)
        super().__init__(f"{place}: {message}" if place else message)


class ConfigError(UserError):
    """A text that cannot be a device's configuration: empty, cut, binary, another platform's."""


class InventoryError(UserError):
    """A mistake in `inventory/`, `policies/` or in how `configs/` agrees with them."""


class ControlError(UserError):
    """A control that is written wrongly: no code, no clause, no docstring, two with one id."""


class CommandError(UserError):
    """A configuration command that cannot be applied to this text."""


class SecretLeakError(SchoolproofError):
    """The last scan found something secret in a text that was to be written. It never quotes it."""


class UnknownFact(SchoolproofError):  # noqa: N818  it becomes the outcome `unknown`, not a failure
    """A fact was read that no parser established: the runner makes it the outcome `unknown`."""
