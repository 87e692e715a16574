"""The lock-out brake: no account is locked by trying a bad password on every device.

An account that has not yet worked in this run is tried on one device at a time; the others wait.
Two refusals of such trials in a row stop it for all. Once it worked, devices log in side by side;
a refusal then puts it back on trial.
"""

from __future__ import annotations

import threading
from dataclasses import dataclass

from schoolproof.collect.credentials import Credentials
from schoolproof.collect.reasons import CollectError, Reason

MOST_REFUSALS = 2
LOOK = 0.2  # seconds between looks at whether the run was stopped


@dataclass(slots=True)
class _State:
    proven: bool = False
    trial: str = ""  # the host on which it is being tried
    refusals: int = 0


class Brake:
    """Shared by all threads of a run. `stopping` ends every wait."""

    def __init__(self, stopping: threading.Event) -> None:
        self._stopping = stopping
        self._changed = threading.Condition()
        self._states: dict[Credentials, _State] = {}

    def enter(self, account: Credentials, host: str) -> None:
        """Wait until this device may try the account.

        Raises:
            CollectError: the account was stopped, or the run.
        """
        with self._changed:
            state = self._states.setdefault(account, _State())
            while not self._stopping.is_set():
                if state.refusals >= MOST_REFUSALS:
                    msg = "its account was refused by two devices, so it was not tried here"
                    raise CollectError(Reason.BRAKE, msg)
                if state.proven:
                    return
                if not state.trial:
                    state.trial = host
                    return
                self._changed.wait(LOOK)
        raise CollectError(Reason.INTERRUPTED, "the run was stopped before this device's turn")

    def accepted(self, account: Credentials) -> None:
        """The account worked."""
        with self._changed:
            state = self._states[account]
            state.proven, state.trial, state.refusals = True, "", 0
            self._changed.notify_all()

    def refused(self, account: Credentials, host: str) -> None:
        """A device refused the account."""
        with self._changed:
            state = self._states[account]
            state.proven = False
            if state.trial == host:
                state.refusals += 1
                state.trial = ""
            self._changed.notify_all()

    def left(self, account: Credentials, host: str) -> None:
        """A device is done; if it was the trial and gave no answer, another one is tried."""
        with self._changed:
            state = self._states.get(account)
            if state and state.trial == host:
                state.trial = ""
                self._changed.notify_all()
