"""SSH and the web servers: are they on, how strong are they."""

from __future__ import annotations

from typing import Any

from schoolproof.model.management import HttpsServer, Service, SshServer, Terminal
from schoolproof.parse import Node
from schoolproof.platforms.cisco_ios.management import major_version
from schoolproof.platforms.cisco_ios.management_lines import sections
from schoolproof.platforms.cisco_ios.top import TOP, Reading

ALGORITHMS = {"encryption": "ciphers", "mac": "macs", "kex": "kex", "hostkey": "host_keys"}
OPENSSH = {"aes128-gcm": "aes128-gcm@openssh.com", "aes256-gcm": "aes256-gcm@openssh.com"}
SSH_TIMEOUT_S = 120
LAST_WITH_VERSION_1 = 16  # later releases: what an absent `ip ssh version` means is not known here


def ssh(reading: Reading) -> SshServer:
    """The SSH server, before it is known whether it is on."""
    found: SshServer = reading.notes.setdefault("ssh", SshServer())
    return found


def web(reading: Reading) -> dict[str, Any]:
    """Access lists, TLS and idle time of the web server, with their lines."""
    found: dict[str, Any] = reading.notes.setdefault("web", {})
    return found


@TOP.line(r"ip ssh version (1|2)")
def _version(reading: Reading, node: Node, version: str) -> None:
    ssh(reading).put(node.line, protocol_version=version)


@TOP.line(r"ip ssh server algorithm (encryption|mac|kex|hostkey) (.+)")
def _algorithms(reading: Reading, node: Node, kind: str, names: str) -> None:
    offered = frozenset(OPENSSH.get(name, name) for name in names.split())
    ssh(reading).put(node.line, **{ALGORITHMS[kind]: offered})


@TOP.line(r"ip ssh time-out (\d{1,9})")
def _timeout(reading: Reading, node: Node, seconds: str) -> None:
    ssh(reading).put(node.line, timeout_s=int(seconds))


TOP.ignore(
    "the client's side, keys and counts that no control asks for",
    r"(?:no )?ip ssh client algorithm .+",
    r"ip ssh server algorithm (?:authentication|publickey) .+",
    r"(?:no )?ip ssh (?:authentication-retries|logging events|source-interface|rsa|dscp)\b ?.*",
    r"(?:no )?ip ssh (?:maxstartups|dh min size|break-string|port|precedence|window-size)\b ?.*",
    r"(?:no )?ip ssh (?:pubkey-chain|bulk-mode|rekey|stricthostkeycheck|ec|eddsa)\b ?.*",
    r"(?:no )?ip scp server enable",
)


@TOP.line(r"(no )?ip http server")
def _http(reading: Reading, node: Node, negated: str | None) -> None:
    server = Service(node.line, name="http", enabled=not negated)
    reading.device.put(node.line, http_server=server)


@TOP.line(r"(no )?ip http secure-server")
def _https(reading: Reading, node: Node, negated: str | None) -> None:
    reading.device.put(node.line, https_server=HttpsServer(node.line, enabled=not negated))


@TOP.line(r"ip http tls-version TLSv(1\.[0-3])")
def _tls(reading: Reading, node: Node, version: str) -> None:
    lowest = web(reading).get("tls", ("9", None))
    web(reading)["tls"] = min(lowest, (version, node.line))


@TOP.line(r"ip http access-class (ipv4 |ipv6 )?(\S+)")
def _web_list(reading: Reading, node: Node, family: str | None, name: str) -> None:
    web(reading)["acl6_in" if family == "ipv6 " else "acl_in"] = (name, node.line)


@TOP.line(
    r"ip http (session-idle-timeout) (\d{1,9})", r"ip http (timeout-policy) idle (\d{1,9}) life .+"
)
def _web_idle(reading: Reading, node: Node, kind: str, seconds: str) -> None:
    """The session's own limit decides where both are written."""
    if kind == "session-idle-timeout" or "idle" not in web(reading):
        web(reading)["idle"] = (int(seconds), node.line)


@TOP.line(r"(no )?ip http authentication (.+)")
def _web_login(reading: Reading, node: Node, negated: str | None, words: str) -> None:
    web(reading)["login"] = ("enable" if negated else words.rpartition(" ")[2], node.line)


TOP.ignore(
    "the web client, ports and counts that no control asks for",
    r"(?:no )?ip http client .+",
    r"(?:no )?ip http (?:port|secure-port|path|max-connections|active-session-modules)\b ?.*",
    r"(?:no )?ip http (?:secure-active-session-modules|secure-trustpoint|banner|digest)\b ?.*",
    r"(?:no )?ip http (?:secure-client-auth|secure-ciphersuite|secure-ecdhe-auth)\b ?.*",
    r"(?:no )?ip http (?:secure-peer-verify-trustpoint|secure-piv-auth|help-path)\b ?.*",
)


def settle(reading: Reading) -> None:
    """SSH answers where a vty takes it; the web session is a terminal of its own."""
    _settle_ssh(reading)
    _settle_web(reading)


def _settle_ssh(reading: Reading) -> None:
    server = ssh(reading)
    major = major_version(reading)
    server.default(timeout_s=SSH_TIMEOUT_S)
    if major is not None and major <= LAST_WITH_VERSION_1:
        server.default(protocol_version="1.99")
    vtys = [e.terminal for e in sections(reading) if e.kind == "vty"]
    known = [t for t in vtys if "reachable" in t.lines]
    takers = [t for t in known if t.reachable and "ssh" in t.transports]
    if takers:
        server.put(takers[0].lines["transports"], enabled=True)
    elif vtys and len(known) == len(vtys):
        server.put(vtys[-1].lines["reachable"], enabled=False)
    reading.device.put(server.lines.get("protocol_version"), ssh_server=server)


def _settle_web(reading: Reading) -> None:
    device, seen = reading.device, web(reading)
    https = device.https_server if "https_server" in device.lines else None
    if https and "tls" in seen:
        version, line = seen["tls"]
        https.put(line, tls_min=version)
    http = device.http_server if "http_server" in device.lines else None
    on = {"http"} if http and http.enabled else set()
    on |= {"https"} if https and https.enabled else set()
    if not on or "terminals" not in device.lines:
        return
    line = next((server.line for server in (https, http) if server and server.enabled), None)
    terminal = Terminal(line, name="web", reachable=True, transports=frozenset(on))
    terminal.put(None, acl_in=None, acl6_in=None, login="enable", password=None)
    for fact, key in (
        ("acl_in", "acl_in"),
        ("acl6_in", "acl6_in"),
        ("login", "login"),
        ("idle_timeout_s", "idle"),
    ):
        if key in seen:
            value, where = seen[key]
            terminal.put(where, **{fact: value})
    device.terminals.add("web", terminal)
