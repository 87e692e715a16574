from typing import Any

import pytest

from schoolproof.errors import UnknownFact
from schoolproof.model import line_of

from .reading import case, text_of


def line(case_name: str, text: str) -> int:
    return text_of(case_name).splitlines().index(text) + 1


def policies(name: str = "firewall_policies") -> Any:
    return case(name).firewall.policies


def test_order_is_that_of_the_text_after_moves() -> None:
    assert [p.number for p in policies()] == ["10", "7", "3", "12", "9", "11"]
    assert [p.order for p in policies()] == [1, 2, 3, 4, 5, 6]


def test_a_whole_policy() -> None:
    policy = policies()["7"]
    assert policy.name == "Pupils to internet"
    assert (policy.enabled, policy.action, policy.schedule) == (True, "accept", "always")
    assert (policy.source_zones, policy.destination_zones) == (("lan",), ("wan1",))
    assert (policy.sources, policy.destinations) == (("net-pupil",), ("all",))
    assert (policy.sources6, policy.destinations6) == (("ipv6:net-pupil6",), ("ipv6:all",))
    assert policy.services == ("HTTP", "HTTPS")
    assert (policy.log, policy.nat, policy.inspection_mode) == ("all", True, "proxy")
    assert policy.groups == ("Pupils",)
    assert policy.comment == "REQ-12 lessons"
    assert policy.profiles_active
    assert (policy.web_filter, policy.tls_inspection) == ("Pupil", "deep-inspection")
    assert (policy.ips, policy.antivirus, policy.app_control) == ("school", None, None)
    assert policy.vdom is None
    assert line_of(policy, "log") == line("firewall_policies", "        set logtraffic all")


def test_profiles_do_not_act_without_utm_status() -> None:
    policy = policies()["3"]
    assert policy.profiles_active is False
    assert policy.web_filter is None
    assert policy.tls_inspection is None
    assert policy.log == "utm"
    assert policy.lines["log"] is None
    assert policy.source_negate
    assert not policy.destination_negate


def test_a_group_of_published_servers_is_resolved() -> None:
    policy = policies()["12"]
    assert policy.destinations == ("vip-web",)
    assert policy.log == "none"


def test_absent_action_refuses_and_logs_nothing() -> None:
    policy = policies()["9"]
    assert (policy.enabled, policy.action, policy.log) == (False, "deny", "none")


def test_vendor_lists_and_conditions_narrow_a_policy() -> None:
    policy = policies()["10"]
    assert policy.internet_services == (
        "Tor-Exit.Node",
        "Proxy-Proxy.Server",
        "condition:src-vendor-mac",
    )
    assert (policy.destinations, policy.services) == ((), ())


def test_lists_may_be_built_by_several_lines() -> None:
    assert policies()["11"].services == ("NTP",)


@pytest.mark.parametrize("fact", ["sources", "destinations", "sources6"])
def test_what_no_line_says_is_unknown(fact: str) -> None:
    with pytest.raises(UnknownFact):
        getattr(policies()["11"], fact)


def test_a_refusal_holds_for_published_servers_from_7_2_3_on() -> None:
    assert policies()["9"].match_vip is True
    assert policies("firewall_vdoms")["school/2"].match_vip is False
    assert policies("firewall_profile_group")["1"].match_vip is False


def test_profile_groups_are_resolved() -> None:
    by_number = policies("firewall_profile_group")
    assert by_number["1"].web_filter == "Pupil"
    assert by_number["1"].antivirus == "school"
    assert by_number["1"].ips is None
    assert by_number["1"].tls_inspection == "deep-inspection"
    written = line("firewall_profile_group", '        set av-profile "school"')
    assert line_of(by_number["1"], "antivirus") == written


def test_a_group_without_tls_profile_or_without_text_proves_nothing() -> None:
    by_number = policies("firewall_profile_group")
    with pytest.raises(UnknownFact):
        _ = by_number["2"].tls_inspection
    with pytest.raises(UnknownFact):
        _ = by_number["3"].web_filter


