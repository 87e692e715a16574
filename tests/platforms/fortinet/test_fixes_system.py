"""Every fix is put to the device's own text, and the fact must then be what was wanted."""

from ipaddress import ip_network
from typing import Any

import pytest

from schoolproof.model import Device, read

from .reading import FORTINET, case, mended

SOURCES = (ip_network("10.20.10.0/24"), ip_network("192.0.2.64/28"))
DEVICE_FACTS: list[tuple[str, str, Any]] = [
    ("management", "login_lock.max_attempts", 5),
    ("management", "login_lock.lockout_s", 900),
    ("wireless", "clock.uk", True),
    ("management_vdoms", "clock.uk", True),
    ("full_configuration", "clock.uk", True),
    ("wireless", "ntp.enabled", True),
    ("management", "ntp.servers", ("10.40.60.11", "ntp.example.org")),
    ("full_configuration", "password_policy.min_length", 12),
    ("full_configuration", "auto_update.signature_hours", 1),
    ("full_configuration", "auto_update.enabled", False),
    ("management", "auto_update.firmware", False),
    ("wireless", "logging.hosts", ("10.40.60.40", "10.40.60.41")),
    ("wireless", "logging.severity", "informational"),
    ("management", "logging.configuration_changes", True),
    ("management", "logging.login_failure", True),
    ("management", "aaa.accounting_commands", False),
    ("management_vdoms", "telnet_server.enabled", False),
    ("full_configuration", "http_server.enabled", False),
    ("full_configuration", "https_server.tls_min", "1.2"),
    ("interfaces_sdwan", "ssh_server.strong_crypto", True),
    ("interfaces_sdwan", "ssh_server.ciphers", frozenset({"aes256-ctr"})),
    ("management", "ssh_server.macs", frozenset({"hmac-sha2-512"})),
    ("management", "ssh_server.kex", frozenset({"curve25519-sha256@libssh.org"})),
    ("management", "ssh_server.protocol_version", "2"),
    ("management", "snmp.enabled", False),
    ("wireless", "wireless.management_over_wireless", False),
    ("wireless", "wireless.rogue_detection", True),
    ("interfaces_sdwan", "firewall.ha.session_pickup", True),
]


@pytest.mark.parametrize(("name", "fact", "wanted"), DEVICE_FACTS)
def test_facts_of_the_device(name: str, fact: str, wanted: Any) -> None:
    device = case(name)
    assert read(mended(device, device, fact, wanted), fact) == wanted


def test_a_banner_is_switched_on() -> None:
    device = case("wireless")
    assert mended(device, device.banner, "login", True).banner.login


def test_sessions_of_all_and_of_one_profile() -> None:
    device = case("management")
    for key in ("sessions", "console", "profile auditor"):
        after = mended(device, device.terminals[key], "idle_timeout_s", 300)
        assert after.terminals[key].idle_timeout_s == 300


def test_services_of_an_interface() -> None:
    device = case("interfaces_sdwan")
    after = mended(device, device.interfaces["wan1"], "admin_access", frozenset({"ping"}))
    assert after.interfaces["wan1"].admin_access == {"ping"}
    device = case("management")
    after = mended(device, device.interfaces["internal1"], "admin_access6", frozenset())
    assert after.interfaces["internal1"].admin_access6 == frozenset()


def test_in_a_text_with_vdoms_the_device_part_stands_in_config_global() -> None:
    device = case("management_vdoms")
    commands = FORTINET.fixes.commands(device, device, "telnet_server.enabled", False)
    assert (commands[0], commands[-1]) == ("config global", "end")


def test_services_by_name() -> None:
    device = case("management")
    for name in ("fgfm", "auto-install-config"):
        after = mended(device, device.services[name], "enabled", False)
        assert not after.services[name].enabled


