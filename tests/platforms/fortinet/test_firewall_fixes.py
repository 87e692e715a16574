from typing import Any

import pytest

from schoolproof.model import Facts

from .reading import FORTINET, case, mended

TABLES = {
    "policy": "policies",
    "web": "web_filters",
    "dns": "dns_filters",
    "apps": "app_controls",
    "tls": "tls_inspections",
    "ips": "ips_sensors",
    "av": "antivirus_profiles",
    "dos": "dos_policies",
    "local": "local_in_policies",
    "vpn": "vpn_tunnels",
    "ssl": "ssl_vpns",
}
POLICIES, PROFILES = "firewall_policies", "firewall_profiles"
VDOMS, BASED = "firewall_vdoms", "firewall_policy_based"


def subject_of(device: Any, table: str, key: str) -> Facts:
    row: Facts = getattr(device.firewall, TABLES[table])[key]
    return row


@pytest.mark.parametrize(
    ("name", "table", "key", "fact", "wanted"),
    [
        (POLICIES, "policy", "3", "profiles_active", True),
        (POLICIES, "policy", "3", "web_filter", "Pupil"),
        (POLICIES, "policy", "7", "app_control", "default"),
        (POLICIES, "policy", "3", "tls_inspection", "deep-inspection"),
        (POLICIES, "policy", "12", "log", "all"),
        (POLICIES, "policy", "9", "enabled", True),
        (POLICIES, "policy", "7", "inspection_mode", "flow"),
        (POLICIES, "policy", "7", "action", "deny"),
        (POLICIES, "policy", "3", "comment", "REQ-9 staff"),
        (POLICIES, "dos", "1", "enabled", False),
        (POLICIES, "local", "3", "enabled", True),
        (POLICIES, "vpn", "supplier", "aggressive", False),
        (POLICIES, "vpn", "supplier", "proposals", ("aes256-sha256",)),
        (POLICIES, "vpn", "supplier", "dh_groups", frozenset({14})),
        (POLICIES, "ssl", "ssl", "enabled", False),
        (POLICIES, "ssl", "ssl", "tls_min", "1.2"),
        (BASED, "policy", "2", "antivirus", "school"),
        (BASED, "policy", "5", "log", "none"),
        (PROFILES, "web", "Pupil", "unrated", "monitor"),
        (PROFILES, "web", "Pupil", "error_allow", False),
        (PROFILES, "web", "Staff", "error_allow", True),
        (PROFILES, "web", "Staff", "safe_search", frozenset({"url", "header"})),
        (PROFILES, "web", "Staff", "youtube_restrict", "moderate"),
        (PROFILES, "web", "Staff", "log_all_urls", True),
        (PROFILES, "web", "Pupil", "overrides", False),
        (PROFILES, "web", "Pupil", "exceptions", ("exams.example.org",)),
        (PROFILES, "dns", "Bare-DNS", "safe_search", True),
        (PROFILES, "dns", "Bare-DNS", "youtube_restrict", "strict"),
        (PROFILES, "dns", "Bare-DNS", "botnet_block", True),
        (PROFILES, "dns", "Bare-DNS", "log_all", True),
        (PROFILES, "apps", "Pupil-Apps", "unknown", "allow"),
        (PROFILES, "tls", "All-Ports", "quic", "block"),
        (PROFILES, "tls", "School-Deep", "mode", "certificate"),
        (PROFILES, "tls", "All-Ports", "mode", "deep"),
        (PROFILES, "tls", "School-Deep", "untrusted_certificate", "allow"),
        (PROFILES, "ips", "watch", "blocking", True),
        (PROFILES, "ips", "empty", "blocking", True),
        (PROFILES, "av", "old", "blocking", True),
        (VDOMS, "policy", "school/1", "log", "all"),
        (VDOMS, "policy", "root/1", "antivirus", "root/default"),
    ],
)
def test_a_fix_makes_the_fact_what_was_wanted(
    name: str, table: str, key: str, fact: str, wanted: Any
) -> None:
    device = case(name)
    after = mended(device, subject_of(device, table, key), fact, wanted)
    assert getattr(subject_of(after, table, key), fact) == wanted


