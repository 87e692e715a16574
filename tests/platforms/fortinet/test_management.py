import pytest

from schoolproof.errors import UnknownFact
from schoolproof.model import Secret

from .reading import HERE, case, device_of


def prefixes(nets: object) -> list[str]:
    assert isinstance(nets, tuple)
    return [str(net) for net in nets]


def test_servers_are_on_where_an_enabled_interface_answers() -> None:
    device = case("management")
    assert (device.ssh_server.enabled, device.ssh_server.lines["enabled"]) == (True, 44)
    assert device.https_server.enabled
    assert not device.telnet_server.enabled
    assert not device.http_server.enabled


def test_without_interfaces_nothing_is_known_of_servers() -> None:
    with pytest.raises(UnknownFact):
        _ = device_of("config system global\nend\n").telnet_server


def test_telnet_is_off_as_a_whole_by_its_switch() -> None:
    telnet = case("full_configuration").telnet_server
    assert (telnet.enabled, telnet.lines["enabled"]) == (False, 9)
    assert case("management_vdoms").telnet_server.enabled


def test_tls_and_ssh_algorithms() -> None:
    assert case("management").https_server.tls_min == "1.2"
    assert case("full_configuration").https_server.tls_min == "1.1"
    ssh = case("interfaces_sdwan").ssh_server
    assert (ssh.strong_crypto, ssh.ciphers) == (False, frozenset({"aes256-ctr", "aes128-cbc"}))
    assert "ciphers" not in case("full_configuration").ssh_server.lines
    assert "aes256-ctr" in case("management").ssh_server.ciphers


def test_sessions_end_and_a_profile_may_say_when() -> None:
    terminals = case("management").terminals
    assert terminals["sessions"].idle_timeout_s == 600
    own = terminals["profile auditor"]
    assert (own.idle_timeout_s, own.lines["idle_timeout_s"], own.reachable) == (3600, 29, True)
    assert case("full_configuration").terminals["console"].idle_timeout_s == 120


def test_administrators() -> None:
    users = case("management").users
    provider, auditor, remote = users["provider"], users["auditor"], users["radius-admins"]
    assert (provider.privilege, provider.administrator, provider.two_factor) == (
        "super_admin",
        True,
        True,
    )
    assert prefixes(provider.trusted_hosts) == ["192.0.2.64/28", "10.20.10.0/24"]
    assert prefixes(provider.trusted_hosts6) == ["2001:db8:20:10::/64"]
    assert (auditor.administrator, auditor.two_factor) == (False, False)
    assert remote.remote
    assert [u.hash_kind for u in users] == ["pbkdf2", "sha256", "sha256"]


def test_an_administrator_without_a_password_has_the_empty_one() -> None:
    user = case("interfaces_sdwan").users["admin"]
    assert (user.hash_kind, user.secret) == ("none", Secret("clear", "default"))


def test_hash_and_secret_come_from_the_token() -> None:
    users = case("tricky_values").users
    assert users["helpdesk"].hash_kind == "sha256"
    assert users["admin"].secret == Secret("enc", "ok")


def test_a_profile_that_the_text_lacks_leaves_the_power_unknown() -> None:
    with pytest.raises(UnknownFact):
        _ = case("tricky_values").users["helpdesk"].administrator


def test_an_empty_slot_among_trusted_hosts_opens_nothing() -> None:
    assert prefixes(case("tricky_values").users["admin"].trusted_hosts) == ["10.60.1.0/24"]
    assert case("full_configuration").users["admin"].trusted_hosts == ()


def test_one_administrator_without_trusted_hosts_opens_all() -> None:
    closed = case("management").management_access
    assert prefixes(closed["ssh"].sources) == ["192.0.2.64/28", "10.20.10.0/24"]
    assert closed["ssh"].sources6 == ()
    assert closed["https"].sources6 is None
    assert case("management_vdoms").management_access["ssh"].sources is None


