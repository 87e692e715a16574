"""Rollback timers roll back, unless they are told not to."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from netmiko import BaseConnection

from schoolproof.lab import lab
from tests.lab.devices import connect, device, text_of

IOS, HP, FORTI = "cisco_ios", "hp_procurve", "fortinet"
MINUTE = 0.5  # seconds that a minute of the device lasts
CHANGE = ["interface GigabitEthernet1/0/5", "description not for long"]


def _until(true: Callable[[], bool], seconds: float = 5) -> bool:
    end = time.monotonic() + seconds
    while time.monotonic() < end and not true():
        time.sleep(0.02)
    return true()


def _confirmed_change(session: BaseConnection, minutes: int) -> None:
    session.config_mode(f"configure terminal revert timer {minutes}")
    session.send_config_set(CHANGE, enter_config_mode=False)


def test_a_change_that_nobody_confirms_is_taken_back() -> None:
    with lab([device(IOS, minute_s=MINUTE)]) as running, connect(running, IOS) as session:
        _confirmed_change(session, 2)
        assert "not for long" in running.text(IOS)
        assert _until(lambda: running.text(IOS) == text_of(IOS))


def test_a_confirmed_change_stays() -> None:
    with lab([device(IOS, minute_s=MINUTE)]) as running, connect(running, IOS) as session:
        _confirmed_change(session, 1)
        session.send_command("configure confirm")
        time.sleep(MINUTE * 1.5)
        assert "not for long" in running.text(IOS)
        assert "No Rollback" in session.send_command("configure confirm")


def test_a_change_can_be_taken_back_at_once() -> None:
    with lab([device(IOS)]) as running, connect(running, IOS) as session:
        _confirmed_change(session, 60)
        session.send_command("configure revert now")
        assert running.text(IOS) == text_of(IOS)


def test_a_scheduled_reload_loads_what_was_saved_and_ends_sessions() -> None:
    with lab([device(IOS, minute_s=MINUTE)]) as running:
        session = connect(running, IOS)
        session.send_config_set(CHANGE)
        session.send_command("reload in 4", expect_string="Save\\?")
        session.send_command("no", expect_string="confirm")
        session.send_command("\n", expect_string="#")
        assert "not for long" in running.text(IOS)
        assert _until(lambda: running.text(IOS) == text_of(IOS))
        assert _until(lambda: not session.is_alive())
        with connect(running, IOS) as again:
            assert again.find_prompt() == "ql-sci-sw1#"


def test_a_scheduled_reload_can_be_cancelled() -> None:
    with lab([device(IOS, minute_s=MINUTE)]) as running, connect(running, IOS) as session:
        session.send_config_set(CHANGE)
        session.send_command("reload in 4", expect_string="Save\\?")
        session.send_command("no", expect_string="confirm")
        session.send_command("\n", expect_string="#")
        assert "SHUTDOWN ABORTED" in session.send_command("reload cancel")
        time.sleep(MINUTE * 4.5)
        assert "not for long" in running.text(IOS)
        assert "No reload is scheduled" in session.send_command("reload cancel")


@pytest.mark.parametrize(("cancelled", "stays"), [(False, False), (True, True)])
def test_a_procurve_reloads_after_its_time(cancelled: bool, stays: bool) -> None:
    with lab([device(HP, minute_s=MINUTE)]) as running:
        session = connect(running, HP)
        session.send_config_set(["interface 1/3", 'name "not for long"', "exit"])
        session.send_command("reload after 4", expect_string=r"save current.*\?")
        session.send_command("n", expect_string=r"continue.*\?")
        session.send_command("y", expect_string="#")
        if cancelled:
            session.send_command("no reload")
        time.sleep(MINUTE * 4.5)
        assert ("not for long" in running.text(HP)) is stays
        session.paramiko_cleanup()


@pytest.mark.parametrize(("saved", "stays"), [(False, False), (True, True)])
def test_a_fortigate_goes_back_to_what_was_saved(saved: bool, stays: bool) -> None:
    revert = ["config system global", "set cfg-save revert", "set cfg-revert-timeout 120", "end"]
    change = ["config firewall policy", "edit 10", "set status disable", "next", "end"]
    with lab([device(FORTI, minute_s=MINUTE)]) as running:
        session = connect(running, FORTI)
        session.send_config_set(revert)
        session.send_command("execute cfg save")
        session.send_config_set(change)
        if saved:
            session.send_command("execute cfg save")
        time.sleep(MINUTE * 3)
        assert ("set status disable" in running.text(FORTI)) is (
            stays or "set status disable" in text_of(FORTI)
        )
        session.paramiko_cleanup()
