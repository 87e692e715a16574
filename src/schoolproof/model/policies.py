"""Rules of a firewall: for what passes, for its proxies, for itself, against floods."""

from __future__ import annotations

from typing import ClassVar, Literal

from schoolproof.model.facts import Facts


class FirewallPolicy(Facts):
    """One rule. `order` starts at 1 and is the order of the text, not the policy's number.

    Profiles are names or None; a profile group is resolved to its single profiles.
    """

    KIND: ClassVar[str] = "firewall_policy"
    TITLE: ClassVar[str] = "policy"

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
    nat_pool: bool  # sources become addresses of a pool, not that of the outgoing interface
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
    maybe_published: tuple[str, ...]  # published servers for which it may hold; not said: none

    @property
    def title(self) -> str:
        """`policy 41`."""
        return f"{self.TITLE} {self.number}"

    @property
    def short(self) -> str:
        """`41`, where everybody knows of which rules it is one."""
        return self.number

    @property
    def label(self) -> str:
        """`policy 41 (Pupils to internet)`."""
        name = self.name if self.lines.get("name") else ""
        return f"{self.title} ({name})" if name else self.title


class ProxyPolicy(FirewallPolicy):
    """A rule of one of the firewall's proxies, first match within its own kind.

    `source_zones` of the explicit proxy's are the interfaces where that proxy answers.
    """

    KIND: ClassVar[str] = "proxy_policy"
    TITLE: ClassVar[str] = "proxy policy"

    proxy: str  # explicit-web, transparent-web, ftp, access-proxy …; old: of releases before 6.0

    @property
    def short(self) -> str:
        """`proxy policy 3`: numbers of proxies begin at 1 too."""
        return self.title


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
    schedule: str
    family: Literal["ipv4", "ipv6"]
    vdom: str | None

    @property
    def label(self) -> str:
        """`local-in policy 3`, as the text counts; those of IPv6 have numbers of their own."""
        six = "IPv6 " if "family" in self.lines and self.family == "ipv6" else ""
        return f"{six}local-in policy {self.number}"


def own_name(row: FirewallPolicy | LocalInPolicy, key: str) -> str:
    """The name of what a rule names, without its VDOM's before it; it may hold a slash itself."""
    return key.removeprefix(f"{row.vdom}/") if row.vdom else key


class DosPolicy(Facts):
    """Flood and scan protection of an interface. `anomalies`: name → block, monitor, off."""

    KIND: ClassVar[str] = "dos_policy"

    number: str
    enabled: bool
    interface: str
    anomalies: dict[str, str]
