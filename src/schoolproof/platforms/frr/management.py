"""Who reaches FRR's own Telnet ports, what is recorded, what runs."""

from __future__ import annotations

from dataclasses import dataclass, field

from schoolproof.model import Table, secret_in
from schoolproof.model.management import Banner, Firmware, Logging, Service, Terminal
from schoolproof.parse import Node
from schoolproof.platforms.frr.top import TOP, Reading
from schoolproof.platforms.lines import Lines

IDLE_S = 600  # exec-timeout when no line says it
LEVELS = {
    "emergencies": "emergency",
    "alerts": "alert",
    "critical": "critical",
    "errors": "error",
    "warnings": "warning",
    "notifications": "notice",
    "informational": "informational",
    "debugging": "debug",
}


@dataclass(slots=True)
class Notes:
    """What was seen, by line; None: no such line."""

    vty: Terminal = field(default_factory=lambda: Terminal(None, name="vty"))
    password: Node | None = None
    no_login: int | None = None
    records: int | None = None  # some place where messages go
    commands: int | None = None
    printed: bool = False  # `show running-config` wrote the text, so what it leaves out tells
    no_forwarding: int | None = None


def notes(reading: Reading) -> Notes:
    """What this file saw so far."""
    found: Notes = reading.notes.setdefault("management", Notes())
    return found


@TOP.line(r"hostname (\S+)")
def _hostname(reading: Reading, node: Node, name: str) -> None:
    """A second one may be printed behind it; the prompt, and so the device, has the first."""
    if "hostname" not in reading.device.lines:
        reading.device.put(node.line, hostname=name)


@TOP.line(r"frr version (\S+)(?: .+)?")
def _version(reading: Reading, node: Node, version: str) -> None:
    notes(reading).printed = True
    reading.device.put(node.line, firmware=Firmware(node.line, version=version))


@TOP.line(r"(no )?ip forwarding")
def _forwarding(reading: Reading, node: Node, negated: str | None) -> None:
    if negated:
        notes(reading).no_forwarding = node.line
    else:
        reading.device.put(node.line, ip_routing=True)


@TOP.line(r"password .+")
def _password(reading: Reading, node: Node) -> None:
    notes(reading).password = node


@TOP.line(r"enable password (8 )?\S.*")
def _enable(reading: Reading, node: Node, hashed: str | None) -> None:
    secret = secret_in(node.text)
    kind = secret.kind if secret else ("descrypt" if hashed else "clear")
    reading.device.put(node.line, enable_hash_kind=kind)
    if secret:
        reading.device.put(node.line, enable_secret=secret)


VTY = Lines()


@TOP.section(r"line vty")
def _vty(reading: Reading, node: Node) -> None:
    seen = notes(reading)
    seen.vty.line = node.line
    VTY.read(node.children, seen, reading.unread)


@VTY.line(r"exec-timeout (\d{1,9})(?: (\d{1,9}))?")
def _timeout(seen: Notes, node: Node, minutes: str, seconds: str | None) -> None:
    seen.vty.put(node.line, idle_timeout_s=int(minutes) * 60 + int(seconds or 0))


@VTY.line(r"no exec-timeout")
def _no_timeout(seen: Notes, node: Node) -> None:
    seen.vty.put(node.line, idle_timeout_s=0)


@VTY.line(r"(ipv6 )?access-class (\S+)")
def _access(seen: Notes, node: Node, version6: str | None, name: str) -> None:
    seen.vty.put(node.line, **{"acl6_in" if version6 else "acl_in": name})


@VTY.line(r"(no )?login")
def _login(seen: Notes, node: Node, negated: str | None) -> None:
    seen.no_login = node.line if negated else None


@TOP.line(r"log (syslog|stdout|file \S+)(?: ([a-z]+))?")
def _records(reading: Reading, node: Node, where: str, level: str | None) -> None:
    notes(reading).records = node.line
    if where == "syslog":
        _logging(reading).put(node.line, severity=LEVELS.get(level or "debugging", level))


@TOP.line(r"log commands")
def _commands(reading: Reading, node: Node) -> None:
    notes(reading).commands = node.line


def _logging(reading: Reading) -> Logging:
    if "logging" not in reading.device.lines:
        reading.device.put(None, logging=Logging(None))
    return reading.device.logging


@TOP.line(r"banner motd line (.+)")
def _banner(reading: Reading, node: Node, text: str) -> None:
    reading.device.put(node.line, banner=Banner(node.line, login=text))


@TOP.line(r"no banner motd")
def _no_banner(reading: Reading, node: Node) -> None:
    reading.device.put(node.line, banner=Banner(node.line, login=""))


def settle(reading: Reading) -> None:
    """Defaults, and what follows from several lines together."""
    seen = notes(reading)
    _settle_vty(reading, seen)
    recorded = seen.commands if seen.records is not None else None
    line = seen.commands if recorded is None else recorded
    _logging(reading).put(line, configuration_changes=recorded is not None)
    if seen.no_forwarding is not None:
        reading.device.put(seen.no_forwarding, ip_routing=False)
    elif seen.printed:
        reading.device.default(ip_routing=True)


def _settle_vty(reading: Reading, seen: Notes) -> None:
    vty, device = seen.vty, reading.device
    vty.default(idle_timeout_s=IDLE_S, acl_in=None, acl6_in=None, transports=frozenset({"telnet"}))
    _settle_login(seen)
    if seen.password is None and seen.no_login is None:
        vty.put(None, reachable=False)
        device.put(None, telnet_server=Service(None, name="telnet", enabled=False))
        device.default(enable_secret=None, enable_hash_kind=None)
    terminals: Table[Terminal] = Table()
    terminals.add("vty", vty)
    device.put(None, terminals=terminals)


def _settle_login(seen: Notes) -> None:
    """A password that was not taken out is no fact, and still a password: it stays unset."""
    if seen.password is None:
        seen.vty.put(None, password=None)
    else:
        secret = secret_in(seen.password.text)
        if secret:
            seen.vty.put(seen.password.line, password=secret)
    asks = seen.password is not None and seen.no_login is None
    line = seen.no_login or (seen.password.line if seen.password else None)
    seen.vty.put(line, login="line" if asks else None)
