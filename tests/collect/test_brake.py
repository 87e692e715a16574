"""The lock-out brake, without a network."""

from __future__ import annotations

import threading

import pytest

from schoolproof.collect.brake import Brake
from schoolproof.collect.reasons import CollectError, Reason


@pytest.fixture
def brake() -> Brake:
    return Brake(threading.Event())


def _waits(brake: Brake, host: str) -> bool:
    """Whether a host has to wait; one that has not to is in afterwards."""
    thread = threading.Thread(target=brake.enter, args=("account", host), daemon=True)
    thread.start()
    thread.join(0.1)
    return thread.is_alive()


def test_an_account_is_tried_on_one_device_first(brake: Brake) -> None:
    brake.enter("account", "a")
    assert _waits(brake, "b")
    brake.enter("another account", "c")


def test_once_it_worked_more_are_let_in(brake: Brake) -> None:
    brake.enter("account", "a")
    brake.accepted("account", "a")
    assert not _waits(brake, "b")
    assert not _waits(brake, "c")
    assert _waits(brake, "d")


def test_two_refusals_stop_it_for_all(brake: Brake) -> None:
    for host in ("a", "b"):
        brake.enter("account", host)
        brake.refused("account", host)
    with pytest.raises(CollectError) as caught:
        brake.enter("account", "c")
    assert caught.value.reason is Reason.BRAKE


def test_one_success_and_then_only_refusals_stop_it_too(brake: Brake) -> None:
    brake.enter("account", "a")
    brake.accepted("account", "a")
    for host in ("b", "c"):
        brake.enter("account", host)
        brake.refused("account", host)
    with pytest.raises(CollectError):
        brake.enter("account", "d")


def test_few_refusals_among_many_successes_are_those_devices_own(brake: Brake) -> None:
    for number in range(20):
        brake.enter("account", str(number))
        brake.accepted("account", str(number))
    for number in range(4):
        brake.enter("account", f"bad{number}")
        brake.refused("account", f"bad{number}")
    brake.enter("account", "good")


def test_a_device_that_never_answered_lets_another_be_tried(brake: Brake) -> None:
    brake.enter("account", "a")
    brake.left("account", "a")
    assert not _waits(brake, "b")


def test_a_stopped_run_ends_the_wait() -> None:
    stopping = threading.Event()
    brake = Brake(stopping)
    brake.enter("account", "a")
    stopping.set()
    with pytest.raises(CollectError) as caught:
        brake.enter("account", "b")
    assert caught.value.reason is Reason.INTERRUPTED
