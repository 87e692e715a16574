"""Firewall policies, objects and filtering profiles."""

from __future__ import annotations

from typing import ClassVar, Literal

from schoolproof.model.facts import Facts, Table
from schoolproof.model.routing import LinkMonitor, PolicyRoute, Route, VdomLink

Action = Literal["allow", "block", "monitor", "warn", "authenticate"]


class Zone(Facts):
    """A security zone and its interfaces."""

    KIND: ClassVar[str] = "zone"

    name: str
    interfaces: tuple[str, ...]
    intrazone_deny: bool


class AddressObject(Facts):
    """An address object or group. `value` as written: prefix, range, FQDN."""

    KIND: ClassVar[str] = "address_object"

    name: str
    family: Literal["ipv4", "ipv6"]
    type: str  # subnet, range, fqdn, geography, wildcard, dynamic, group …
    value: str
    members: tuple[str, ...]
    exclude: tuple[str, ...]


class ServiceObject(Facts):
    """A service or group. Ports as written, destination then source: `443`, `1-99:1024-65535`."""

    KIND: ClassVar[str] = "service_object"

    name: str
    protocol: str  # tcp, udp, tcp/udp/sctp, icmp, ip, all, group
    tcp_ports: tuple[str, ...]
    udp_ports: tuple[str, ...]
    sctp_ports: tuple[str, ...]
    members: tuple[str, ...]


class Schedule(Facts):
    """When a policy acts. `ends` is a date (ISO) for one-time schedules."""

    KIND: ClassVar[str] = "schedule"

    name: str
    ends: str


class FirewallPolicy(Facts):
    """One rule. `order` starts at 1 and is the order of the text, not the policy's number.

    Profiles are names or None; a profile group is resolved to its single profiles.
    """

    KIND: ClassVar[str] = "firewall_policy"

    number: str
    name: str
    order: int
    enabled: bool
    action: Literal["accept", "deny", "ipsec"]
    source_zones: tuple[str, ...]
    destination_zones: tuple[str, ...]
    sources: tuple[str, ...]
    destinations: tuple[str, ...]
    sources6: tuple[str, ...]
    destinations6: tuple[str, ...]
    source_negate: bool
    destination_negate: bool
    services: tuple[str, ...]
    service_negate: bool
    internet_services: tuple[str, ...]
    groups: tuple[str, ...]  # user groups
    schedule: str
    log: Literal["all", "utm", "none"]
    log_forwarding: str | None  # PAN-OS: the profile that sends this rule's logs on
    nat: bool
    comment: str
    profiles_active: bool  # FortiOS utm-status
    web_filter: str | None
    dns_filter: str | None
    app_control: str | None
    ips: str | None
    antivirus: str | None
    tls_inspection: str | None
    inspection_mode: Literal["flow", "proxy"]
    vdom: str | None
    applications: tuple[str, ...]  # the rule holds for these only; all three empty: for all
    app_categories: tuple[str, ...]
    url_categories: tuple[str, ...]
    match_vip: bool  # a refusal also holds for traffic to published servers

    @property
    def label(self) -> str:
        """`policy 41 (Pupils to internet)`."""
        name = self.name if self.lines.get("name") else ""
        return f"policy {self.number} ({name})" if name else f"policy {self.number}"


class WebFilter(Facts):
    """A web filter profile. `categories`: the vendor's category number → action.

    `category_lines` is no fact: where the entry of a category stands.
    """

    KIND: ClassVar[str] = "web_filter"

    category_lines: dict[str, int | None]
    name: str
    categories: dict[str, Action]
    unrated: Action
    error_allow: bool  # passes when the rating service does not answer
    safe_search: frozenset[str]  # url, header; empty: off
    youtube_restrict: Literal["none", "moderate", "strict"]
    log_all_urls: bool
    overrides: bool  # users may override a block
    exceptions: tuple[str, ...]  # addresses that pass without the categories being asked


class DnsFilter(Facts):
    """A DNS filter profile. `category_lines` is no fact: where the entry of a category stands."""

    KIND: ClassVar[str] = "dns_filter"

    category_lines: dict[str, int | None]
    name: str
    categories: dict[str, Action]
    safe_search: bool
    youtube_restrict: Literal["none", "moderate", "strict"]
    botnet_block: bool
    log_all: bool
    error_allow: bool


class AppControl(Facts):
    """An application control list, first match. Keys are the vendor's numbers.

    `category_lines` is no fact: where the entry of a category stands.
    """

    KIND: ClassVar[str] = "app_control"

    category_lines: dict[str, int | None]
    name: str
    categories: dict[str, Action]
    applications: dict[str, Action]
    other: Action
    unknown: Action


class TlsInspection(Facts):
    """How TLS is looked into. `deep`: decrypted; `certificate`: host names only."""

    KIND: ClassVar[str] = "tls_inspection"

    name: str
    mode: Literal["deep", "certificate", "none"]
    quic: Literal["inspect", "block", "bypass"]
    exempt_categories: frozenset[str]
    exempt_addresses: frozenset[str]
    untrusted_certificate: Literal["allow", "block", "ignore"]


class ThreatProfile(Facts):
    """An intrusion prevention sensor or anti-malware profile; `blocking` False: it only watches."""

    KIND: ClassVar[str] = "threat_profile"

    name: str
    blocking: bool


class LocalInPolicy(Facts):
    """A rule for traffic to the firewall itself."""

    KIND: ClassVar[str] = "local_in_policy"

    number: str
    enabled: bool
    interface: str
    action: Literal["accept", "deny"]
    sources: tuple[str, ...]
    services: tuple[str, ...]
    destinations: tuple[str, ...]
    source_negate: bool


class DosPolicy(Facts):
    """Flood and scan protection of an interface. `anomalies`: name → block, monitor, off."""

    KIND: ClassVar[str] = "dos_policy"

    number: str
    enabled: bool
    interface: str
    anomalies: dict[str, str]


class Vip(Facts):
    """Destination NAT: an inner host reachable from outside."""

    KIND: ClassVar[str] = "vip"

    name: str
    outside: str
    inside: str
    protocol: str
    ports: str
    comment: str
    interface: str  # where it answers; `any`: everywhere
    inside_ports: str  # what policies see, since they look after the translation


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
    proxy_policies: tuple[str, ...]  # keys of those of the explicit or transparent proxy that act
    vpn_tunnels: Table[VpnTunnel]
    logging: FirewallLogging
    ha: Ha
    ips_fail_open: bool
    known_applications: frozenset[str]  # protocols of their own, for rules that list applications
    queue_fail_open: bool  # PAN-OS: what its full queue cannot take passes uninspected
    policy_mode: Literal["profile", "policy"]
    antivirus_fail_open: Literal["pass", "off", "one-shot"]  # when memory runs out
    local_ratings: dict[str, tuple[str, ...]]  # address → categories that the school gave it
    ssl_vpns: Table[SslVpn]  # by VDOM, or `ssl`
