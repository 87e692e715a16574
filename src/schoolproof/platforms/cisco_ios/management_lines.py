"""`line con`, `line aux`, `line vty`: who reaches a shell, how, from where, for how long idle."""

from __future__ import annotations

from dataclasses import dataclass, field

from schoolproof.model import Table, secret_in
from schoolproof.model.management import Service, Terminal
from schoolproof.parse import Node
from schoolproof.platforms.cisco_ios.aaa import login_list
from schoolproof.platforms.cisco_ios.management import major_version
from schoolproof.platforms.cisco_ios.top import TOP, Reading
from schoolproof.platforms.lines import Lines

IDLE_S = 600  # exec-timeout when no line says it
FIRST_WITHOUT_TELNET = 17  # from here on nobody told us what an absent `transport input` means
Methods = tuple[tuple[str, ...], int | None]


@dataclass(slots=True)
class LineNotes:
    """A `line` section while it is read."""

    terminal: Terminal
    kind: str  # con, aux, vty, tty
    shell: bool = True
    asks: bool = False  # a `password` line stands here
    no_shell_line: int | None = None
    login: list[str] = field(default_factory=list)  # words after `login`; empty: no such line
    login_line: int | None = None


def sections(reading: Reading) -> list[LineNotes]:
    """The `line` sections, in the order of the text."""
    found: list[LineNotes] = reading.notes.setdefault("lines", [])
    return found


LINE = Lines()


@TOP.section(r"line (con|console|aux|vty|tty)? ?(?:\d+(?:/\d+)*)?(?: \d+(?:/\d+)*)?")
def _line(reading: Reading, node: Node, kind: str | None) -> None:
    kind = {"console": "con", None: "tty"}.get(kind, kind) or "tty"
    entry = LineNotes(Terminal(node.line, name=node.text.removeprefix("line ")), kind)
    sections(reading).append(entry)
    LINE.read(node.children, entry, reading.unread)


@LINE.line(r"exec-timeout (\d{1,9})(?: (\d{1,9}))?")
def _timeout(entry: LineNotes, node: Node, minutes: str, seconds: str | None) -> None:
    entry.terminal.put(node.line, idle_timeout_s=int(minutes) * 60 + int(seconds or 0))


@LINE.line(r"no exec-timeout")
def _no_timeout(entry: LineNotes, node: Node) -> None:
    entry.terminal.put(node.line, idle_timeout_s=0)


@LINE.line(r"(no )?transport input ?(.*)")
def _transport(entry: LineNotes, node: Node, negated: str | None, words: str) -> None:
    names = set() if negated else set(words.split()) - {"none"}
    if "all" in names:
        names = {"telnet", "ssh"}
    entry.terminal.put(node.line, transports=frozenset(names))


@LINE.line(r"access-class (\S+) in(?: vrf-also| vrfname \S+)?")
def _access(entry: LineNotes, node: Node, name: str) -> None:
    entry.terminal.put(node.line, acl_in=name)


@LINE.line(r"ipv6 access-class (\S+) in")
def _access6(entry: LineNotes, node: Node, name: str) -> None:
    entry.terminal.put(node.line, acl6_in=name)


@LINE.line(r"(no )?exec")
def _shell(entry: LineNotes, node: Node, negated: str | None) -> None:
    entry.shell = not negated
    entry.no_shell_line = node.line


@LINE.line(r"(no )?login(?: (.+))?")
def _login(entry: LineNotes, node: Node, negated: str | None, words: str | None) -> None:
    entry.login = ["no"] if negated else (words or "line").split()
    entry.login_line = node.line


@LINE.line(r"password .+")
def _password(entry: LineNotes, node: Node) -> None:
    """A value that was not taken out is no fact, and still a password: the fact stays unset."""
    entry.asks = True
    secret = secret_in(node.text)
    if secret:
        entry.terminal.put(node.line, password=secret)


