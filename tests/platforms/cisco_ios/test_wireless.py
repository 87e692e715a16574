"""Facts of Catalyst 9800: wireless networks by what puts them on air, and the controller."""

from __future__ import annotations

from pathlib import Path

import pytest

from schoolproof.errors import UnknownFact
from schoolproof.model import Device
from schoolproof.platforms import platform_named

SAMPLES = Path(__file__).parent / "samples"


def load(name: str) -> Device:
    platform = platform_named("cisco_ios")
    device = Device()
    text = (SAMPLES / f"{name}.cfg").read_text()
    assert platform.read(platform.grammar.parse(text), device) == []
    device.put(None, native_text=text)
    return device


@pytest.fixture
def controller() -> Device:
    return load("wireless")


def test_on_air_needs_a_tag_and_an_open_policy(controller: Device) -> None:
    enabled = {s.profile for s in controller.ssids if s.enabled}
    assert enabled == {"QL-Pupil", "QL-Guest", "QL-BYOD"}
    assert not controller.ssids["QL-Old"].enabled
    assert controller.ssids["QL-Free"].policy is None


def test_a_wlan_with_two_policies_is_two_networks(controller: Device) -> None:
    pupil = [s for s in controller.ssids if s.profile == "QL-Pupil"]
    assert [(s.policy, s.vlan) for s in pupil] == [("QL-PUPIL", 30), ("QL-GUEST", 90)]


@pytest.mark.parametrize(
    ("profile", "authentication", "versions", "mfp"),
    [
        ("QL-Pupil", "enterprise", {2, 3}, "optional"),
        ("QL-Guest", "open", set(), "disabled"),
        ("QL-BYOD", "sae", {3}, "required"),
        ("QL-Old", "psk", {1, 2}, "disabled"),
        ("QL-New", "enterprise", {2}, "disabled"),
        ("QL-Free", "owe", {3}, "required"),
    ],
)
def test_security(
    controller: Device, profile: str, authentication: str, versions: set[int], mfp: str
) -> None:
    ssid = controller.ssids[profile]
    assert ssid.authentication == authentication
    assert ssid.wpa_versions == versions
    assert ssid.mfp == mfp


def test_ciphers(controller: Device) -> None:
    assert controller.ssids["QL-Old"].ciphers == {"tkip", "aes-ccmp"}
    assert controller.ssids["QL-Guest"].ciphers == frozenset()
    assert controller.ssids["QL-BYOD"].ciphers == {"aes-ccmp"}


def test_guests(controller: Device) -> None:
    guest = controller.ssids["QL-Guest"]
    assert guest.name == "QL Guest"
    assert guest.portal
    assert guest.station_isolation
    assert guest.session_timeout_s == 36000


def test_local_switching_takes_the_number_of_the_flex_profile(controller: Device) -> None:
    byod = controller.ssids["QL-BYOD"]
    text = controller.native_text.splitlines()
    assert byod.vlan == 95
    assert text[(byod.lines["vlan"] or 0) - 1].strip() == "vlan-id 95"


def test_radius_of_a_wlan(controller: Device) -> None:
    pupil = controller.ssids["QL-Pupil"]
    assert pupil.radius_servers == ("ql-rad-1", "ql-rad-2")
    assert pupil.accounting
    assert pupil.vlan_by_radius
    assert not controller.ssids["QL-BYOD"].accounting


def test_the_controller(controller: Device) -> None:
    wireless = controller.wireless
    assert not wireless.management_over_wireless
    assert wireless.rogue_detection
    assert not wireless.rogue_containment
    assert wireless.country == "GB"
    assert wireless.min_rate_mbps == 12


def test_join_profiles(controller: Device) -> None:
    own, factory = controller.ap_profiles["QL-AP"], controller.ap_profiles["default-ap-profile"]
    assert (own.ssh, own.telnet, own.username) == (True, False, "ql-aplogin")
    assert own.password.fingerprint == "87654321"
    assert (factory.ssh, factory.telnet, factory.username) == (False, True, "Cisco")


def test_the_default_tag_may_carry_low_numbers_without_saying_so() -> None:
    loose = load("wireless_loose")
    with pytest.raises(UnknownFact):
        _ = loose.ssids["QL-Hall"].enabled
    assert not loose.ssids["QL-Far"].enabled
    assert loose.wireless.management_over_wireless
    assert loose.wireless.rogue_containment
    assert not loose.wireless.rogue_detection
    assert loose.wireless.min_rate_mbps == 1


def test_a_switch_is_no_controller() -> None:
    switch = load("management_hard")
    for fact in ("ssids", "wireless", "ap_profiles"):
        with pytest.raises(UnknownFact):
            getattr(switch, fact)
