"""Fixes of facts of the device itself: lock-out, sessions, time, banner, updates, logs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from schoolproof.model import Device, Facts
from schoolproof.parse.block import quoted
from schoolproof.platforms.fortinet.fixes import (
    block,
    entry,
    fixes,
    in_global,
    in_vdom,
    on_off,
    setting,
)
from schoolproof.platforms.fortinet.fixes_text import block_of, vdoms_of
from schoolproof.platforms.fortinet.management_logging import SEVERITIES
from schoolproof.platforms.fortinet.values import release

NAMED_ZONES = (7, 4, 0)  # before it a number stands for the zone
SERVER = "system global"


def both(fact: str) -> tuple[str, str]:
    """A fact read from the device by its path, and from the object itself."""
    return f"device.{fact}", fact


def _global(device: Device, *lines: str) -> list[str]:
    return in_global(device, block(SERVER, *lines))


@fixes(*both("login_lock.max_attempts"))
def max_attempts(device: Device, _subject: Facts, wanted: int) -> list[str]:
    """Failed log-ins before the lock."""
    return _global(device, f"set admin-lockout-threshold {wanted}")


@fixes(*both("login_lock.lockout_s"))
def lockout(device: Device, _subject: Facts, wanted: int) -> list[str]:
    """Seconds of the lock."""
    return _global(device, f"set admin-lockout-duration {wanted}")


@fixes("terminal.idle_timeout_s")
def idle(device: Device, subject: Any, wanted: int) -> list[str]:
    """Minutes without a key; a profile may have its own."""
    minutes = max(1, wanted // 60)
    if subject.name.startswith("profile "):
        profile = subject.name.removeprefix("profile ")
        lines = entry("system accprofile", profile, f"set admintimeout {minutes}")
        return in_global(device, lines)
    if subject.name == "console":
        # 0: the console follows `admintimeout`
        return _global(device, f"set admintimeout {minutes}", "set admin-console-timeout 0")
    return _global(device, f"set admintimeout {minutes}")


@fixes(*both("clock.uk"))
def uk_time(device: Device, _subject: Facts, _wanted: bool) -> list[str]:
    """London by name from 7.4 on, by its number before."""
    known = "firmware" in device.lines and release(device.firmware.version)
    zone = "25" if known and known < NAMED_ZONES else '"Europe/London"'
    return _global(device, f"set timezone {zone}", "unset dst")


@fixes(*both("banner.login"))
def banner(device: Device, _subject: Facts, _wanted: Any) -> list[str]:
    """The text itself is a replacement message that people write."""
    return _global(device, "set pre-login-banner enable")


@fixes(*both("ntp.enabled"))
def ntp(device: Device, _subject: Facts, wanted: bool) -> list[str]:
    """Ask time servers at all."""
    return in_global(device, block("system ntp", on_off("ntpsync", wanted)))


@fixes(*both("ntp.servers"))
def ntp_servers(device: Device, _subject: Facts, wanted: Iterable[str]) -> list[str]:
    """The school's own time servers, in the place of the vendor's."""
    lines = ["config ntpserver"]
    for number, server in enumerate(wanted, start=1):
        lines += [f"    edit {number}", f"        set server {quoted(server)}", "    next"]
    lines += ["end"]
    return in_global(device, block("system ntp", "set ntpsync enable", "set type custom", *lines))


@fixes(*both("password_policy.min_length"))
def min_length(device: Device, _subject: Facts, wanted: int) -> list[str]:
    """A rule counts only while the policy is on."""
    lines = ("set status enable", f"set minimum-length {wanted}")
    return in_global(device, block("system password-policy", *lines))


@fixes(*both("auto_update.enabled"))
def updates(device: Device, _subject: Facts, wanted: bool) -> list[str]:
    """Fetch signatures by itself."""
    return in_global(device, block("system autoupdate schedule", on_off("status", wanted)))


@fixes(*both("auto_update.signature_hours"))
def often(device: Device, _subject: Facts, _wanted: int) -> list[str]:
    """Within the hour: the vendor's default from 7.0 on."""
    lines = ("set status enable", "set frequency automatic")
    return in_global(device, block("system autoupdate schedule", *lines))


@fixes(*both("auto_update.firmware"))
def firmware(device: Device, _subject: Facts, wanted: bool) -> list[str]:
    """Install firmware by itself."""
    lines = on_off("auto-firmware-upgrade", wanted)
    return in_global(device, block("system fortiguard", lines))


@fixes(*both("logging.hosts"))
def collectors(device: Device, _subject: Facts, wanted: Iterable[str]) -> list[str]:
    """The first four collectors."""
    lines = []
    for slot, host in zip(("syslogd", "syslogd2", "syslogd3", "syslogd4"), wanted, strict=False):
        lines += block(f"log {slot} setting", "set status enable", f"set server {quoted(host)}")
    return in_global(device, lines)


@fixes(*both("logging.severity"))
def severity(device: Device, _subject: Facts, wanted: str) -> list[str]:
    """The least severe level that the first collector gets."""
    own = {word: name for name, word in SEVERITIES.items()}
    lines = block("log syslogd filter", f"set severity {own.get(wanted, 'information')}")
    return in_global(device, lines)


@fixes(
    *both("logging.configuration_changes"),
    *both("logging.login_success"),
    *both("logging.login_failure"),
)
def events(device: Device, _subject: Facts, wanted: bool) -> list[str]:
    """Changes and log-ins are system events; each VDOM that has the block is mended."""
    path = "log eventfilter"
    lines = block(path, on_off("event", wanted), on_off("system", wanted))
    own = [v for v in vdoms_of(device) if v and block_of(device, path, v)]
    found = [line for vdom in own for line in in_vdom(vdom, lines)]
    if not own or block_of(device, path, None):
        found += in_global(device, lines)
    return found


@fixes(*both("aaa.accounting_commands"))
def audit(device: Device, _subject: Facts, wanted: bool) -> list[str]:
    """Every command of an administrator becomes a log line."""
    return _global(device, on_off("cli-audit-log", wanted))


@fixes("ha.session_pickup", "device.firewall.ha.session_pickup")
def pickup(device: Device, _subject: Facts, wanted: bool) -> list[str]:
    """Sessions live on when the other device takes over."""
    return in_global(device, block("system ha", on_off("session-pickup", wanted)))


@fixes("interface.admin_access")
def admin_access(device: Device, subject: Any, wanted: Iterable[str]) -> list[str]:
    """Exactly these services answer here."""
    lines = entry("system interface", subject.name, setting("allowaccess", sorted(wanted)))
    return in_global(device, lines)


@fixes("interface.admin_access6")
def admin_access6(device: Device, subject: Any, wanted: Iterable[str]) -> list[str]:
    """The same by IPv6."""
    inner = block("ipv6", setting("ip6-allowaccess", sorted(wanted)))
    return in_global(device, entry("system interface", subject.name, *inner))
