"""Facts of the management plane, with the line that decides each."""

from __future__ import annotations

from ipaddress import ip_network
from pathlib import Path

import pytest

from schoolproof.errors import UnknownFact
from schoolproof.model import Device, line_of
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
def hard() -> Device:
    return load("management_hard")


@pytest.fixture
def soft() -> Device:
    return load("management_soft")


def line(device: Device, start: str) -> int:
    lines = device.native_text.splitlines()
    return next(n for n, text in enumerate(lines, 1) if text.strip().startswith(start))


def test_the_boot_image_of_the_running_train_says_the_release(hard: Device) -> None:
    assert hard.firmware.version == "17.09.05"
    assert hard.firmware.model == "c9200l-24p-4g"
    assert line_of(hard, "firmware.version") == line(hard, "boot system")


def test_text_of_a_banner_is_no_configuration(hard: Device) -> None:
    assert "line vty 0 4 is text" in hard.banner.login
    assert [t.name for t in hard.terminals] == ["con 0", "aux 0", "vty 0 4", "vty 5 15", "web"]


def test_motd_is_not_shown_before_login(soft: Device) -> None:
    assert soft.banner.login == ""


def test_terminals(hard: Device, soft: Device) -> None:
    terminals = hard.terminals
    assert terminals["con 0"].idle_timeout_s == 330
    assert terminals["con 0"].login == "CONSOLE"
    assert not terminals["aux 0"].reachable
    assert terminals["vty 0 4"].acl_in == "MGMT"
    assert terminals["vty 0 4"].acl6_in == "MGMT6"
    assert not terminals["vty 5 15"].reachable
    assert terminals["vty 5 15"].idle_timeout_s == 600
    assert terminals["web"].idle_timeout_s == 600
    assert soft.terminals["con 0"].idle_timeout_s == 0
    assert soft.terminals["con 0"].login is None
    assert soft.terminals["vty 5 15"].login == "local"
    password = soft.terminals["vty 0 4"].password
    assert password
    assert password.strength == "weak"


def test_telnet_over_all_ranges(hard: Device, soft: Device) -> None:
    assert not hard.telnet_server.enabled
    assert soft.telnet_server.enabled
    assert line_of(soft, "telnet_server.enabled") == line(soft, "line vty 0 4")


def test_ssh(hard: Device, soft: Device) -> None:
    assert hard.ssh_server.enabled
    assert hard.ssh_server.protocol_version == "2"
    assert hard.ssh_server.ciphers == {"aes256-gcm@openssh.com", "aes256-ctr"}
    assert hard.ssh_server.timeout_s == 60
    assert soft.ssh_server.protocol_version == "1.99"
    with pytest.raises(UnknownFact):
        _ = soft.ssh_server.macs


def test_web_servers(hard: Device, soft: Device) -> None:
    assert not hard.http_server.enabled
    assert hard.https_server.tls_min == "1.2"
    assert soft.http_server.enabled
    assert not soft.https_server.enabled


def test_who_decides_on_logins(hard: Device, soft: Device) -> None:
    assert hard.aaa.login_methods == ("tacacs", "local")
    assert hard.aaa.console_methods == ("local",)
    assert line_of(hard, "aaa.login_methods") == line(hard, "aaa authentication login default")
    assert hard.aaa.accounting_commands
    assert not soft.aaa.enabled
    assert soft.aaa.login_methods == ("line",)
    assert soft.aaa.console_methods == ("none",)


def test_accounts(hard: Device, soft: Device) -> None:
    assert hard.users["ql-breakglass"].hash_kind == "type9"
    assert hard.enable_hash_kind == "type9"
    assert soft.users["admin"].hash_kind == "type7"
    assert soft.users["admin"].administrator
    assert soft.users["helper"].privilege == "1"
    assert soft.users["guest"].hash_kind == "none"
    assert soft.enable_hash_kind == "type7"
    assert soft.enable_secret
    assert soft.enable_secret.fingerprint == "aaaaaaaa"


def test_password_rules_count_for_the_accounts_that_name_them(hard: Device, soft: Device) -> None:
    assert hard.password_policy.min_length == 14
    assert not hard.password_policy.complexity
    assert soft.password_policy.min_length == 0


def test_lock_out(hard: Device, soft: Device) -> None:
    assert (hard.login_lock.max_attempts, hard.login_lock.lockout_s) == (5, 300)
    assert soft.login_lock.max_attempts == 0


def test_servers(hard: Device) -> None:
    assert [s.name for s in hard.radius_servers] == ["ql-tac-1", "ql-tac-2", "ql-rad-1"]
    server = hard.radius_servers["ql-rad-1"]
    assert server.address == "10.40.60.7"
    assert server.secret.strength == "weak"
    assert server.accounting


def test_snmp(hard: Device, soft: Device) -> None:
    assert hard.snmp.groups["QL-MON"].level == "priv"
    assert not hard.snmp.communities
    assert hard.snmp.trap_targets == ("10.40.60.30",)
    assert [c.writable for c in soft.snmp.communities] == [False, True]
    assert [c.acl for c in soft.snmp.communities] == [None, "12"]
    assert not soft.snmp.users_known


def test_logging(hard: Device, soft: Device) -> None:
    assert hard.logging.hosts == ("10.40.60.20", "10.40.60.21")
    assert hard.logging.severity == "notice"
    assert hard.logging.configuration_changes
    assert hard.logging.login_failure
    assert soft.logging.hosts == ()
    assert soft.logging.severity == "warning"
    assert not soft.logging.timestamps


def test_time(hard: Device, soft: Device) -> None:
    assert hard.ntp.servers == ("10.40.60.11", "10.40.60.12")
    assert hard.ntp.authentication
    assert hard.clock.uk
    assert not soft.ntp.authentication
    assert not soft.clock.uk


def test_services(hard: Device, soft: Device) -> None:
    assert not [s.name for s in hard.services if s.enabled]
    on = {s.name for s in soft.services if s.enabled}
    assert on == {"finger", "tftp", "pad", "bootp", "source-route", "smart-install"}


def test_from_where_management_answers(hard: Device, soft: Device) -> None:
    rows = hard.management_access
    expected = (ip_network("10.40.10.0/24"), ip_network("192.0.2.64/28"))
    assert rows["ssh"].sources == rows["https"].sources == rows["snmp"].sources == expected
    assert rows["ssh"].sources6 == (ip_network("2001:db8:10::/64"),)
    assert rows["https"].sources6 is None
    assert soft.management_access["ssh"].sources is None
    assert soft.management_access["snmp"].sources is None


def test_a_part_of_a_text_leaves_the_rest_unknown() -> None:
    bare = load("management_bare")
    for fact in ("telnet_server", "http_server", "https_server", "terminals"):
        with pytest.raises(UnknownFact):
            getattr(bare, fact)
    with pytest.raises(UnknownFact):
        _ = bare.aaa.login_methods


def test_a_raw_community_never_becomes_a_fact() -> None:
    platform = platform_named("cisco_ios")
    text = (SAMPLES.parent / "management_factory" / "raw.cfg").read_text()
    device = Device()
    platform.read(platform.grammar.parse(text), device)
    assert len(device.snmp.communities) == 2
    assert not [path for path, value, _ in device.facts() if "Quarry-Write" in f"{path} {value}"]
