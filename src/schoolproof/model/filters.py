"""Filtering profiles that firewall policies name."""

from __future__ import annotations

from typing import ClassVar, Literal

from schoolproof.model.facts import Facts

Action = Literal["allow", "block", "monitor", "warn", "authenticate"]


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
