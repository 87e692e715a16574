"""Each fault behaves as it is called."""

from __future__ import annotations

import time

import paramiko
import pytest
from netmiko import NetmikoAuthenticationException, NetmikoTimeoutException, ReadTimeout

from schoolproof.errors import UserError
from schoolproof.lab import Fault, lab, share_out
from tests.lab.devices import LOGIN, clean, collected, connect, device, text_of

IOS = "cisco_ios"
WAIT = 2.0  # seconds in which a healthy device has said everything


def test_refused_accepts_no_connection() -> None:
    with lab([device(IOS, fault="refused")]) as running:
        with pytest.raises(NetmikoTimeoutException):
            connect(running, IOS)
        assert running.logins(IOS) == 0


def test_auth_refuses_the_right_password_once() -> None:
    with lab([device(IOS, fault="auth")]) as running:
        with pytest.raises(NetmikoAuthenticationException):
            connect(running, IOS)
        assert running.logins(IOS) == 1


def test_a_wrong_password_is_refused() -> None:
    with lab([device(IOS)]) as running, pytest.raises(NetmikoAuthenticationException):
        connect(running, IOS, password="wrong")  # noqa: S106  wrong on purpose


def test_slow_takes_its_time_and_says_everything(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("schoolproof.lab.machine.SLOW_S", 0.5)
    with lab([device(IOS, fault="slow")]) as running, connect(running, IOS) as session:
        start = time.monotonic()
        said = collected(session, IOS)
        assert time.monotonic() - start > 0.5
    assert clean(said, IOS) == clean(text_of(IOS), IOS)


def test_stall_stops_in_the_middle_and_keeps_the_session() -> None:
    with lab([device(IOS, fault="stall")]) as running:
        session = connect(running, IOS)
        with pytest.raises(ReadTimeout):
            collected(session, IOS, wait=WAIT)
        assert session.is_alive()
        session.paramiko_cleanup()


def test_drop_closes_in_the_middle() -> None:
    with lab([device(IOS, fault="drop")]) as running:
        session = connect(running, IOS)
        with pytest.raises((OSError, ReadTimeout, EOFError)):
            collected(session, IOS, wait=WAIT)
        assert not session.is_alive()


@pytest.mark.parametrize("platform", [IOS, "hp_procurve", "fortinet"])
def test_truncated_stops_early_and_the_prompt_comes_back(platform: str) -> None:
    with (
        lab([device(platform, fault="truncated")]) as running,
        connect(running, platform) as session,
    ):
        said = collected(session, platform)
        assert session.find_prompt().strip()
    whole = text_of(platform)
    assert len(whole) * 0.5 < len(said) < len(whole) * 0.7
    assert whole.splitlines()[-1] not in said.splitlines()[-1:]


def test_garbage_stands_in_the_middle() -> None:
    with lab([device(IOS, fault="garbage")]) as running, connect(running, IOS) as session:
        said = collected(session, IOS)
    assert "\0" in said
    assert said.rstrip().endswith("end")


def test_hostkey_shows_another_key_than_the_one_on_record() -> None:
    with lab([device(IOS, fault="hostkey"), device("fortinet")]) as running:
        assert _shown(running.port(IOS)) != running.host_key(IOS)
        assert _shown(running.port("fortinet")) == running.host_key("fortinet")
        assert f"[127.0.0.1]:{running.port(IOS)} {running.host_key(IOS)}\n" in running.known_hosts()


def _shown(port: int) -> str:
    transport = paramiko.Transport(("127.0.0.1", port))
    transport.connect(username=LOGIN["username"], password=LOGIN["password"])
    key = transport.get_remote_server_key()
    transport.close()
    return f"{key.get_name()} {key.get_base64()}"


@pytest.mark.parametrize("platform", [IOS, "hp_procurve", "fortinet"])
def test_prompt_is_another_device_that_answers(platform: str) -> None:
    with (
        lab([device(platform, fault="prompt")]) as running,
        connect(running, platform) as session,
    ):
        assert session.find_prompt().startswith("spare-sw9")
        assert "spare-sw9" in collected(session, platform)


@pytest.mark.parametrize(
    ("platform", "words"),
    [
        (IOS, "% Authorization failed"),
        ("hp_procurve", "Invalid input"),
        ("fortinet", "Command fail. Return code"),
    ],
)
def test_error_is_all_that_is_said(platform: str, words: str) -> None:
    with (
        lab([device(platform, fault="error")]) as running,
        connect(running, platform) as session,
    ):
        said = collected(session, platform)
    assert words in said
    assert said.count("\n") < 5


@pytest.mark.parametrize(
    ("platform", "words"),
    [(IOS, "--More--"), ("hp_procurve", "-- MORE --"), ("fortinet", "--More--")],
)
def test_pager_goes_on_paging(platform: str, words: str) -> None:
    with lab([device(platform, fault="pager")]) as running:
        session = connect(running, platform)
        with pytest.raises(ReadTimeout):
            collected(session, platform, wait=WAIT)
        session.write_channel(" ")
        time.sleep(0.3)
        assert words in session.read_channel()
        session.paramiko_cleanup()


def test_shares_are_by_number_by_percent_and_from_the_end() -> None:
    names = [f"sw{n}" for n in range(1, 41)]
    given = share_out("refused=2, auth,slow=5%", names)
    assert given["sw40"] is given["sw39"] is Fault.REFUSED
    assert given["sw38"] is Fault.AUTH
    assert [n for n, f in given.items() if f is Fault.SLOW] == ["sw37", "sw36"]
    assert share_out("", names) == {}


@pytest.mark.parametrize(
    ("spec", "sentence"),
    [
        ("refusd=1", "did you mean refused"),
        ("flood", "known are refused"),
        ("slow=many", "no fault with a share"),
        ("slow=5,auth=2", "more faulty devices than the 6"),
    ],
)
def test_a_bad_share_says_what_to_write(spec: str, sentence: str) -> None:
    with pytest.raises(UserError, match=sentence):
        share_out(spec, list("abcdef"))
