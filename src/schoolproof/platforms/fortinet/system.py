"""The device itself: firmware, name, sessions, lock-out, time, banner, updates."""

from __future__ import annotations

import re

from schoolproof.model.management import (
    AutoUpdate,
    Banner,
    Clock,
    Firmware,
    LoginLock,
    Ntp,
    PasswordPolicy,
)
from schoolproof.platforms.fortinet.reading import Reading, afterwards, config
from schoolproof.platforms.fortinet.settings import Settings
from schoolproof.platforms.fortinet.values import release

HEADER = re.compile(r"#config-version=([A-Za-z0-9]+)-(\d+\.\d+\.\d+)-")
OLD_HEADER = re.compile(r"#config-version=(\S+) v(\d+\.\d+\.\d+),")
UK_ZONES = frozenset({"25", "Europe/London", "GB", "Europe/Belfast"})
STRENGTHS = ("min-lower-case-letter", "min-upper-case-letter", "min-non-alphanumeric", "min-number")
POLICY_ON = (7, 6, 5)  # from this release on a new device has the password policy switched on
HOURS = {"automatic": 1, "daily": 24, "weekly": 168}
VENDOR_BANNER = "the vendor's text"


@config("system global", always=True)
def read_firmware(reading: Reading, _block: Settings) -> None:
    """`#config-version=FGT91G-7.4.7-FW-build2731-…` is the first comment of a backup."""
    for node in reading.comments:
        found = HEADER.match(node.text) or OLD_HEADER.match(node.text)
        if found:
            firmware = Firmware(node.line, model=found.group(1), version=found.group(2))
            reading.device.put(node.line, firmware=firmware)
            return


def release_of(reading: Reading) -> tuple[int, int, int]:
    """The release that the header names; (0, 0, 0) where there is no header."""
    known = "firmware" in reading.device.lines
    return release(reading.device.firmware.version if known else "")


@config("system global", always=True)
def read_name(reading: Reading, block: Settings) -> None:
    """The host name. Without one the device calls itself by its serial number: unset."""
    if block.has("hostname"):
        reading.device.put(block.line("hostname"), hostname=block.text("hostname"))


@config("system global", always=True)
def read_lock(reading: Reading, block: Settings) -> None:
    """Lock-out after failed logins. FortiOS counts failures in a row, without a time window."""
    lock = LoginLock(block.at)
    lock.put(
        block.line("admin-lockout-threshold"), max_attempts=block.int("admin-lockout-threshold", 3)
    )
    lock.put(
        block.line("admin-lockout-duration"), lockout_s=block.int("admin-lockout-duration", 60)
    )
    reading.device.put(block.at, login_lock=lock)


@config("system global", always=True)
def read_clock(reading: Reading, block: Settings) -> None:
    """A number before 7.4, a name from the time-zone database after. Absent: US Pacific."""
    zone, line = block.text("timezone", "US/Pacific"), block.line("timezone")
    summer = block.flag("dst", default=True)
    clock = Clock(block.at)
    clock.put(line, zone=zone)
    clock.put(line if summer else block.line("dst"), uk=zone in UK_ZONES and summer)
    reading.device.put(line, clock=clock)


@config("system global", always=True)
def read_banner(reading: Reading, block: Settings) -> None:
    """The text stands in a replacement message, where it was changed at all."""
    banner = Banner(block.at)
    shown = block.flag("pre-login-banner", default=False)
    text = VENDOR_BANNER if shown else ""
    line = block.line("pre-login-banner")
    message = _message(reading)
    if shown and message.has("buffer"):
        text, line = message.text("buffer"), message.line("buffer")
    banner.put(line, login=text)
    reading.device.put(line, banner=banner)


def _message(reading: Reading) -> Settings:
    """The disclaimer before login; its block has one object, or the name in its `config` line."""
    own = reading.block("system replacemsg admin pre_admin-disclaimer-text")
    if own:
        return own
    return reading.block("system replacemsg admin").edit("pre_admin-disclaimer-text") or own


@config("system password-policy", always=True)
def read_password_policy(reading: Reading, block: Settings) -> None:
    """Rules for administrators' passwords (`apply-to` names admin-password by default)."""
    new = release_of(reading) >= POLICY_ON
    policy = PasswordPolicy(block.at)
    reading.device.put(block.at, password_policy=policy)
    for_admins = "admin-password" in block.list("apply-to", ("admin-password",))
    length = block.int("minimum-length", 12 if new else 8)
    days = block.int("expire-day", 90) * block.flag("expire-status", default=False)
    strong = max(block.int(key, 0) for key in STRENGTHS) > 0
    if new and "status" not in block:
        return  # switched on by the first start of a new device, off after an upgrade: unknown
    on = block.flag("status", default=False) and for_admins
    line = block.line("status")
    policy.put(block.line("minimum-length") or line if on else line, min_length=length if on else 0)
    policy.put(block.line(*STRENGTHS) if on else line, complexity=on and strong)
    policy.put(block.line("expire-status") if on else line, expiry_days=days if on else 0)


@config("system ntp", always=True)
def read_ntp(reading: Reading, block: Settings) -> None:
    """Time servers; `type fortiguard` means the vendor's own."""
    ntp = Ntp(block.at)
    ntp.put(block.line("ntpsync"), enabled=block.flag("ntpsync", default=False))
    entries = list(block.section("ntpserver").edits())
    named = tuple(e.text("server") for e in entries if e.has("server"))
    signed = [e.flag("authentication", default=False) for e in entries]
    if block.text("type", "fortiguard") == "fortiguard":
        ntp.put(block.line("type"), servers=("fortiguard",), authentication=False)
    else:
        line = entries[0].at if entries else block.at
        ntp.put(line, servers=named, authentication=bool(signed) and all(signed))
    reading.device.put(block.at, ntp=ntp)


@config("system autoupdate schedule", always=True)
def read_updates(reading: Reading, block: Settings) -> None:
    """Signatures: within an hour by default from 7.0 on, every two hours before."""
    old = (0, 0, 0) < release_of(reading) < (7, 0, 0)
    updates = AutoUpdate(block.at)
    updates.put(block.line("status"), enabled=block.flag("status", default=True))
    often = block.text("frequency", "every" if old else "automatic")
    first, _, _ = block.text("time", "02:60").partition(":")
    hours = max(1, int(first)) if first.isdecimal() else 24
    if often in HOURS or often == "every":
        updates.put(block.line("frequency", "time"), signature_hours=HOURS.get(often, hours))
    reading.device.put(block.at, auto_update=updates)
    vendor = reading.block("system fortiguard")
    if "auto-firmware-upgrade" in vendor:
        line = vendor.line("auto-firmware-upgrade")
        updates.put(line, firmware=vendor.flag("auto-firmware-upgrade", default=False))


@afterwards(turn=1)
def read_vdoms(reading: Reading) -> None:
    """Without VDOMs `set vdom "root"` says nothing: the model then has None."""
    if not reading.vdoms and "interfaces" in reading.device.lines:
        for port in reading.device.interfaces:
            port.put(port.lines.get("vdom"), vdom=None)
