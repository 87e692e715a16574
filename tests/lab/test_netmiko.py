"""Netmiko's own drivers log in, collect exactly, change and read back."""

from __future__ import annotations

import pytest

from schoolproof import platforms
from schoolproof.lab import lab
from schoolproof.lab.shells import names
from tests.lab.devices import CASES, clean, collected, connect, device, text_of, tidy

PLATFORMS = sorted(CASES)


def test_there_is_a_case_for_each_platform_with_a_shell() -> None:
    assert list(names()) == PLATFORMS == list(platforms.names())


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_long_configuration_arrives_byte_for_byte(platform: str) -> None:
    with lab([device(platform)]) as running, connect(running, platform) as session:
        said = collected(session, platform)
        again = collected(session, platform)
    assert clean(said, platform) == clean(text_of(platform), platform)
    assert clean(said, platform) == clean(again, platform)
    if platform != "fortinet":  # which encrypts anew what it shows
        assert tidy(said, platform) == tidy(text_of(platform), platform)
    assert running.logins(platform) == 1


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_change_is_shown_and_saved_when_told(platform: str) -> None:
    case = CASES[platform]
    with lab([device(platform)]) as running, connect(running, platform) as session:
        session.send_config_set(case["commands"])
        said = collected(session, platform)
        for wanted in case["after"]:
            assert wanted in f"{said}\n"
        assert clean(said, platform) == clean(running.text(platform), platform)
        if case["saved"]:
            before = session.send_command(case["saved"], read_timeout=30)
            assert case["after"][0] not in before
            session.send_command_timing(case["save"])
            after = session.send_command(case["saved"], read_timeout=30)
            assert case["after"][0] in after
    assert running.startup(platform) == running.text(platform)


@pytest.mark.parametrize("platform", PLATFORMS)
def test_a_wrong_command_is_refused_in_the_devices_words(platform: str) -> None:
    case = CASES[platform]
    with lab([device(platform)]) as running, connect(running, platform) as session:
        assert case["refused"] in session.send_command(case["wrong"])
        said = session.send_config_set([case["wrong"]])
        assert case["refused"] in said
    assert running.text(platform) == text_of(platform)


@pytest.mark.parametrize("platform", ["cisco_ios", "hp_procurve"])
def test_privileged_mode_needs_its_own_secret(platform: str) -> None:
    with lab([device(platform)]) as running, pytest.raises(ValueError, match="enable mode"):
        connect(running, platform, secret="wrong")  # noqa: S106  wrong on purpose


def test_a_fortigate_encrypts_its_secrets_anew_at_each_display() -> None:
    with lab([device("fortinet")]) as running, connect(running, "fortinet") as session:
        first = str(session.send_command("show", read_timeout=30))
        second = str(session.send_command("show", read_timeout=30))
    assert first != second
    assert len(first.splitlines()) == len(second.splitlines())
