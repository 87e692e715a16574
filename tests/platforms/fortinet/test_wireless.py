from schoolproof.model import Secret

from .reading import case, device_of, text_of


def test_security_modes() -> None:
    ssids = case("wireless").ssids
    modes = {
        s.profile: (s.authentication, sorted(s.wpa_versions), sorted(s.ciphers)) for s in ssids
    }
    assert modes == {
        "staff": ("enterprise", [3], ["aes-ccmp"]),
        "pupils": ("enterprise", [2], ["aes-ccmp"]),
        "guest": ("psk", [2], ["aes-ccmp"]),
        "things": ("psk", [2], ["aes-ccmp", "tkip"]),
        "modern": ("sae", [3], ["aes-ccmp"]),
        "oldnet": ("wep", [], []),
    }


def test_protected_frames_are_unknown_only_where_wpa3_leaves_them_out() -> None:
    ssids = case("wireless").ssids
    assert (ssids["staff"].mfp, ssids["pupils"].mfp, ssids["guest"].mfp) == (
        "required",
        "optional",
        "disabled",
    )
    assert "mfp" not in ssids["modern"].lines


def test_a_mode_that_nobody_knows_leaves_the_facts_unset() -> None:
    text = text_of("wireless").replace("wpa3-sae\n", "wpa9-quantum\n")
    assert not {"authentication", "wpa_versions"} & set(device_of(text).ssids["modern"].lines)


def test_networks_on_air() -> None:
    on_air = {s.profile: s.enabled for s in case("wireless").ssids}
    assert on_air == {
        "staff": True,
        "pupils": True,
        "guest": True,
        "things": True,
        "modern": True,
        "oldnet": False,
    }


def test_a_bridged_network_needs_a_radio_that_names_it() -> None:
    text = text_of("wireless").replace(' "pupils" "guest"', "")
    assert not device_of(text).ssids["pupils"].enabled


def test_a_profile_that_no_access_point_uses_carries_nothing() -> None:
    text = text_of("wireless").replace('set wtp-profile "Classroom"', 'set wtp-profile "Hall"')
    ssids = device_of(text).ssids
    assert (ssids["pupils"].enabled, ssids["staff"].enabled) == (True, False)


def test_vlans_and_isolation() -> None:
    ssids = case("wireless").ssids
    assert (ssids["staff"].vlan, ssids["staff"].vlan_by_radius) == ("staff", True)
    assert ssids["pupils"].vlan == 30
    assert (ssids["guest"].station_isolation, ssids["things"].station_isolation) == (True, False)
    assert (ssids["guest"].portal, ssids["guest"].session_timeout_s) == (True, 3600)


def test_radius_by_server_and_by_group() -> None:
    ssids = case("wireless").ssids
    assert (ssids["staff"].radius_servers, ssids["staff"].accounting) == (("nps1",), True)
    assert (ssids["pupils"].radius_servers, ssids["pupils"].accounting) == (
        ("nps1", "nps2"),
        False,
    )


def test_the_key_is_known_by_its_token() -> None:
    text = text_of("wireless").replace("planted0passphrase1guest", "<redacted:psk:weak:3f9a61c2>")
    assert device_of(text).ssids["guest"].psk == Secret("psk", "weak", "3f9a61c2")


def test_access_point_profiles() -> None:
    profiles = case("wireless").ap_profiles
    assert (profiles["Classroom"].ssh, profiles["Classroom"].telnet) == (True, True)
    assert not profiles["Hall"].ssh
    assert profiles["Hall"].password == Secret("clear", "default")


def test_the_controller() -> None:
    wireless = case("wireless").wireless
    assert (wireless.management_over_wireless, wireless.rogue_detection) == (True, True)
    assert (wireless.country, wireless.rogue_containment) == ("GB", False)


def test_a_firewall_without_wireless_has_no_controller() -> None:
    device = case("management")
    assert len(device.ssids) == 0
    assert "wireless" not in device.lines
