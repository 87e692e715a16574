from .reading import case, device_of


def test_kinds_names_and_parents() -> None:
    ports = case("interfaces_sdwan").interfaces
    kinds = {port.name: port.kind for port in ports}
    assert kinds == {
        "wan1": "ethernet",
        "wan2": "ethernet",
        "agg1": "lag",
        "port3": "ethernet",
        "port4": "ethernet",
        "PUPIL": "vlan",
        "STAFF": "vlan",
        "loop": "loopback",
        "vpn": "tunnel",
    }
    assert (ports["PUPIL"].parent, ports["PUPIL"].vlan_id) == ("agg1", 30)
    assert (ports["wan1"].role, ports["PUPIL"].role, ports["port3"].role) == (
        "wan",
        "lan",
        "undefined",
    )
    assert (ports["wan1"].description, ports["agg1"].description) == ("leased line", "to core")


def test_members_of_an_aggregate_name_it() -> None:
    ports = case("interfaces_sdwan").interfaces
    assert (ports["port3"].lag, ports["port3"].lines["lag"]) == ("agg1", 31)
    assert ports["wan1"].lag is None


def test_addresses_in_every_form() -> None:
    ports = case("interfaces_sdwan").interfaces
    assert {str(a) for a in ports["PUPIL"].addresses} == {
        "10.50.32.1/21",
        "10.50.40.1/24",
        "2001:db8:50:30::1/64",
        "2001:db8:50:31::1/64",
    }
    assert [str(a) for a in ports["agg1"].addresses] == ["10.50.0.1/24"]
    assert ports["loop"].addresses == ()
    assert ports["wan2"].dhcp_client


def test_speed_and_duplex() -> None:
    ports = case("interfaces_sdwan").interfaces
    assert (ports["wan1"].speed_mbps, ports["wan1"].duplex) == (1000, "full")
    assert (ports["wan2"].speed_mbps, ports["wan2"].duplex) == (100, "half")
    assert (ports["port3"].speed_mbps, ports["port3"].duplex) == (None, "auto")


def test_a_second_address_may_open_what_the_first_does_not() -> None:
    port = case("interfaces_sdwan").interfaces["PUPIL"]
    assert (port.admin_access, port.lines["admin_access"]) == (frozenset({"ssh"}), 52)


def test_zones_and_the_zones_of_sdwan() -> None:
    device = case("interfaces_sdwan")
    zones = device.firewall.zones
    assert {key: zone.interfaces for key, zone in zones.items()} == {
        "users": ("PUPIL", "STAFF"),
        "open": ("loop",),
        "internet": ("wan1",),
        "virtual-wan-link": ("wan2",),
    }
    assert (zones["users"].intrazone_deny, zones["open"].intrazone_deny) == (True, False)
    assert device.interfaces["wan1"].zone == "internet"


def test_sdwan_that_is_off_makes_no_zones_and_checks_nothing() -> None:
    text = "config system sdwan\nconfig members\nedit 1\nset interface wan1\nnext\nend\nend\n"
    assert len(device_of(text).firewall.zones) == 0


def test_health_checks_name_interfaces_and_targets() -> None:
    monitors = case("interfaces_sdwan").firewall.link_monitors
    assert {key: (row.interfaces, row.targets) for key, row in monitors.items()} == {
        "wan1": (("wan1",), ("203.0.113.99",)),
        "dns": (("wan1", "wan2"), ("192.0.2.53", "203.0.113.53")),
        "all": (("wan1", "wan2", "vpn"), ("203.0.113.1",)),
    }


def test_high_availability() -> None:
    ha = case("management").firewall.ha
    assert (ha.mode, ha.session_pickup) == ("active-passive", True)
    assert device_of("").firewall.ha.mode == "standalone"


def test_objects_of_a_vdom_are_keyed_by_it() -> None:
    device = case("management_vdoms")
    zones = device.firewall.zones
    assert list(dict(zones.items())) == ["root/lan", "pupils/lan"]
    assert (zones["root/lan"].intrazone_deny, zones["pupils/lan"].intrazone_deny) == (True, False)
    assert (device.interfaces["port1"].vdom, device.interfaces["port1"].zone) == (
        "pupils",
        "pupils/lan",
    )


def test_without_vdoms_an_interface_has_none() -> None:
    assert case("management").interfaces["wan1"].vdom is None