def test_local_in_policies_close_what_trusted_hosts_leave_open() -> None:
    text = (HERE / "samples" / "login_limits.cfg").read_text(encoding="utf-8")
    assert prefixes(device_of(text).management_access["https"].sources) == ["10.1.0.0/24"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('set service "ALL"', 'set service "PING"'),
        ('set service "ALL"', 'set service "ALL"\nset status disable'),
        ('edit 2\n        set intf "any"', 'edit 2\n        set intf "lan"'),
        ('set srcaddr "office"', 'set srcaddr "nobody-knows"'),
        ("edit 2", "edit 2\nset srcaddr-negate enable"),
        # a list of the vendor's lets in whom nobody knows
        ('set srcaddr "office"', "set internet-service-src enable"),
        # at other times it refuses nobody
        ('"ALL"\n        set schedule "always"', '"ALL"\n        set schedule "lessons"'),
    ],
)
def test_a_local_in_policy_that_does_not_close_all_leaves_it_open(old: str, new: str) -> None:
    text = (HERE / "samples" / "login_limits.cfg").read_text(encoding="utf-8")
    assert old in text
    assert device_of(text.replace(old, new)).management_access["https"].sources is None


def test_local_in_policies_follow_the_port_that_was_moved() -> None:
    text = (HERE / "samples" / "login_limits.cfg").read_text(encoding="utf-8")
    moved = "config system global\nset admin-sport 8443\nend\n" + text
    # the accept is for 443 and the deny for all, so nobody reaches 8443
    assert device_of(moved).management_access["https"].sources == ()


def test_methods_follow_the_groups_of_remote_administrators() -> None:
    aaa = case("management").aaa
    assert (aaa.login_methods, aaa.accounting_commands) == (("radius", "local"), True)
    assert case("management_vdoms").aaa.login_methods == ("local",)


def test_servers_of_one_object_are_rows_of_their_own() -> None:
    rows = case("management").radius_servers
    assert {key: row.address for key, row in rows.items()} == {
        "nps": "10.20.60.31",
        "nps secondary": "10.20.60.32",
    }
    assert rows["nps"].accounting
    tacacs = case("management_vdoms").radius_servers["pupils/tac"]
    assert (tacacs.protocol, tacacs.address) == ("tacacs", "10.30.60.50")


def test_snmp() -> None:
    snmp = case("management").snmp
    assert (snmp.enabled, list(dict(snmp.communities.items()))) == (True, ["1"])
    assert snmp.communities["1"].acl == "10.20.60.20/32"
    assert {u.name: u.level for u in snmp.users} == {"monitor": "priv", "legacy": "auth"}
    assert (snmp.users["monitor"].auth_protocol, snmp.users["monitor"].priv_protocol) == (
        "sha256",
        "aes256",
    )
    assert snmp.trap_targets == ("10.20.60.20",)
    assert not device_of("").snmp.enabled


def test_logs_go_to_every_collector_that_is_on() -> None:
    logging = case("management").logging
    assert logging.hosts == ("10.20.60.40", "10.20.60.41")
    assert logging.severity == "informational"
    assert (logging.configuration_changes, logging.lines["login_failure"]) == (False, 188)
    assert case("full_configuration").logging.hosts == ()
    assert case("full_configuration").logging.login_failure


def test_a_vdom_that_overrides_the_collectors_and_names_none_sends_nothing() -> None:
    logging = case("management_vdoms").logging
    assert (logging.hosts, logging.lines["hosts"]) == ((), 62)


def test_alerts_are_mailed_by_a_stitch_that_names_an_address() -> None:
    assert case("management").firewall.logging.alerts
    assert not case("management_vdoms").firewall.logging.alerts


def test_services_that_no_school_needs() -> None:
    services = case("management").services
    assert {s.name: s.enabled for s in services} == {
        "auto-install-config": True,
        "auto-install-image": False,
        "fgfm": True,
    }
    managed = "config system central-management\nset type fortimanager\nend\n"
    text = managed + "config system interface\nedit a\nset allowaccess fgfm\nnext\nend\n"
    assert "fgfm" not in device_of(text).services
