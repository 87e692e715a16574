"""Interfaces and what stands on them. Names follow OpenConfig and IEEE."""

from __future__ import annotations

from ipaddress import IPv4Interface, IPv6Interface
from typing import ClassVar, Literal

from schoolproof.model.facts import Facts

ALL_VLANS = frozenset(range(1, 4095))


class SwitchedVlan(Facts):
    """openconfig-vlan `switched-vlan`. VLANs are numbers 1 to 4094."""

    KIND: ClassVar[str] = "interface.switched_vlan"

    interface_mode: Literal["access", "trunk", "dynamic"]  # dynamic: the port negotiates (DTP)
    negotiation: bool  # the port answers trunk negotiation
    access_vlan: int
    native_vlan: int | None  # None: untagged frames are dropped
    trunk_vlans: frozenset[int]
    voice_vlan: int | None


class InterfaceStp(Facts):
    """Spanning tree on a port: effective values, False where spanning tree is off."""

    KIND: ClassVar[str] = "interface.stp"

    edge_port: bool
    bpdu_guard: bool
    bpdu_filter: bool
    root_guard: bool
    loop_guard: bool


class InterfaceLoop(Facts):
    """Loop detection of the vendor's own, and one-way link detection."""

    KIND: ClassVar[str] = "interface.loop"

    loop_detection: bool  # loop-protect, loop-detection; BPDUs are not needed
    udld: bool


class StormControl(Facts):
    """Limits on floods. `broadcast_percent` is of the link; None: limited, but in other units."""

    KIND: ClassVar[str] = "interface.storm_control"

    broadcast: bool
    broadcast_percent: float | None


class Trust(Facts):
    """Trust of a port for DHCP snooping or ARP inspection."""

    KIND: ClassVar[str] = "interface.trust"

    trusted: bool


class SourceGuard(Facts):
    """IP source guard: only the address that DHCP gave may speak."""

    KIND: ClassVar[str] = "interface.source_guard"

    enabled: bool


class InterfaceDot1x(Facts):
    """IEEE 802.1X and MAC authentication, effective values."""

    KIND: ClassVar[str] = "interface.dot1x"

    enabled: bool  # the port forwards only after 802.1X or MAC authentication
    port_control: Literal["auto", "force-authorized", "force-unauthorized"]
    monitor: bool  # asks, but lets everybody in
    mab: bool
    server_fail_vlan: int | None  # given while RADIUS is silent
    server_fail_open: bool  # while RADIUS is silent the port opens in its own VLAN
    guest_vlan: int | None  # given to what cannot authenticate


class PortSecurity(Facts):
    """Limit of MAC addresses on a port."""

    KIND: ClassVar[str] = "interface.port_security"

    enabled: bool
    max_addresses: int


class RaGuard(Facts):
    """IPv6 router advertisement guard (RFC 6105)."""

    KIND: ClassVar[str] = "interface.ra_guard"

    enabled: bool


class Poe(Facts):
    """Power over Ethernet."""

    KIND: ClassVar[str] = "interface.poe"

    enabled: bool


class InterfaceLldp(Facts):
    """LLDP and LLDP-MED."""

    KIND: ClassVar[str] = "interface.lldp"

    enabled: bool
    med: bool


class Qos(Facts):
    """Whether marked traffic is honoured on this port (trusted DSCP or a policy)."""

    KIND: ClassVar[str] = "interface.qos"

    prioritised: bool


class Interface(Facts):
    """A port, LAG, VLAN interface, loopback or tunnel. `speed_mbps` None: negotiated."""

    KIND: ClassVar[str] = "interface"

    name: str
    kind: Literal["ethernet", "lag", "vlan", "loopback", "tunnel", "management", "wlan", "other"]
    description: str
    enabled: bool
    routed: bool  # has no switching family
    lag: str | None  # name of the LAG it is a member of
    vlan_id: int | None  # of a VLAN interface or tagged subinterface
    parent: str | None  # of a subinterface
    speed_mbps: int | None
    port_speed_mbps: int | None  # what the port can do, from its name
    duplex: Literal["auto", "full", "half"]
    addresses: tuple[IPv4Interface | IPv6Interface, ...]
    dhcp_client: bool
    default_route: bool  # takes one from its provider; unset: as a client of DHCP does
    vrf: str | None
    acl_in: str | None
    acl_out: str | None
    acl6_in: str | None
    acl6_out: str | None
    switched_vlan: SwitchedVlan
    stp: InterfaceStp
    loop: InterfaceLoop
    storm_control: StormControl
    dhcp_snooping: Trust
    arp_inspection: Trust
    source_guard: SourceGuard
    dot1x: InterfaceDot1x
    port_security: PortSecurity
    ra_guard: RaGuard
    poe: Poe
    lldp: InterfaceLldp
    qos: Qos
    # firewalls
    role: Literal["wan", "lan", "dmz", "undefined"]
    zone: str | None
    captive_portal: bool  # who comes in here must say who they are
    vdom: str | None
    admin_access: frozenset[str]  # services that answer here: https, ssh, http, ping …
    admin_access6: frozenset[str]

    @property
    def label(self) -> str:
        """The name as the device writes it."""
        return self.name