LINE.ignore(
    "how the terminal looks and what goes out of it",
    r"(?:no )?(?:length|width|history|editing|logging|escape-character|terminal-type)\b ?.*",
    r"(?:no )?(?:transport (?:output|preferred)|privilege level|notify|location|monitor)\b ?.*",
    r"(?:no )?(?:vacant-message|refuse-message|motd-banner|exec-banner|full-help)\b ?.*",
    r"(?:no )?(?:exec-character-bits|prc-interval|domain-lookup|ip netmask-format)\b ?.*",
)
LINE.ignore(
    "how the serial port talks",
    r"(?:no )?(?:stopbits|databits|speed|rxspeed|txspeed|parity|flowcontrol|modem|script)\b ?.*",
    r"(?:no )?(?:activation-character|hold-character|stop-character|buffer-length|rotary)\b ?.*",
    r"(?:no )?(?:autoselect|autohangup|autobaud|usb-inactivity-timeout|media-type)\b ?.*",
)
LINE.ignore(
    "limits besides the idle time, rights after login, records of sessions",
    r"(?:no )?(?:session-timeout|session-limit|absolute-timeout|logout-warning|timeout)\b ?.*",
    r"(?:no )?(?:session-disconnect-warning|accounting|authorization|autocommand)\b ?.*",
    r"access-class \S+ out",
)


def settle(reading: Reading) -> None:
    """Defaults of each line, who decides on logins, Telnet over all vty ranges."""
    if not sections(reading):
        return
    terminals: Table[Terminal] = Table()
    for entry in sections(reading):
        _settle_line(reading, entry)
        terminals.add(entry.terminal.name, entry.terminal)
    reading.device.put(None, terminals=terminals)
    _settle_methods(reading)
    _settle_telnet(reading)


def _settle_line(reading: Reading, entry: LineNotes) -> None:
    terminal = entry.terminal
    major = major_version(reading)
    if entry.kind != "vty":
        terminal.default(transports=frozenset())
    elif major is not None and major < FIRST_WITHOUT_TELNET:
        terminal.default(transports=frozenset({"telnet", "ssh"}))
    terminal.default(idle_timeout_s=IDLE_S, acl_in=None, acl6_in=None)
    if not entry.asks:
        terminal.default(password=None)
    _settle_reach(entry)
    authentication = reading.device.aaa.enabled
    terminal.put(entry.login_line, login=_login_of(entry, aaa=authentication))


def _settle_reach(entry: LineNotes) -> None:
    terminal = entry.terminal
    if not entry.shell:
        terminal.put(entry.no_shell_line, reachable=False)
    elif entry.kind != "vty":
        terminal.put(None, reachable=True)
    elif "transports" in terminal.lines:
        terminal.put(terminal.lines["transports"], reachable=bool(terminal.transports))


def _login_of(entry: LineNotes, *, aaa: bool) -> str | None:
    """The AAA list; without AAA `local`, `line` (one password) or nothing at all."""
    words = entry.login
    if aaa:
        return words[1] if words[:1] == ["authentication"] and len(words) > 1 else "default"
    if not words:
        return "line" if entry.kind == "vty" else None
    return {"no": None, "local": "local"}.get(words[0], "line")


def methods_of(reading: Reading, entry: LineNotes) -> Methods | None:
    """Who decides on a login at this line; None where the text does not say it."""
    login = entry.terminal.login
    if not reading.device.aaa.enabled:
        return ((login or "none",), entry.login_line)
    found = login_list(reading, login or "default")
    if found:
        return found
    if login == "default" and entry.kind == "vty":
        return (("local",), None)
    return None


def _settle_methods(reading: Reading) -> None:
    """Of several vty ranges the weakest counts: an attacker takes the next free line."""
    aaa = reading.device.aaa
    kinds = {"vty": "login_methods", "con": "console_methods"}
    for kind, fact in kinds.items():
        entries = [e for e in sections(reading) if e.kind == kind and _open(e)]
        found = [methods_of(reading, entry) for entry in entries]
        known = [methods for methods in found if methods]
        if known and len(known) == len(found):
            names, line = max(known, key=_weakness)
            aaa.put(line, **{fact: names})


def _open(entry: LineNotes) -> bool:
    return "reachable" not in entry.terminal.lines or entry.terminal.reachable


def _weakness(methods: Methods) -> int:
    names = methods[0]
    return 2 * ("none" in names) + (names[0] not in {"radius", "tacacs"})


def _settle_telnet(reading: Reading) -> None:
    vtys = [e.terminal for e in sections(reading) if e.kind == "vty"]
    known = [t for t in vtys if "reachable" in t.lines]
    for terminal in known:
        if terminal.reachable and "telnet" in terminal.transports:
            line = terminal.lines["transports"]
            _put_telnet(reading, line if line is not None else terminal.line, on=True)
            return
    if vtys and len(known) == len(vtys):
        _put_telnet(reading, vtys[-1].lines["reachable"], on=False)


def _put_telnet(reading: Reading, line: int | None, *, on: bool) -> None:
    reading.device.put(line, telnet_server=Service(line, name="telnet", enabled=on))
