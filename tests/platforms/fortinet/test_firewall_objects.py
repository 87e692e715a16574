import pytest

from schoolproof.errors import UnknownFact

from .reading import case

FIREWALL = case("firewall_objects").firewall
ADDRESSES = FIREWALL.address_objects
SERVICES = FIREWALL.service_objects


@pytest.mark.parametrize(
    ("name", "kind", "value"),
    [
        ("everything", "subnet", "0.0.0.0/0"),
        ("slash", "subnet", "10.40.20.0/24"),
        ("range", "range", "10.40.60.10-10.40.60.20"),
        ("name", "fqdn", "updates.example.org"),
        ("stripes", "wildcard", "10.0.40.0 255.0.255.0"),
        ("country", "geography", "GB"),
        ("dynamic", "dynamic", "ems-tag"),
        ("by card", "mac", "00:00:5e:00:53:01"),
        ("of port", "subnet", "10.40.10.0/24"),
        ("of no port", "interface-subnet", ""),
        ("ipv6:everything", "subnet", "::/0"),
        ("ipv6:six", "subnet", "2001:db8:40::/64"),
    ],
)
def test_addresses(name: str, kind: str, value: str) -> None:
    assert (ADDRESSES[name].type, ADDRESSES[name].value) == (kind, value)


def test_a_subnet_that_is_none_has_no_value() -> None:
    with pytest.raises(UnknownFact):
        _ = ADDRESSES["broken"].value


def test_groups_and_what_they_leave_out() -> None:
    assert ADDRESSES["inside"].members == ("slash", "range")
    assert ADDRESSES["inside"].exclude == ("name",)
    assert ADDRESSES["left over"].exclude == ()
    assert ADDRESSES["ipv6:six all"].members == ("ipv6:six",)


@pytest.mark.parametrize(
    ("name", "protocol", "tcp", "udp"),
    [
        ("ALL", "all", (), ()),
        ("tunnel", "ip/47", (), ()),
        ("both", "tcp/udp/sctp", ("53",), ("53:1024-65535",)),
        ("web", "tcp", ("80", "443", "8000-8100"), ()),
        ("voice", "udp", (), ("5060",)),
        ("ping", "icmp", (), ()),
        ("full form", "tcp", ("9100",), ()),
        ("explicit proxy", "proxy", ("0-65535:0-65535",), ()),
    ],
)
def test_services(name: str, protocol: str, tcp: tuple[str, ...], udp: tuple[str, ...]) -> None:
    row = SERVICES[name]
    assert (row.protocol, row.tcp_ports, row.udp_ports) == (protocol, tcp, udp)


def test_a_service_limited_by_more_than_ports_proves_nothing() -> None:
    with pytest.raises(UnknownFact):
        _ = SERVICES["one host"].tcp_ports


def test_service_groups() -> None:
    assert SERVICES["print"].protocol == "group"
    assert SERVICES["print"].members == ("web", "full form")


@pytest.mark.parametrize(
    ("name", "ends"),
    [
        ("builders", "2026-08-31"),
        ("thirtieth of February", ""),
        ("school day", ""),
        ("summer", "2026-12-18"),
        ("open", ""),
    ],
)
def test_schedules(name: str, ends: str) -> None:
    assert FIREWALL.schedules[name].ends == ends


def test_published_servers() -> None:
    portal = FIREWALL.vips["portal"]
    assert (portal.outside, portal.inside) == ("203.0.113.2", "10.40.90.11")
    assert (portal.protocol, portal.ports, portal.interface) == ("udp", "443", "any")
    web = case("firewall_policies").firewall.vips["vip-web"]
    assert (web.inside, web.inside_ports, web.interface) == ("10.40.90.10", "8443", "wan1")
    assert web.comment == "REQ-3 parents' portal"


def test_factory_objects_are_known_where_the_text_lacks_them() -> None:
    firewall = case("firewall_vdoms").firewall
    assert firewall.address_objects["school/all"].value == "0.0.0.0/0"
    assert firewall.service_objects["school/Web Access"].members == (
        "school/DNS",
        "school/HTTP",
        "school/HTTPS",
    )
    assert firewall.service_objects["school/HTTPS"].tcp_ports == ("443",)
    assert firewall.service_objects["root/ALL"].protocol == "all"
    assert "school/SSH" not in firewall.service_objects
    assert firewall.schedules["school/always"].line is None
