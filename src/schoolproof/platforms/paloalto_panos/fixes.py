"""Commands that mend a fact: `set` and `delete` lines for configuration mode.

After them the device needs `commit`, which is the change plan's business.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from schoolproof.model import Device, Facts, Interface
from schoolproof.parse.set_lines import set_quoted as quoted
from schoolproof.platforms.base import Fixes
from schoolproof.platforms.paloalto_panos.categories import CATEGORIES
from schoolproof.platforms.paloalto_panos.fixes_text import permitted_names, profile_of
from schoolproof.platforms.paloalto_panos.management import MANAGEMENT

fixes = Fixes()
SYSTEM = "deviceconfig system"
SETTING = "deviceconfig setting management"
COMPLEXITY = "mgt-config password-complexity"
DISABLE = {"telnet": "telnet", "http": "http", "https": "https", "ssh": "ssh", "ping": "icmp"}
TLS = {"1.0": "tls1-0", "1.1": "tls1-1", "1.2": "tls1-2", "1.3": "tls1-3"}


def yes(value: object) -> str:
    """`yes` or `no`."""
    return "yes" if value else "no"


def members(values: Iterable[str]) -> str:
    """One value, or several in brackets."""
    shown = [quoted(value) for value in values]
    return shown[0] if len(shown) == 1 else f"[ {' '.join(shown)} ]"


def system(vdom: str | None) -> str:
    """What the path of an object of a virtual system begins with."""
    return f"vsys {quoted(vdom)} " if vdom else ""


@fixes("interface.admin_access", "interface.admin_access6")
def admin_access(device: Device, port: Interface, wanted: Iterable[str]) -> list[str]:
    """Close services: on the management port one by one, elsewhere in the management profile."""
    left = frozenset(wanted)
    if port.name == MANAGEMENT:
        gone = sorted(port.admin_access - left)
        return [f"set {SYSTEM} service disable-{DISABLE.get(s, s)} yes" for s in gone]
    name = profile_of(device, port.name)
    if name is None:
        return []
    path = f"network profiles interface-management-profile {quoted(name)}"
    return [f"set {path} {service} no" for service in sorted(port.admin_access - left)]


@fixes("telnet_server.enabled", "http_server.enabled", "service.enabled")
def service(_device: Device, facts: Any, wanted: object) -> list[str]:
    """Switch a service of the management port off; other interfaces have fixes of their own."""
    name = facts.name if "name" in facts.lines else "telnet"
    return [f"set {SYSTEM} service disable-{DISABLE.get(name, name)} {yes(not wanted)}"]


@fixes("device.telnet_server.enabled")
def telnet(_device: Device, _facts: Facts, wanted: object) -> list[str]:
    """Telnet of the management port."""
    return [f"set {SYSTEM} service disable-telnet {yes(not wanted)}"]


@fixes("device.http_server.enabled")
def http(_device: Device, _facts: Facts, wanted: object) -> list[str]:
    """Web pages in clear of the management port."""
    return [f"set {SYSTEM} service disable-http {yes(not wanted)}"]


@fixes("terminal.idle_timeout_s")
def idle(_device: Device, _facts: Facts, wanted: int) -> list[str]:
    """Minutes after which a session ends."""
    return [f"set {SETTING} idle-timeout {max(1, int(wanted) // 60)}"]


@fixes("device.login_lock.max_attempts", "login_lock.max_attempts")
def attempts(_device: Device, _facts: Facts, wanted: object) -> list[str]:
    """After how many failures an account locks."""
    return [f"set {SETTING} admin-lockout failed-attempts {wanted}"]


@fixes("device.login_lock.lockout_s", "login_lock.lockout_s")
def lockout(_device: Device, _facts: Facts, wanted: int) -> list[str]:
    """How long it stays locked, in minutes."""
    return [f"set {SETTING} admin-lockout lockout-time {max(1, int(wanted) // 60)}"]


@fixes("device.password_policy.min_length", "password_policy.min_length")
def length(_device: Device, _facts: Facts, wanted: object) -> list[str]:
    """The shortest password."""
    return [f"set {COMPLEXITY} enabled yes", f"set {COMPLEXITY} minimum-length {wanted}"]


@fixes("device.banner.login", "banner.login")
def banner(_device: Device, _facts: Facts, wanted: object) -> list[str]:
    """The text before login."""
    text = wanted if isinstance(wanted, str) and wanted else "Authorised use only."
    return [f"set {SYSTEM} login-banner {quoted(text)}"]


@fixes("device.clock.uk", "clock.uk", "device.clock.zone", "clock.zone")
def clock(_device: Device, _facts: Facts, wanted: object) -> list[str]:
    """UK time."""
    zone = wanted if isinstance(wanted, str) and wanted else "Europe/London"
    return [f"set {SYSTEM} timezone {zone}"]


@fixes("device.ntp.servers", "ntp.servers")
def time_servers(_device: Device, _facts: Facts, wanted: Iterable[str]) -> list[str]:
    """Two time servers."""
    names = zip(("primary", "secondary"), wanted, strict=False)
    return [
        f"set {SYSTEM} ntp-servers {w}-ntp-server ntp-server-address {quoted(n)}" for w, n in names
    ]


@fixes("device.snmp.communities", "snmp.communities", "snmp.community.absent")
def communities(_device: Device, _facts: Facts, _wanted: object) -> list[str]:
    """Leave version 2c, whose community is a password in clear."""
    return [f"delete {SYSTEM} snmp-setting access-setting version v2c"]


@fixes("device.auto_update.enabled", "auto_update.enabled", "auto_update.signature_hours")
def updates(_device: Device, _facts: Facts, _wanted: object) -> list[str]:
    """Install threat and anti-virus signatures each hour."""
    paths = [
        f"set {SYSTEM} update-schedule {k} recurring hourly" for k in ("threats", "anti-virus")
    ]
    lines = [(f"{path} at 5", f"{path} action download-and-install") for path in paths]
    return [line for pair in lines for line in pair]


@fixes("user.absent")
def account(_device: Device, user: Any, _wanted: object) -> list[str]:
    """Take an account away."""
    return [f"delete mgt-config users {quoted(user.name)}"]


@fixes("management_access.sources")
def sources(device: Device, row: Any, wanted: Iterable[object] | None) -> list[str]:
    """Who may reach the management port."""
    if not wanted or row.name not in {"ssh", "https", "telnet", "http", "snmp"}:
        return []
    kept = [str(net) for net in wanted]
    gone = any(name not in kept for name in permitted_names(device))
    lines = [f"delete {SYSTEM} permitted-ip"] if gone else []
    return lines + [f"set {SYSTEM} permitted-ip {name}" for name in kept]


@fixes("dos_policy.anomalies")
def floods(_device: Device, row: Any, wanted: Mapping[str, str]) -> list[str]:
    """Cut floods off and block scans."""
    path = f"set network profiles zone-protection-profile {quoted(row.number)}"
    words = {"tcp_syn_flood": "tcp-syn", "udp_flood": "udp", "icmp_flood": "icmp"}
    scans = {"tcp_port_scan": "8001", "host_sweep": "8002", "udp_scan": "8003"}
    lines = [f"{path} flood {words[n]} enable yes" for n in wanted if n in words]
    return lines + [f"{path} scan {scans[n]} action block" for n in wanted if n in scans]


@fixes("web_filter.categories")
def categories(_device: Device, row: Any, wanted: Mapping[str, str]) -> list[str]:
    """Move site categories to the list of what happens to them."""
    path = f"profiles url-filtering {quoted(row.name)}"
    words = {"monitor": "alert", "warn": "continue", "authenticate": "override"}
    lists = {"block", "alert", "continue", "override", "allow"}
    gone: list[str] = []
    put: dict[str, list[str]] = {}
    for name, action in wanted.items():
        old = words.get(row.categories.get(name, ""), row.categories.get(name, ""))
        if old in lists:
            gone.append(f"delete {path} {old} {quoted(name)}")
        put.setdefault(words.get(action, action), []).append(name)
    return gone + [f"set {path} {word} {members(names)}" for word, names in put.items()]


@fixes("web_filter.unrated")
def unrated(device: Device, row: Any, wanted: str) -> list[str]:
    """What happens to sites that nobody rated."""
    return categories(device, row, {"unknown": wanted})


@fixes("web_filter.error_allow")
def unresolved(device: Device, row: Any, _wanted: object) -> list[str]:
    """Block what the rating service did not answer."""
    return categories(device, row, {"not-resolved": "block"})


@fixes("web_filter.safe_search", "web_filter.youtube_restrict")
def safe_search(_device: Device, row: Any, wanted: object) -> list[str]:
    """Search engines and YouTube must be in their strict mode; needs decryption."""
    path = f"profiles url-filtering {quoted(row.name)}"
    on = bool(wanted) and wanted != "none"
    return [f"set {path} safe-search-enforcement {yes(on)}"]


@fixes("web_filter.log_all_urls")
def log_urls(device: Device, row: Any, wanted: object) -> list[str]:
    """Log each address, not container pages only, and no category without a log."""
    path = f"profiles url-filtering {quoted(row.name)}"
    lines = [f"set {path} log-container-page-only {yes(not wanted)}"]
    silent = [name for name in CATEGORIES if row.categories.get(name, "allow") == "allow"]
    silent += [n for n, a in row.categories.items() if a == "allow" and n not in silent]
    return lines + (categories(device, row, dict.fromkeys(silent, "monitor")) if wanted else [])
