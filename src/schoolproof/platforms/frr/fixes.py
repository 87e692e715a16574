"""Commands that mend a fact. Secrets stand as `{{ secrets.name }}`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from schoolproof.model import Device
from schoolproof.platforms.base import Fixes

fixes = Fixes()
LEVELS = {
    "emergency": "emergencies",
    "alert": "alerts",
    "error": "errors",
    "warning": "warnings",
    "notice": "notifications",
    "debug": "debugging",
}
HOUR_S = 3600


@fixes(
    "device.telnet_server.enabled",
    "telnet_server.enabled",
    "terminal.reachable",
    "terminal.password",
    "terminal.transports",
)
def _no_vty(device: Device, _subject: Any, _wanted: Any) -> Sequence[str]:
    """Without a password a vty refuses everybody; vtysh over SSH does not need one."""
    vty = device.terminals.get("vty") if "terminals" in device.lines else None
    open_to_all = vty is not None and "reachable" not in vty.lines and vty.login is None
    return ["no password", *(["line vty", " login"] if open_to_all else [])]


@fixes("service.enabled")
def _service(device: Device, subject: Any, wanted: Any) -> Sequence[str]:
    known = subject.name == "telnet" and not wanted
    return _no_vty(device, subject, wanted) if known else []


@fixes("terminal.idle_timeout_s")
def _idle(_device: Device, _subject: Any, wanted: Any) -> Sequence[str]:
    seconds = int(wanted) if isinstance(wanted, int | float) and 0 < wanted <= HOUR_S else 600
    return ["line vty", f" exec-timeout {seconds // 60} {seconds % 60}"]


@fixes("device.enable_secret", "device.enable_hash_kind")
def _enable(device: Device, subject: Any, wanted: Any) -> Sequence[str]:
    """FRR knows no strong function for it; where no vty answers, nobody needs it."""
    return [*_no_vty(device, subject, wanted), "no enable password"]


@fixes("device.logging.severity", "logging.severity")
def _severity(_device: Device, _subject: Any, wanted: Any) -> Sequence[str]:
    level = wanted if isinstance(wanted, str) else "informational"
    return [f"log syslog {LEVELS.get(level, level)}"]


@fixes("device.logging.configuration_changes", "logging.configuration_changes")
def _changes(device: Device, _subject: Any, _wanted: Any) -> Sequence[str]:
    log = device.logging if "logging" in device.lines else None
    syslog = log is not None and "severity" in log.lines
    return ["log commands"] if syslog else ["log syslog informational", "log commands"]


@fixes("device.ip_routing")
def _forwarding(_device: Device, _subject: Any, wanted: Any) -> Sequence[str]:
    return ["ip forwarding" if wanted else "no ip forwarding"]


@fixes("interface.enabled")
def _enabled(_device: Device, subject: Any, wanted: Any) -> Sequence[str]:
    return [f"interface {subject.name}", " no shutdown" if wanted else " shutdown"]


@fixes("interface.description")
def _description(_device: Device, subject: Any, wanted: Any) -> Sequence[str]:
    text = wanted if isinstance(wanted, str) and wanted else f"Port {subject.name}"
    return [f"interface {subject.name}", f" description {text}"]