def test_trusted_hosts() -> None:
    device = case("interfaces_sdwan")
    after = mended(device, device.users["admin"], "trusted_hosts", SOURCES)
    assert after.users["admin"].trusted_hosts == SOURCES
    six = (ip_network("2001:db8::/64"),)
    after = mended(device, device.users["admin"], "trusted_hosts6", six)
    assert after.users["admin"].trusted_hosts6 == six


def test_sources_of_management_close_every_open_account() -> None:
    device = case("management_vdoms")
    after = mended(device, device.management_access["ssh"], "sources", SOURCES)
    assert after.management_access["ssh"].sources == SOURCES


def test_accounts() -> None:
    device = case("management")
    assert mended(device, device.users["auditor"], "two_factor", True).users["auditor"].two_factor
    assert "auditor" not in mended(device, device.users["auditor"], "absent", True).users


def test_no_fix_holds_a_secret() -> None:
    device = case("management")
    user, snmp = device.users["auditor"], device.snmp.users["legacy"]
    for subject, fact in ((user, "secret"), (snmp, "level")):
        text = "\n".join(FORTINET.fixes.commands(device, subject, fact, "priv"))
        assert "{{ secrets." in text
        assert "planted" not in text


def test_snmp() -> None:
    device = case("management")
    after = mended(device, device.snmp.users["legacy"], "level", "priv")
    assert after.snmp.users["legacy"].level == "priv"
    after = mended(device, device.snmp.communities["1"], "absent", True)
    assert len(after.snmp.communities) == 0
    assert "legacy" not in mended(device, device.snmp.users["legacy"], "absent", True).snmp.users


VAP_FACTS: list[tuple[str, str, Any]] = [
    ("guest", "mfp", "required"),
    ("guest", "station_isolation", False),
    ("things", "ciphers", frozenset({"aes-ccmp"})),
    ("things", "wpa_versions", frozenset({2, 3})),
    ("pupils", "wpa_versions", frozenset({2, 3})),
    ("oldnet", "authentication", "enterprise"),
    ("guest", "vlan", 90),
    ("things", "portal", True),
]


@pytest.mark.parametrize(("profile", "fact", "wanted"), VAP_FACTS)
def test_facts_of_a_network(profile: str, fact: str, wanted: Any) -> None:
    device = case("wireless")
    after = mended(device, device.ssids[profile], fact, wanted)
    assert read(after.ssids[profile], fact) == wanted


def test_a_network_of_a_vdom_is_mended_in_its_vdom() -> None:
    device = case("management_vdoms")
    after = mended(device, device.ssids["pupils/guest"], "station_isolation", True)
    assert after.ssids["pupils/guest"].station_isolation


def test_zones_of_a_vdom_that_is_opened_twice() -> None:
    device = case("management_vdoms")
    after = mended(device, device.firewall.zones["pupils/lan"], "intrazone_deny", True)
    assert after.firewall.zones["pupils/lan"].intrazone_deny
    assert after.firewall.zones["pupils/lan"].interfaces == ("port1", "port2")


def test_zones() -> None:
    device = case("interfaces_sdwan")
    after = mended(device, device.firewall.zones["open"], "intrazone_deny", True)
    assert after.firewall.zones["open"].intrazone_deny
    assert after.firewall.zones["open"].interfaces == ("loop",)


def test_access_points() -> None:
    device = case("wireless")
    after = mended(device, device.ap_profiles["Classroom"], "telnet", False)
    assert (after.ap_profiles["Classroom"].telnet, after.ap_profiles["Classroom"].ssh) == (
        False,
        True,
    )


def test_a_fix_touches_no_other_fact() -> None:
    device = case("management")
    after = mended(device, device, "login_lock.lockout_s", 900)
    ours = {path: value for path, value, _ in facts(device)}
    theirs = {path: value for path, value, _ in facts(after)}
    changed = {path for path in ours | theirs if ours.get(path) != theirs.get(path)}
    assert changed == {"login_lock.lockout_s"}


def facts(device: Device) -> list[tuple[str, Any, int | None]]:
    return [row for row in device.facts() if row[0] != "native_text"]
