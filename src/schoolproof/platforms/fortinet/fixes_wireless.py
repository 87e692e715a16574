"""Fixes of wireless networks and of what access points are told."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from schoolproof.model import Device, Facts
from schoolproof.platforms.fortinet.fixes import (
    block,
    entry,
    fixes,
    has_vdoms,
    in_global,
    in_vdom,
    on_off,
    setting,
)
from schoolproof.platforms.fortinet.wireless_radios import MANAGEMENT, meets_clients

VAP, PROFILE = "wireless-controller vap", "wireless-controller wtp-profile"
MFP = {"required": "enable", "optional": "optional", "disabled": "disable"}
MODES = {
    "psk": "wpa2-only-personal",
    "sae": "wpa3-sae",
    "owe": "owe",
    "enterprise": "wpa2-only-enterprise",
}


def vdom_of(rows: Any, subject: Facts) -> str | None:
    """The VDOM that the key of an object names."""
    for key, row in rows.items():
        if row is subject and "/" in key:
            vdom: str = key.partition("/")[0]
            return vdom
    return None


def _vap(device: Device, subject: Any, *lines: str) -> list[str]:
    vdom = vdom_of(device.ssids, subject) if has_vdoms(device) else None
    return in_vdom(vdom, entry(VAP, subject.profile, *lines))


def _profile(device: Device, subject: Any, *lines: str) -> list[str]:
    vdom = vdom_of(device.ap_profiles, subject) if has_vdoms(device) else None
    return in_vdom(vdom, entry(PROFILE, subject.name, *lines))


@fixes("ssid.mfp")
def mfp(device: Device, subject: Any, wanted: str) -> list[str]:
    """Protected management frames (IEEE 802.11w)."""
    return _vap(device, subject, f"set pmf {MFP[wanted]}")


@fixes("ssid.station_isolation")
def isolation(device: Device, subject: Any, wanted: bool) -> list[str]:
    """Clients of one network cannot reach one another."""
    return _vap(device, subject, on_off("intra-vap-privacy", wanted))


@fixes("ssid.ciphers")
def ciphers(device: Device, subject: Any, _wanted: Iterable[str]) -> list[str]:
    """AES alone."""
    return _vap(device, subject, "set encrypt AES")


@fixes("ssid.wpa_versions")
def versions(device: Device, subject: Any, wanted: Iterable[int]) -> list[str]:
    """The security mode that offers exactly these versions, where there is one."""
    kind = "enterprise" if subject.authentication == "enterprise" else "personal"
    if frozenset(wanted) == {1}:  # this one has to go
        wanted = subject.wpa_versions - {1} or {2}
    modes = {
        frozenset({2}): f"wpa2-only-{kind}",
        frozenset({2, 3}): "wpa3-enterprise-transition"
        if kind == "enterprise"
        else "wpa3-sae-transition",
        frozenset({3}): "wpa3-only-enterprise" if kind == "enterprise" else "wpa3-sae",
    }
    mode = modes.get(frozenset(wanted))
    return _vap(device, subject, f"set security {mode}") if mode else []


@fixes("ssid.authentication")
def authentication(device: Device, subject: Any, wanted: str) -> list[str]:
    """The mode alone: which RADIUS server or key follows is for people to say.

    What was offered of WPA3 and protected frames stays; an open network had neither, so gets both.
    """
    mode, frames = MODES.get(wanted), list[str]()
    if wanted == "enterprise" and subject.wpa_versions != {2}:
        alone = subject.wpa_versions == {3}
        mode = "wpa3-only-enterprise" if alone else "wpa3-enterprise-transition"
        frames = [] if alone else ["set pmf optional"]
    return _vap(device, subject, f"set security {mode}", *frames) if mode else []


@fixes("ssid.vlan")
def vlan(device: Device, subject: Any, wanted: int | str) -> list[str]:
    """The VLAN that clients land in."""
    return _vap(device, subject, f"set vlanid {wanted}") if isinstance(wanted, int) else []


@fixes("ssid.portal")
def portal(device: Device, subject: Any, wanted: bool) -> list[str]:
    """A page at which guests say who they are."""
    return _vap(device, subject, on_off("captive-portal", wanted))


@fixes("ap_profile.telnet", "ap_profile.ssh")
def ap_access(device: Device, subject: Any, wanted: bool) -> list[str]:
    """Nobody logs in at an access point; SSH stays where it was the other that had to go."""
    if wanted:
        return []
    kept = ["ssh"] if subject.telnet and subject.ssh else []
    return _profile(device, subject, setting("allowaccess", kept))


@fixes("ap_profile.password")
def ap_password(device: Device, subject: Any, _wanted: Any) -> list[str]:
    """A password for the account `admin` of access points."""
    lines = ("set login-passwd-change yes", 'set login-passwd "{{ secrets.ap_admin }}"')
    return _profile(device, subject, *lines)


@fixes("wireless.management_over_wireless", "device.wireless.management_over_wireless")
def no_management(device: Device, _subject: Facts, wanted: bool) -> list[str]:
    """Take administration from wireless interfaces and the VLANs on them."""
    lines: list[str] = []
    for port in () if wanted else device.interfaces:
        if not meets_clients(device, port):
            continue
        inner: list[str] = []
        if port.admin_access & MANAGEMENT:
            inner.append(setting("allowaccess", sorted(port.admin_access - MANAGEMENT)))
        if port.admin_access6 & MANAGEMENT:
            rest = sorted(port.admin_access6 - MANAGEMENT)
            inner += block("ipv6", setting("ip6-allowaccess", rest))
        if inner:
            lines += entry("system interface", port.name, *inner)
    return in_global(device, lines)


@fixes("wireless.rogue_detection", "device.wireless.rogue_detection")
def rogues(device: Device, _subject: Facts, wanted: bool) -> list[str]:
    """The vendor's WIDS profile scans; radios of every profile use it."""
    if not wanted or has_vdoms(device) or "ap_profiles" not in device.lines:
        return []
    lines = entry("wireless-controller wids-profile", "default", "set ap-scan enable")
    for profile in device.ap_profiles:
        inner = block("radio-1", 'set wids-profile "default"')
        lines += entry(PROFILE, profile.name, *inner)
    return lines


@fixes("wireless.country", "device.wireless.country")
def country(device: Device, _subject: Facts, wanted: str) -> list[str]:
    """The country of the controller; which VDOM has access points is for a person to see."""
    if has_vdoms(device):
        return []
    return block("wireless-controller setting", f"set country {wanted}")


@fixes("ap_profile.country")
def ap_country(device: Device, subject: Any, wanted: str) -> list[str]:
    """The country of one profile."""
    return _profile(device, subject, f"set ap-country {wanted}")


@fixes("zone.intrazone_deny")
def intrazone(device: Device, subject: Any, wanted: bool) -> list[str]:
    """Traffic between interfaces of one zone needs a policy."""
    vdom = vdom_of(device.firewall.zones, subject) if has_vdoms(device) else None
    word = "deny" if wanted else "allow"
    return in_vdom(vdom, entry("system zone", subject.name, f"set intrazone {word}"))
