"""What applying needs of a device. The command line gives it over SSH; tests may give another."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Protocol

from schoolproof.errors import SchoolproofError
from schoolproof.sanitise import RawConfig, SanitisedConfig


@dataclass(frozen=True, slots=True)
class Collected:
    """A configuration as collected: both forms have the same lines, private keys folded."""

    config: SanitisedConfig
    raw: RawConfig = field(repr=False)


class Console(Protocol):
    """One session in privileged mode."""

    def type(self, command: str) -> str:
        """Type a command, wait for the prompt, give back the prompt.

        Raises:
            RejectedError: the device refused it.
            SchoolproofError: the session is gone, or the device fell silent.
        """


class Link(Protocol):
    """The way to one device."""

    def read(self) -> Collected:
        """Collect in a new session.

        Raises:
            SchoolproofError: it does not answer, or not with a whole configuration.
        """

    def console(self) -> AbstractContextManager[Console]:
        """A new session.

        Raises:
            SchoolproofError: it does not answer.
        """


class RejectedError(SchoolproofError):
    """The device refused a command. The message quotes neither it nor the answer."""
