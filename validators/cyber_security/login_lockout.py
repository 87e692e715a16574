"""Guessing passwords is slowed down."""

from collections.abc import Iterator, Mapping
from math import ceil
from typing import Any

from schoolproof.check import OK, Finding, Item, control
from schoolproof.model import Device, line_of
from schoolproof.model.management import LoginLock


@control(
    code="CYBER-009",
    clauses=["CS-4b"],
    severity="high",
    params={"max_attempts": 10, "window_s": 300, "lockout_min_s": 60},
)
def check(device: Device, params: Mapping[str, Any]) -> Iterator[Item]:
    """Wrong passwords lock the login, so that at most 10 tries fit into 5 minutes.

    Counted is what the lock lets through: a burst that runs into it again and again, and tries
    that stay just below it, where failures are counted within a time only.

    Why it matters: without a lock a machine tries a dictionary in an evening. The figure is that
    of the standard and of Cyber Essentials.

    Expected results:
        pass: a lock of a minute or more follows, and no more than 10 tries fit into 5 minutes
        fail: nothing locks, or more tries fit
        unknown: the text does not say how long the lock lasts
    """
    lock = device.login_lock
    if not lock.max_attempts or not lock.lockout_s:
        yield _finding(device, "wrong passwords never lock the login", "no lock")
        return
    tries = _tries(lock, params["window_s"])
    if lock.lockout_s < params["lockout_min_s"]:
        yield _finding(device, "the lock is too short to slow anybody", f"{lock.lockout_s} seconds")
    elif tries > params["max_attempts"]:
        says = f"{tries} wrong passwords fit into {params['window_s'] // 60} minutes"
        yield _finding(device, says, f"{tries} tries")
    else:
        yield OK


def _tries(lock: LoginLock, window_s: int) -> int:
    burst = lock.max_attempts * ceil(window_s / lock.lockout_s)
    counted_s = lock.window_s if "window_s" in lock.lines else 0
    patient = (lock.max_attempts - 1) * ceil(window_s / counted_s) if counted_s else 0
    return max(burst, patient)


def _finding(device: Device, says: str, actual: str) -> Finding:
    fact = "login_lock.max_attempts" if actual == "no lock" else "login_lock.lockout_s"
    lock = device.login_lock
    want = 5 if fact.endswith("attempts") else 300
    if actual == "no lock" and lock.max_attempts:
        fact, want = "login_lock.lockout_s", 300
    line = line_of(device, fact)
    return Finding(
        device, says, "at most 10 tries in 5 minutes", actual, fact=fact, want=want, line=line
    )
