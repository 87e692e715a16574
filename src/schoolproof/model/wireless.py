"""Wireless networks and the controller that gives them out."""

from __future__ import annotations

from typing import ClassVar, Literal

from schoolproof.model.facts import Facts
from schoolproof.model.secret import Secret


class Ssid(Facts):
    """A wireless network. `enabled` True only when it is on air (bound to a radio by tag or list).

    `vlan` is a number, or a name where the platform binds names; None: given by RADIUS alone.
    """

    KIND: ClassVar[str] = "ssid"

    name: str  # the SSID that clients see
    profile: str  # the block that holds it
    enabled: bool
    authentication: Literal["open", "owe", "wep", "psk", "sae", "enterprise"]
    wpa_versions: frozenset[int]  # 1, 2, 3; empty for open and WEP
    ciphers: frozenset[str]  # tkip, aes-ccmp, gcmp256 …
    mfp: Literal["disabled", "optional", "required"]
    station_isolation: bool
    vlan: int | str | None
    vlan_by_radius: bool
    portal: bool
    bands: frozenset[str]  # 24ghz, 5ghz, 6ghz
    session_timeout_s: int  # 0: no end
    psk: Secret
    radius_servers: tuple[str, ...]
    accounting: bool
    policy: str | None  # the block that ties it to a network, None: nothing does

    @property
    def label(self) -> str:
        """`SSID QL-Guest`."""
        return f"SSID {self.name}"


class Wireless(Facts):
    """The controller itself."""

    KIND: ClassVar[str] = "wireless"

    management_over_wireless: bool
    rogue_detection: bool
    rogue_containment: bool
    country: str  # ISO code; several with commas
    min_rate_mbps: float


class ApProfile(Facts):
    """What access points are told when they join."""

    KIND: ClassVar[str] = "ap_profile"

    name: str
    ssh: bool
    telnet: bool
    username: str
    password: Secret
    country: str  # where the profile says one of its own
    model: str  # the access points that it is for, as the platform writes it
    generation: Literal["wifi4", "wifi5", "wifi6", "wifi6e", "wifi7"]  # best of its radios
