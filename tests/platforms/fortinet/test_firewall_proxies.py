"""The firewall's own proxies and resolvers, as they are read."""

from __future__ import annotations

import pytest

from schoolproof.errors import UnknownFact
from tests.platforms.fortinet.reading import case, device_of

FIREWALL = case("firewall_proxies").firewall


def test_a_proxy_is_on_where_an_interface_that_is_up_has_it() -> None:
    proxies = FIREWALL.explicit_proxies
    assert {key: (row.enabled, row.interfaces) for key, row in proxies.items()} == {
        "root/web": (False, ()),
        "school/web": (True, ("pupils",)),
        "school/ftp": (True, ("servers",)),
    }
    assert proxies["school/web"].ports == ("3128", "3129", "3130", "1080")
    assert proxies["school/web"].default_accept


def test_policies_of_a_proxy_hold_where_it_answers() -> None:
    rows = FIREWALL.proxy_policies
    assert [(row.title, row.proxy, row.source_zones) for row in rows if row.enabled] == [
        ("proxy policy 1", "explicit-web", ("pupils",)),
        ("proxy policy 2", "explicit-web", ("pupils",)),
        ("proxy policy 3", "transparent-web", ("pupils",)),
    ]
    assert rows["school/2"].web_filter == "school/lessons"
    with pytest.raises(UnknownFact):  # whether the negation holds for IPv6 too
        _ = rows["school/2"].sources6


def test_what_a_redirected_policy_filters_is_said_to_be_decided_elsewhere() -> None:
    policy = FIREWALL.policies["school/1"]
    with pytest.raises(UnknownFact, match="policy 1 hands its web traffic to policies of the"):
        _ = policy.web_filter
    assert policy.action == "accept"


@pytest.mark.parametrize(
    ("pattern", "kind"),
    [
        (r".*\.video\.example\.org", "host pattern"),
        ("video", "host pattern"),
        (".*", "host-regex"),
        ("(video)?.*", "host-regex"),
        ("video|.*", "host-regex"),
        ("[a-z]+[.][a-z]+", "host-regex"),
        (r"\w\w\w\w*", "host-regex"),
        ("vide?", "host-regex"),
    ],
)
def test_a_pattern_that_may_fit_every_host_is_told_apart(pattern: str, kind: str) -> None:
    text = f"""config firewall proxy-address
    edit "sites"
        set type host-regex
        set host-regex '{pattern}'
    next
end
"""
    (row,) = device_of(text).firewall.proxy_addresses
    assert (row.type, row.value) == (kind, pattern)


def test_a_resolver_asks_on_unless_it_only_has_names_of_its_own() -> None:
    servers = FIREWALL.dns_servers
    assert (servers["school/pupils"].forwards, servers["school/pupils"].dns_filter) == (
        True,
        "school/names",
    )
    with pytest.raises(UnknownFact, match="asks on for the zone school is not documented"):
        _ = servers["school/servers"].forwards


def test_moved_ports_are_those_that_answer() -> None:
    services = {row.name: row.services for row in FIREWALL.own_services}
    assert (services["https"], services["ssh"]) == (("tcp/8443",), ("tcp/22",))
