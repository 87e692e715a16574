"""The lock-out brake: no account is locked by trying a bad password on every device.

An account is tried on one device first, then on few at once, the more the oftener it worked. Two
refusals in a row stop it for all, unless so many devices took it that these two must have
another password of their own.
"""

from __future__ import annotations

import threading
from collections.abc import Hashable
from dataclasses import dataclass, field

from schoolproof.collect.reasons import CollectError, Reason

MOST_REFUSALS = 2
OFTEN = 4  # successes for each refusal; with fewer, the refusals are the account's own fault
GROWTH = 2  # logins at once for each success so far
LOOK = 0.2  # seconds between looks at whether the run was stopped


@dataclass(slots=True)
class _State:
    successes: int = 0
    refusals: int = 0
    in_a_row: int = 0
    trying: set[str] = field(default_factory=set)

    @property
    def doubtful(self) -> bool:
        return self.refusals >= MOST_REFUSALS and self.refusals * OFTEN > self.successes

    @property
    def stopped(self) -> bool:
        return self.doubtful and self.in_a_row >= MOST_REFUSALS

    @property
    def allowed(self) -> int:
        return 1 if self.doubtful else max(1, GROWTH * self.successes)


class Brake:
    """Shared by all threads of a run. `stopping` ends every wait."""

    def __init__(self, stopping: threading.Event) -> None:
        self._stopping = stopping
        self._changed = threading.Condition()
        self._states: dict[Hashable, _State] = {}

    def enter(self, account: Hashable, host: str) -> None:
        """Wait until this device may try the account.

        Raises:
            CollectError: the account was stopped, or the run.
        """
        with self._changed:
            state = self._states.setdefault(account, _State())
            while not self._stopping.is_set():
                if state.stopped and not state.trying:
                    msg = "other devices refused its account, so it was not tried here"
                    raise CollectError(Reason.BRAKE, msg)
                if len(state.trying) < state.allowed and not state.stopped:
                    state.trying.add(host)
                    return
                self._changed.wait(LOOK)
        raise CollectError(Reason.INTERRUPTED, "the run was stopped before this device's turn")

    def accepted(self, account: Hashable, host: str) -> None:
        """The account worked."""
        with self._changed:
            state = self._states.setdefault(account, _State())
            state.successes += 1
            state.in_a_row = 0
            state.trying.discard(host)
            self._changed.notify_all()

    def refused(self, account: Hashable, host: str) -> None:
        """A device refused the account."""
        with self._changed:
            state = self._states.setdefault(account, _State())
            state.refusals += 1
            state.in_a_row += 1
            state.trying.discard(host)
            self._changed.notify_all()

    def left(self, account: Hashable, host: str) -> None:
        """A device is done; if it never answered, another one is tried."""
        with self._changed:
            state = self._states.get(account)
            if state:
                state.trying.discard(host)
                self._changed.notify_all()
