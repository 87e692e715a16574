"""How the firewall is reached: servers by interface, SSH and TLS, sessions, small services."""

from __future__ import annotations

from collections.abc import Iterable

from schoolproof.model import Interface, Table
from schoolproof.model.management import HttpsServer, Service, SshServer, Terminal
from schoolproof.platforms.fortinet.reading import Reading, afterwards, config
from schoolproof.platforms.fortinet.settings import Settings
from schoolproof.platforms.fortinet.system import release_of

TLS = (("tlsv1-0", "1.0"), ("tlsv1-1", "1.1"), ("tlsv1-2", "1.2"), ("tlsv1-3", "1.3"))
LOGINS = frozenset({"https", "http", "ssh", "telnet"})
CIPHERS = frozenset({"chacha20-poly1305@openssh.com", "aes256-ctr", "aes256-gcm@openssh.com"})
MACS = frozenset(
    {
        "hmac-sha2-256",
        "hmac-sha2-256-etm@openssh.com",
        "hmac-sha2-512",
        "hmac-sha2-512-etm@openssh.com",
    }
)
LISTS_FROM = (7, 0, 0)  # older releases know `strong-crypto` and single switches only


def ports_with(reading: Reading, service: str) -> list[Interface]:
    """Enabled interfaces that answer to a service, by IPv4 or IPv6."""
    return [
        port
        for port in reading.device.interfaces
        if port.enabled and service in port.admin_access | port.admin_access6
    ]


def _line(ports: Iterable[Interface], service: str) -> int | None:
    for port in ports:
        key = "admin_access" if service in port.admin_access else "admin_access6"
        return port.lines.get(key)
    return None


@afterwards(turn=2)
def read_servers(reading: Reading) -> None:
    """A server is on when an enabled interface answers. Without an interface block: unknown."""
    device, block = reading.device, reading.block("system global")
    ssh, https = SshServer(block.at), HttpsServer(block.at)
    _crypto(reading, block, ssh)
    _tls(block, https)
    device.put(block.at, ssh_server=ssh, https_server=https)
    telnet_on, line = block.flag("admin-telnet", default=True), block.line("admin-telnet")
    if "interfaces" not in device.lines:
        return
    found = {name: ports_with(reading, name) for name in LOGINS}
    for name, server in (("ssh", ssh), ("https", https)):
        server.put(_line(found[name], name), enabled=bool(found[name]))
    http = Service(block.at, name="http")
    http.put(_line(found["http"], "http"), enabled=bool(found["http"]))
    telnet = Service(block.at, name="telnet")
    telnet.put(
        _line(found["telnet"], "telnet") if telnet_on else line,
        enabled=bool(found["telnet"]) and telnet_on,
    )
    device.put(block.at, http_server=http, telnet_server=telnet)


def _crypto(reading: Reading, block: Settings, ssh: SshServer) -> None:
    """Algorithm lists stand in `system global`, from 7.4.4 on in `system ssh-config`."""
    first = block.flag("admin-ssh-v1", default=False)
    ssh.put(block.line("admin-ssh-v1"), protocol_version="1.99" if first else "2")
    ssh.put(block.line("admin-ssh-grace-time"), timeout_s=block.int("admin-ssh-grace-time", 120))
    strong = block.flag("strong-crypto", default=True)
    ssh.put(block.line("strong-crypto"), strong_crypto=strong)
    own = reading.block("system ssh-config")
    known = release_of(reading) >= LISTS_FROM and strong
    for key, fact, usual in (
        ("ssh-enc-algo", "ciphers", CIPHERS),
        ("ssh-mac-algo", "macs", MACS),
        ("ssh-kex-algo", "kex", None),
    ):
        source = own if key in own else block
        names = source.list(key)
        if names:
            ssh.put(source.line(key), **{fact: frozenset(names)})
        elif known and usual:
            ssh.default(**{fact: usual})
    keys = own.list("ssh-hsk-algo") or block.list("ssh-hostkey-algo")
    if keys:
        line = own.line("ssh-hsk-algo") or block.line("ssh-hostkey-algo")
        ssh.put(line, host_keys=frozenset(keys))


def _tls(block: Settings, https: HttpsServer) -> None:
    versions = block.list("admin-https-ssl-versions", ("tlsv1-2", "tlsv1-3"))
    for word, number in TLS:
        if word in versions:
            https.put(block.line("admin-https-ssl-versions"), tls_min=number)
            return


@afterwards(turn=3)
def read_terminals(reading: Reading) -> None:
    """Sessions end after `admintimeout` minutes, unless the administrator's profile says else."""
    block, table = reading.block("system global"), Table[Terminal]()
    reading.device.put(block.at, terminals=table)
    minutes, line = block.int("admintimeout", 5), block.line("admintimeout")
    session = Terminal(block.at, name="administrator sessions", login="local")
    session.put(line, idle_timeout_s=minutes * 60)
    _reach(reading, session)
    table.add("sessions", session)
    console = Terminal(block.at, name="console", transports=frozenset({"console"}), login="local")
    own = block.int("admin-console-timeout", 0)
    console.put(
        block.line("admin-console-timeout") if own else line, idle_timeout_s=own or minutes * 60
    )
    serial = reading.block("system console")
    console.put(serial.line("login"), reachable=serial.flag("login", default=True))
    table.add("console", console)
    used = {e.text("accprofile") for e in reading.block("system admin").edits()}
    for profile in reading.block("system accprofile").edits():
        if profile.flag("admintimeout-override", default=False):
            own_session = Terminal(profile.at, name=f"profile {profile.name}", login="local")
            own_minutes = profile.int("admintimeout", 10)
            own_session.put(
                profile.line("admintimeout", "admintimeout-override"),
                idle_timeout_s=own_minutes * 60,
            )
            _reach(reading, own_session, used=profile.name in used)
            table.add(f"profile {profile.name}", own_session)


def _reach(reading: Reading, terminal: Terminal, *, used: bool = True) -> None:
    if "interfaces" not in reading.device.lines:
        return
    ways = frozenset(name for name in LOGINS if ports_with(reading, name))
    terminal.put(terminal.line, transports=ways, reachable=bool(ways) and used)


@afterwards(turn=3)
def read_services(reading: Reading) -> None:
    """Services that no school needs. FGFM is needed where a FortiManager is named."""
    table = Table[Service]()
    reading.device.put(None, services=table)
    install = reading.block("system auto-install")
    for key in ("auto-install-config", "auto-install-image"):
        service = table.add(key, Service(install.at, name=key))
        service.put(install.line(key), enabled=install.flag(key, default=False))
    central = reading.block("system central-management")
    managed = central.text("type", "fortiguard") == "fortimanager"
    if "interfaces" in reading.device.lines and not managed:
        ports = ports_with(reading, "fgfm")
        service = table.add("fgfm", Service(None, name="fgfm"))
        service.put(_line(ports, "fgfm"), enabled=bool(ports))


@config("system console")
def read_console(_reading: Reading, block: Settings) -> None:
    """Its log-in switch is read with the sessions; how it prints is no matter."""
    for key in ("output", "baudrate", "mode", "fortiexplorer"):
        block.get(key)