def test_objects_of_vdoms_carry_the_vdom() -> None:
    firewall = case("firewall_vdoms").firewall
    assert [key for key, _ in firewall.policies.items()] == ["root/1", "school/1", "school/2"]
    assert [p.order for p in firewall.policies] == [1, 1, 2]
    policy = firewall.policies["school/1"]
    assert policy.sources == ("school/net-pupil",)
    assert (policy.source_zones, policy.destination_zones) == (("school/inside",), ("link1",))
    assert policy.services == ("school/Web Access",)
    assert policy.schedule == "school/always"
    assert policy.web_filter == "g-Pupil"
    assert firewall.web_filters["g-Pupil"].categories == {"83": "block"}


def test_a_profile_that_the_text_lacks_has_only_a_name() -> None:
    firewall = case("firewall_vdoms").firewall
    missing = firewall.app_controls["school/missing"]
    assert missing.name == "missing"
    with pytest.raises(UnknownFact):
        _ = missing.other


def test_what_one_vdom_does_not_log_is_not_logged() -> None:
    assert case("firewall_vdoms").firewall.logging.implicit_deny is False
    assert case("firewall_policies").firewall.logging.implicit_deny is True


def test_policy_based_mode_reads_the_table_that_decides() -> None:
    firewall = case("firewall_policy_based").firewall
    assert firewall.policy_mode == "policy"
    assert [p.number for p in firewall.policies] == ["5", "2"]
    refused, web = firewall.policies
    assert (refused.app_categories, refused.url_categories) == (("6",), ("59", "83"))
    assert web.applications == ("15893", "40568")
    assert web.web_filter == "Pupil"
    assert web.tls_inspection == "deep-inspection"
    with pytest.raises(UnknownFact):
        _ = web.nat


def test_a_broken_text_sets_nothing_wrong() -> None:
    firewall = case("firewall_cut").firewall
    policy = firewall.policies["1"]
    with pytest.raises(UnknownFact):
        _ = policy.action
    with pytest.raises(UnknownFact):
        _ = policy.log
    assert firewall.policy_mode == "profile"


def test_logging_and_failing_engines() -> None:
    firewall = case("firewall_policies").firewall
    logging = firewall.logging
    assert (logging.local_in_allow, logging.local_in_deny) == (True, False)
    assert logging.user_anonymised is True
    assert firewall.ips_fail_open is True
    assert firewall.antivirus_fail_open == "off"
    absent = case("firewall_profiles").firewall
    assert absent.ips_fail_open is False
    assert absent.antivirus_fail_open == "pass"
    assert absent.logging.implicit_deny is False


def test_local_in_policies() -> None:
    first, second, third = case("firewall_policies").firewall.local_in_policies
    assert (first.action, first.interface, first.services) == ("accept", "wan1", ("HTTPS",))
    assert (second.action, second.interface, second.enabled) == ("deny", "wan1 wan2", True)
    assert third.enabled is False


def test_anomalies_without_action_are_only_watched() -> None:
    (policy,) = case("firewall_policies").firewall.dos_policies
    assert policy.anomalies == {
        "tcp_syn_flood": "block",
        "tcp_port_scan": "monitor",
        "udp_flood": "off",
    }


def test_tunnels() -> None:
    tunnels = case("firewall_policies").firewall.vpn_tunnels
    supplier = tunnels["supplier"]
    assert (supplier.ike_version, supplier.aggressive, supplier.dialup) == (1, True, True)
    assert supplier.proposals == ("des-md5", "aes256-sha256")
    assert supplier.dh_groups == {2, 14}
    assert supplier.user_group == "Suppliers"
    with pytest.raises(UnknownFact):
        _ = tunnels["trust"].dh_groups


def test_ssl_vpn_listens_only_on_an_interface() -> None:
    vpn = case("firewall_policies").firewall.ssl_vpns["ssl"]
    assert (vpn.enabled, vpn.interfaces, vpn.port) == (True, ("wan1",), 10443)
    assert (vpn.tls_min, vpn.groups) == ("1.1", ("Staff-VPN",))
