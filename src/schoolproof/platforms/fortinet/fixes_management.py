"""Fixes of how the firewall is reached and who may log in."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from schoolproof.model import Device, Facts
from schoolproof.model.management import Prefix
from schoolproof.parse.block import quoted
from schoolproof.platforms.fortinet.fixes import (
    block,
    delete,
    entry,
    fixes,
    in_global,
    on_off,
    setting,
)
from schoolproof.platforms.fortinet.fixes_system import both
from schoolproof.platforms.fortinet.management import TLS
from schoolproof.platforms.fortinet.values import release

LISTS = {"ciphers": "ssh-enc-algo", "macs": "ssh-mac-algo", "kex": "ssh-kex-algo"}
MOVED = (7, 4, 4)  # from it on the lists of SSH stand in a block of their own


def without(device: Device, service: str) -> list[str]:
    """Take a service from every interface that answers to it."""
    lines: list[str] = []
    for port in device.interfaces:
        inner: list[str] = []
        if service in port.admin_access:
            inner.append(setting("allowaccess", sorted(port.admin_access - {service})))
        if service in port.admin_access6:
            rest = sorted(port.admin_access6 - {service})
            inner += block("ipv6", setting("ip6-allowaccess", rest))
        if inner:
            lines += entry("system interface", port.name, *inner)
    return in_global(device, lines)


@fixes("service.enabled")
def service_off(device: Device, subject: Any, wanted: bool) -> list[str]:
    """Only switching off is known: where a service should answer is for people to say."""
    if wanted:
        return []
    if subject.name.startswith("auto-install"):
        lines = block("system auto-install", on_off(subject.name, wanted=False))
        return in_global(device, lines)
    return without(device, subject.name)


@fixes("device.telnet_server.enabled")
def telnet_off(device: Device, _subject: Facts, wanted: bool) -> list[str]:
    """As `service_off`, for a control that reads the device."""
    return [] if wanted else without(device, "telnet")


@fixes("device.http_server.enabled")
def http_off(device: Device, _subject: Facts, wanted: bool) -> list[str]:
    """As `service_off`, for a control that reads the device."""
    return [] if wanted else without(device, "http")


@fixes(*both("https_server.tls_min"))
def tls(device: Device, _subject: Facts, wanted: str) -> list[str]:
    """All versions from the wanted one up."""
    names = [word for word, number in TLS if number >= wanted]
    lines = block("system global", setting("admin-https-ssl-versions", names))
    return in_global(device, lines)


@fixes(*both("ssh_server.strong_crypto"))
def strong(device: Device, _subject: Facts, wanted: bool) -> list[str]:
    """The switch that takes weak algorithms away."""
    return in_global(device, block("system global", on_off("strong-crypto", wanted)))


@fixes(*both("ssh_server.protocol_version"))
def version(device: Device, _subject: Facts, _wanted: str) -> list[str]:
    """SSH 2 alone."""
    return in_global(device, block("system global", "set admin-ssh-v1 disable"))


def _algorithms(device: Device, key: str, wanted: Iterable[str]) -> list[str]:
    known = "firmware" in device.lines and release(device.firmware.version)
    path = "system ssh-config" if not known or known >= MOVED else "system global"
    return in_global(device, block(path, setting(key, sorted(wanted))))


@fixes(*both("ssh_server.ciphers"))
def ciphers(device: Device, _subject: Facts, wanted: Iterable[str]) -> list[str]:
    """Exactly these."""
    return _algorithms(device, LISTS["ciphers"], wanted)


@fixes(*both("ssh_server.macs"))
def macs(device: Device, _subject: Facts, wanted: Iterable[str]) -> list[str]:
    """Exactly these."""
    return _algorithms(device, LISTS["macs"], wanted)


@fixes(*both("ssh_server.kex"))
def kex(device: Device, _subject: Facts, wanted: Iterable[str]) -> list[str]:
    """Exactly these."""
    return _algorithms(device, LISTS["kex"], wanted)


def _trust(name: str, key: str, wanted: Iterable[Prefix]) -> list[str]:
    lines = []
    for number, net in enumerate(wanted, start=1):
        mask = f" {net.netmask}" if key == "trusthost" else f"/{net.prefixlen}"
        lines.append(f"set {key}{number} {net.network_address}{mask}")
    return entry("system admin", name, *lines)


@fixes("user.trusted_hosts")
def trusted(device: Device, subject: Any, wanted: Iterable[Prefix]) -> list[str]:
    """Up to ten networks from which the account may log in."""
    four = [net for net in wanted if net.version == 4]  # noqa: PLR2004  IPv4
    return in_global(device, _trust(subject.name, "trusthost", four))


@fixes("user.trusted_hosts6")
def trusted6(device: Device, subject: Any, wanted: Iterable[Prefix]) -> list[str]:
    """The same by IPv6."""
    six = [net for net in wanted if net.version == 6]  # noqa: PLR2004  IPv6
    return in_global(device, _trust(subject.name, "ip6-trusthost", six))


@fixes("management_access.sources")
def sources(device: Device, _subject: Facts, wanted: Iterable[Prefix]) -> list[str]:
    """Trusted hosts for every administrator who has none."""
    four = [net for net in wanted if net.version == 4]  # noqa: PLR2004  IPv4
    lines: list[str] = []
    for user in device.users if four else ():
        if not user.trusted_hosts:
            lines += _trust(user.name, "trusthost", four)
    return in_global(device, lines)


@fixes("user.two_factor")
def second_factor(device: Device, subject: Any, wanted: bool) -> list[str]:
    """A code by mail needs no token; tokens are better, where the school has some."""
    if not wanted:
        return in_global(device, entry("system admin", subject.name, "unset two-factor"))
    address = f'set email-to "{{{{ secrets.{subject.name}_mail }}}}"'
    return in_global(device, entry("system admin", subject.name, address, "set two-factor email"))


@fixes("user.secret")
def password(device: Device, subject: Any, _wanted: Any) -> list[str]:
    """A new password, which is not written here."""
    line = f'set password "{{{{ secrets.{subject.name}_password }}}}"'
    return in_global(device, entry("system admin", subject.name, line))


@fixes("user.absent")
def no_user(device: Device, subject: Any, _wanted: bool) -> list[str]:
    """Take the account away."""
    return in_global(device, delete("system admin", subject.name))


@fixes("snmp.enabled", "device.snmp.enabled")
def agent(device: Device, _subject: Facts, wanted: bool) -> list[str]:
    """The agent as a whole."""
    return in_global(device, block("system snmp sysinfo", on_off("status", wanted)))


@fixes("snmp.community.absent")
def no_community(device: Device, subject: Facts, _wanted: bool) -> list[str]:
    """Communities are known by number."""
    for key, row in device.snmp.communities.items():
        if row is subject:
            return in_global(device, delete("system snmp community", key))
    return []


@fixes("snmp.user.absent")
def no_snmp_user(device: Device, subject: Any, _wanted: bool) -> list[str]:
    """Take the user away."""
    return in_global(device, delete("system snmp user", subject.name))


@fixes("snmp.user.level", "snmp.user.auth_protocol", "snmp.user.priv_protocol")
def snmp_user(device: Device, subject: Any, _wanted: Any) -> list[str]:
    """Signed and hidden, with the strong algorithms that every release of FortiOS 7 has."""
    name = quoted(subject.name).strip('"').replace(" ", "_")
    lines = [
        "set security-level auth-priv",
        "set auth-proto sha256",
        f'set auth-pwd "{{{{ secrets.snmp_{name}_auth }}}}"',
        "set priv-proto aes256",
        f'set priv-pwd "{{{{ secrets.snmp_{name}_priv }}}}"',
    ]
    return in_global(device, entry("system snmp user", subject.name, *lines))
