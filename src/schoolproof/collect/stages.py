"""Where the time of one attempt at one device goes. Measured always, shown by benchmarks."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from enum import StrEnum


class Stage(StrEnum):
    """In the order in which they come. The waits are ours: the device has nothing to do then."""

    CONNECT = "connect"
    BRAKE = "wait for the brake"
    LOGIN = "login"
    PREPARE = "paging off, enable"
    COMMAND = "command"
    LEAVE = "leave"
    TURN = "wait for a turn to judge"
    JUDGE = "judge, sanitise"
    WRITE = "write"


Seconds = tuple[tuple[Stage, float], ...]
_spent: ContextVar[dict[Stage, float] | None] = ContextVar("_spent", default=None)


@contextmanager
def stage(name: Stage) -> Iterator[None]:
    """The time of this block belongs to a stage of the attempt that this thread is at."""
    start = time.monotonic()
    try:
        yield
    finally:
        spent = _spent.get()
        if spent is not None:
            spent[name] = spent.get(name, 0.0) + time.monotonic() - start


@contextmanager
def measured() -> Iterator[dict[Stage, float]]:
    """One attempt, in this thread."""
    spent: dict[Stage, float] = {}
    token = _spent.set(spent)
    try:
        yield spent
    finally:
        _spent.reset(token)
