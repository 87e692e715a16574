"""Records and their time: syslog, time stamps, archive of changes, NTP, time zone."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from schoolproof.model.management import Clock, Logging, Ntp
from schoolproof.parse import Node
from schoolproof.platforms.cisco_ios.top import TOP, Reading
from schoolproof.platforms.lines import Lines

LEVELS = (
    "emergency",
    "alert",
    "critical",
    "error",
    "warning",
    "notice",
    "informational",
    "debug",
)
IOS_LEVELS = ("emerg", "alert", "crit", "err", "warn", "notif", "info", "debug")
UK_SUMMER = re.compile(
    r"recurring last Sun Mar 0?[12]:00 last Sun Oct 0?[12]:00(?: 60)?", re.IGNORECASE
)
ADDRESS = r"(\d+\.\d+\.\d+\.\d+|[0-9A-Fa-f]*:[0-9A-Fa-f:.]+)"


@dataclass(slots=True)
class TimeNotes:
    """Time sources with or without a key, and what makes authentication complete."""

    servers: list[tuple[str, bool, int]] = field(default_factory=list)
    authenticate: int | None = None
    trusted: bool = False
    offset: tuple[str, bool, int] | None = None  # name, is it zero, line
    summer: tuple[bool, int] | None = None
    off: int | None = None  # line of `no logging on`


def state(reading: Reading) -> TimeNotes:
    """What this file saw so far."""
    found: TimeNotes = reading.notes.setdefault("time", TimeNotes())
    return found


def _logging(reading: Reading) -> Logging:
    if "logging" not in reading.device.lines:
        reading.device.put(None, logging=Logging(None, hosts=()))
    return reading.device.logging


@TOP.line(rf"logging (?:host )?(?:ipv6 |ipv4 )?{ADDRESS}(?: .+)?", r"logging host (\S+)(?: .+)?")
def _host(reading: Reading, node: Node, address: str) -> None:
    log = _logging(reading)
    if address not in log.hosts:
        line = log.lines["hosts"] if log.hosts else node.line
        log.put(line, hosts=(*log.hosts, address))


@TOP.line(r"(no )?logging trap(?: (\S+))?")
def _trap(reading: Reading, node: Node, negated: str | None, level: str | None) -> None:
    if negated:
        state(reading).off = node.line
        return
    _logging(reading).put(node.line, severity=_level(level or "informational"))


def _level(word: str) -> str:
    if word.isdigit():
        return LEVELS[min(int(word), 7)]
    found = (n for s, n in zip(IOS_LEVELS, LEVELS, strict=True) if word.lower().startswith(s))
    return next(found, word)


@TOP.line(r"no logging on")
def _off(reading: Reading, node: Node) -> None:
    state(reading).off = node.line


@TOP.line(r"(no )?service timestamps log(?: (\S+).*)?")
def _timestamps(reading: Reading, node: Node, negated: str | None, form: str | None) -> None:
    _logging(reading).put(node.line, timestamps=not negated and form == "datetime")


@TOP.line(r"(no )?login on-(success|failure)(?: log| trap)*(?: every \d+)?(?: log| trap)*")
def _logins(reading: Reading, node: Node, negated: str | None, which: str) -> None:
    on = not negated and " log" in node.text
    _logging(reading).put(node.line, **{f"login_{which}": on})


ARCHIVE = Lines()
CHANGES = Lines()


@TOP.section(r"archive")
def _archive(reading: Reading, node: Node) -> None:
    ARCHIVE.read(node.children, reading, reading.unread)


@ARCHIVE.section(r"log config")
def _log_config(reading: Reading, node: Node) -> None:
    CHANGES.read(node.children, reading, reading.unread)


@CHANGES.line(r"(no )?logging enable")
def _changes(reading: Reading, node: Node, negated: str | None) -> None:
    _logging(reading).put(node.line, configuration_changes=not negated)


CHANGES.ignore(
    "how changes are recorded, not whether",
    r"(?:no )?(?:hidekeys|notify syslog|logging size|logging persistent|record rc)\b ?.*",
)
ARCHIVE.ignore(
    "copies of the configuration that the device makes by itself",
    r"(?:no )?(?:path|time-period|write-memory|maximum|rollback)\b ?.*",
)


@TOP.line(r"(?:ntp|sntp) (?:server|peer)(?: vrf \S+)?(?: ip| ipv6)? (?!vrf )(\S+)( .+)?")
def _time_source(reading: Reading, node: Node, address: str, options: str | None) -> None:
    state(reading).servers.append((address, " key " in (options or ""), node.line))


@TOP.line(r"ntp authenticate")
def _authenticate(reading: Reading, node: Node) -> None:
    state(reading).authenticate = node.line


@TOP.line(r"ntp trusted-key .+")
def _trusted(reading: Reading, _node: Node) -> None:
    state(reading).trusted = True


@TOP.line(r"clock timezone (\S+) (-?\d{1,9})(?: (\d{1,9}))?")
def _zone(reading: Reading, node: Node, name: str, hours: str, minutes: str | None) -> None:
    zero = int(hours) == 0 and int(minutes or 0) == 0
    state(reading).offset = (name, zero, node.line)


@TOP.line(r"clock summer-time \S+ (.+)")
def _summer(reading: Reading, node: Node, rule: str) -> None:
    state(reading).summer = (bool(UK_SUMMER.fullmatch(rule)), node.line)


def settle(reading: Reading) -> None:
    """Defaults of logging, and what time and its proof come to."""
    log = _logging(reading)
    log.default(
        severity="informational",
        configuration_changes=False,
        login_success=False,
        login_failure=False,
    )
    if state(reading).off is not None:
        log.put(state(reading).off, hosts=())
    _settle_ntp(reading)
    _settle_clock(reading)


def _settle_ntp(reading: Reading) -> None:
    seen = state(reading)
    line = seen.servers[0][2] if seen.servers else None
    ntp = Ntp(line, enabled=bool(seen.servers))
    ntp.put(line, servers=tuple(dict.fromkeys(address for address, _, _ in seen.servers)))
    keyed = bool(seen.servers) and all(key for _, key, _ in seen.servers)
    proven = seen.authenticate is not None and seen.trusted and keyed
    ntp.put(seen.authenticate, authentication=proven)
    reading.device.put(line, ntp=ntp)


def _settle_clock(reading: Reading) -> None:
    """UK time is offset zero with summer time by the European rule.

    A `recurring` without dates follows the rule of the United States.
    """
    seen = state(reading)
    name, zero, line = seen.offset or ("UTC", True, None)
    summer, summer_line = seen.summer or (False, line)
    clock = Clock(line, zone=name)
    clock.put(summer_line if zero else line, uk=zero and summer)
    reading.device.put(line, clock=clock)