@pytest.mark.parametrize(
    ("table", "key", "fact", "wanted"),
    [
        ("web", "Pupil", "categories", {"96": "block", "26": "block", "52": "block"}),
        ("web", "Off", "categories", {"83": "block"}),
        ("dns", "Pupil-DNS", "categories", {"26": "block", "61": "block"}),
        ("apps", "Pupil-Apps", "applications", {"31077": "block"}),
        ("apps", "Pupil-Apps", "categories", {"5": "block", "7": "block"}),
        ("apps", "Closed-Apps", "categories", {"23": "block", "3": "block"}),
    ],
)
def test_a_fix_of_some_entries_leaves_the_others(
    table: str, key: str, fact: str, wanted: Any
) -> None:
    device = case(PROFILES)
    subject = subject_of(device, table, key)
    after = getattr(subject_of(mended(device, subject, fact, wanted), table, key), fact)
    before = getattr(subject, fact)
    assert {name: after.get(name) for name in wanted} == wanted
    kept = {name: action for name, action in before.items() if name not in wanted}
    assert {name: after.get(name) for name in kept} == kept


def test_anomalies() -> None:
    device = case(POLICIES)
    wanted = {"tcp_port_scan": "block", "icmp_flood": "block"}
    (policy,) = mended(
        device, subject_of(device, "dos", "1"), "anomalies", wanted
    ).firewall.dos_policies
    assert policy.anomalies["tcp_syn_flood"] == "block"
    assert policy.anomalies["tcp_port_scan"] == "block"
    assert policy.anomalies["icmp_flood"] == "block"


@pytest.mark.parametrize("fact", ["implicit_deny", "local_in_deny", "local_in_allow"])
@pytest.mark.parametrize("name", [POLICIES, PROFILES, VDOMS])
def test_logging(name: str, fact: str) -> None:
    device = case(name)
    after = mended(device, device.firewall.logging, fact, True)
    assert getattr(after.firewall.logging, fact) is True


@pytest.mark.parametrize("name", [POLICIES, VDOMS])
def test_failing_engines(name: str) -> None:
    device = case(name)
    after = mended(device, device.firewall, "ips_fail_open", False)
    assert after.firewall.ips_fail_open is False
    after = mended(device, device.firewall, "antivirus_fail_open", "one-shot")
    assert after.firewall.antivirus_fail_open == "one-shot"


def test_moved_sites_go_back() -> None:
    device = case(PROFILES)
    after = mended(device, device.firewall, "local_ratings", {})
    assert "moved.example.org" not in after.firewall.local_ratings


@pytest.mark.parametrize(
    ("name", "table", "key"),
    [
        (POLICIES, "policies", "9"),
        (VDOMS, "policies", "school/2"),
        (BASED, "policies", "5"),
    ],
)
def test_a_policy_is_taken_away(name: str, table: str, key: str) -> None:
    device = case(name)
    after = mended(device, getattr(device.firewall, table)[key], "absent", True)
    assert key not in getattr(after.firewall, table)
    assert len(after.firewall.policies) == len(device.firewall.policies) - 1


def test_objects_are_taken_away() -> None:
    device = case("firewall_objects")
    group = device.firewall.address_objects["left over"]
    assert "left over" not in mended(device, group, "absent", True).firewall.address_objects
    six = device.firewall.address_objects["ipv6:six"]
    assert "ipv6:six" not in mended(device, six, "absent", True).firewall.address_objects
    portal = device.firewall.vips["portal"]
    assert "portal" not in mended(device, portal, "absent", True).firewall.vips


def test_factory_tls_profiles_cannot_be_changed() -> None:
    device = case(PROFILES)
    factory = device.firewall.tls_inspections["deep-inspection"]
    assert FORTINET.fixes.commands(device, factory, "quic", "block") == ()


def test_a_profile_of_a_group_is_mended_in_the_group() -> None:
    device = case("firewall_profile_group")
    policy = device.firewall.policies["1"]
    assert mended(device, policy, "ips", "school").firewall.policies["1"].ips == "school"
