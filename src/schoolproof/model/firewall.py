"""A firewall: its rules, objects and profiles, and what else it is asked for."""

from __future__ import annotations

from typing import ClassVar, Literal

from schoolproof.model.facts import Facts, Table
from schoolproof.model.filters import AppControl, DnsFilter, ThreatProfile, TlsInspection, WebFilter
from schoolproof.model.objects import AddressObject, Schedule, ServiceObject, Vip, Zone
from schoolproof.model.policies import DosPolicy, FirewallPolicy, LocalInPolicy, ProxyPolicy
from schoolproof.model.routing import LinkMonitor, PolicyRoute, Route, VdomLink


class ExplicitProxy(Facts):
    """A proxy that clients ask by name, at addresses of the firewall itself.

    `enabled`: it is on, and some interface that is up answers. `default_accept`: what meets none
    of its policies passes, with no filter.
    """

    KIND: ClassVar[str] = "explicit_proxy"

    name: str
    kind: Literal["web", "ftp"]
    vdom: str | None
    enabled: bool
    interfaces: tuple[str, ...]
    address: str  # the only one of IPv4 where it answers; empty: all of those interfaces
    ports: tuple[str, ...]  # TCP, as written: `8080`, `8000-8010`
    ipv6: bool  # it takes clients and reaches servers with IPv6 too
    socks: bool
    default_accept: bool

    @property
    def label(self) -> str:
        """`explicit web proxy`."""
        of_vdom = f" of VDOM {self.vdom}" if self.vdom else ""
        return f"explicit {self.kind} proxy{of_vdom}"


class OwnService(Facts):
    """What the firewall itself answers where an interface allows it, by the name of that word."""

    KIND: ClassVar[str] = "own_service"

    name: str
    services: tuple[str, ...]  # `tcp/443`


class DnsServer(Facts):
    """The firewall's own resolver at one interface.

    `forwards`: a name that it does not hold itself is asked elsewhere.
    """

    KIND: ClassVar[str] = "dns_server"

    name: str  # of the interface
    vdom: str | None
    forwards: bool
    dns_filter: str | None

    @property
    def label(self) -> str:
        """`DNS server at pupil`."""
        return f"DNS server at {self.name}"


class FirewallLogging(Facts):
    """What the firewall logs beside its policies."""

    KIND: ClassVar[str] = "firewall_logging"

    implicit_deny: bool
    local_in_allow: bool
    local_in_deny: bool
    user_anonymised: bool
    alerts: bool


class Ha(Facts):
    """High availability."""

    KIND: ClassVar[str] = "ha"

    mode: Literal["standalone", "active-passive", "active-active"]
    session_pickup: bool


class VpnTunnel(Facts):
    """An IPsec phase 1 proposal set."""

    KIND: ClassVar[str] = "vpn_tunnel"

    name: str
    ike_version: int
    aggressive: bool
    proposals: tuple[str, ...]
    dh_groups: frozenset[int]
    dialup: bool
    user_group: str | None
    hub: bool  # set only where True: other sites dial in, and it tells them of each other


class SslVpn(Facts):
    """Remote access by browser or client over TLS. `enabled`: it listens on an interface."""

    KIND: ClassVar[str] = "ssl_vpn"

    name: str  # where there may be several
    enabled: bool
    interfaces: tuple[str, ...]
    port: int
    tls_min: Literal["1.0", "1.1", "1.2", "1.3"]
    groups: tuple[str, ...]  # user groups and users that may log in


class Firewall(Facts):
    """All of a firewall's rules, objects and profiles. Reading it on a switch is unknown."""

    KIND: ClassVar[str] = "firewall"

    zones: Table[Zone]
    policies: Table[FirewallPolicy]
    address_objects: Table[AddressObject]
    service_objects: Table[ServiceObject]
    schedules: Table[Schedule]
    web_filters: Table[WebFilter]
    dns_filters: Table[DnsFilter]
    app_controls: Table[AppControl]
    tls_inspections: Table[TlsInspection]
    ips_sensors: Table[ThreatProfile]
    antivirus_profiles: Table[ThreatProfile]
    local_in_policies: Table[LocalInPolicy]
    dos_policies: Table[DosPolicy]
    vips: Table[Vip]
    link_monitors: Table[LinkMonitor]
    routes: Table[Route]
    policy_routes: Table[PolicyRoute]
    routing_protocols: tuple[str, ...]  # that may bring more routes: `bgp`, or `vdom/bgp`
    vdom_links: Table[VdomLink]
    shared_ports: tuple[str, ...]  # of gateways that several virtual firewalls share
    shared_publishers: tuple[str, ...]  # of these gateways those that translate destinations
    source_nat: tuple[str, ...]  # virtual firewalls that have rules of their own to hide sources
    proxy_policies: Table[ProxyPolicy]
    proxy_addresses: Table[AddressObject]  # that only proxies know: hosts, sites, categories
    explicit_proxies: Table[ExplicitProxy]  # by kind, or VDOM and kind
    dns_servers: Table[DnsServer]
    own_services: Table[OwnService]
    vpn_tunnels: Table[VpnTunnel]
    logging: FirewallLogging
    ha: Ha
    ips_fail_open: bool
    own_categories: frozenset[str]  # of sites that the school lists itself, none of them empty
    known_applications: frozenset[str]  # protocols of their own, for rules that list applications
    queue_fail_open: bool  # PAN-OS: what its full queue cannot take passes uninspected
    policy_mode: Literal["profile", "policy"]
    antivirus_fail_open: Literal["pass", "off", "one-shot"]  # when memory runs out
    local_ratings: dict[str, tuple[str, ...]]  # address → categories that the school gave it
    ssl_vpns: Table[SslVpn]  # by VDOM, or `ssl`
