"""Commands that mend records: time, NTP, syslog, the archive of changes, the text before login."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from schoolproof.model import Device
from schoolproof.platforms.cisco_ios.fixes import fixes

LEVELS = {"notice": "notifications", "debug": "debugging", "error": "errors"}
SUMMER = "clock summer-time BST recurring last Sun Mar 1:00 last Sun Oct 2:00"
BANNER = "Authorised users only. All use is recorded."


@fixes("device.clock.uk", "clock.uk")
def _clock(_device: Device, _subject: Any, _wanted: Any) -> Sequence[str]:
    return ["clock timezone GMT 0 0", SUMMER]


@fixes("device.ntp.servers", "ntp.servers", "device.ntp.enabled", "ntp.enabled")
def _time(device: Device, _subject: Any, _wanted: Any) -> Sequence[str]:
    declared = device.site.services.get("ntp", ()) if "site" in device.lines else ()
    return [f"ntp server {address}" for address in declared if address not in device.ntp.servers]


@fixes("device.logging.hosts", "logging.hosts")
def _hosts(device: Device, _subject: Any, _wanted: Any) -> Sequence[str]:
    declared = device.site.services.get("syslog", ()) if "site" in device.lines else ()
    return ["logging on", *(f"logging host {address}" for address in declared)]


@fixes("device.logging.severity", "logging.severity")
def _severity(_device: Device, _subject: Any, wanted: Any) -> Sequence[str]:
    level = wanted if isinstance(wanted, str) else "informational"
    return [f"logging trap {LEVELS.get(level, level)}"]


@fixes("device.logging.timestamps", "logging.timestamps")
def _stamps(_device: Device, _subject: Any, _wanted: Any) -> Sequence[str]:
    return ["service timestamps log datetime msec localtime show-timezone"]


@fixes("device.logging.configuration_changes", "logging.configuration_changes")
def _changes(_device: Device, _subject: Any, _wanted: Any) -> Sequence[str]:
    return ["archive", " log config", "  logging enable", "  notify syslog", "  hidekeys"]


@fixes("device.logging.login_success", "logging.login_success")
def _success(_device: Device, _subject: Any, _wanted: Any) -> Sequence[str]:
    return ["login on-success log"]


@fixes("device.logging.login_failure", "logging.login_failure")
def _failure(_device: Device, _subject: Any, _wanted: Any) -> Sequence[str]:
    return ["login on-failure log"]


@fixes("device.banner.login", "banner.login")
def _banner(_device: Device, _subject: Any, _wanted: Any) -> Sequence[str]:
    return [f"banner login ^C{BANNER}^C"]


@fixes("device.ntp.authentication", "ntp.authentication")
def _keys(device: Device, _subject: Any, _wanted: Any) -> Sequence[str]:
    lines = [
        "ntp authentication-key 1 hmac-sha2-256 {{ secrets.ntp }}",
        "ntp authenticate",
        "ntp trusted-key 1",
    ]
    for address in device.ntp.servers:
        lines += [f"no ntp server {address}", f"ntp server {address} key 1"]
    return lines
