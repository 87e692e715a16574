"""Who reaches the device: services of the management port, their sources, sessions, SNMP."""

from __future__ import annotations

from collections.abc import Iterable
from ipaddress import ip_interface, ip_network

from schoolproof.model import Interface, Table, secret_in
from schoolproof.model.management import (
    HttpsServer,
    LoginLock,
    ManagementAccess,
    PasswordPolicy,
    Prefix,
    Service,
    Snmp,
    SnmpCommunity,
    SnmpUser,
    SshServer,
    Terminal,
)
from schoolproof.parse.items import Item
from schoolproof.platforms.paloalto_panos.reading import Reading, reader
from schoolproof.platforms.paloalto_panos.system import SYSTEM

# service → whether it answers on the management port where no line says
ON_BY_DEFAULT = {"https": True, "ssh": True, "ping": True, "http": False, "telnet": False}
KEYS = {"ping": "disable-icmp"}
TLS = {"tls1-0": "1.0", "tls1-1": "1.1", "tls1-2": "1.2", "tls1-3": "1.3"}
SETTING = ("deviceconfig", "setting", "management")
MANAGEMENT = "management"  # our name of the management port, which the text does not name


@reader(turn=1)
def management_port(reading: Reading) -> None:
    """The management port with the services that answer there."""
    system = reading.root.at(*SYSTEM)
    if system is None:
        return
    port = Interface(system.at_line("service"), name=MANAGEMENT, kind="management", description="")
    port.put(None, enabled=True, routed=True, lag=None, parent=None, vlan_id=None, zone=None)
    services = {name for name in ON_BY_DEFAULT if _answers(system, name)}
    if _answers(system, "snmp", default=True) and system.has("snmp-setting", "access-setting"):
        services.add("snmp")
    line = system.at_line("service")
    wrong = [system.at_line("service", _key(name)) for name in ("telnet", "http")]
    line = next((w for n, w in zip(("telnet", "http"), wrong, strict=True) if n in services), line)
    port.put(line, admin_access=frozenset(services), admin_access6=frozenset(services))
    _own_addresses(port, system)
    reading.device.interfaces.add(MANAGEMENT, port)


def _own_addresses(port: Interface, system: Item) -> None:
    """The addresses as written. Without one they are the factory's or given by DHCP: not known."""
    four, mask = system.value("ip-address"), system.value("netmask")
    six = system.value("ipv6-address")
    texts = [f"{four}/{mask}" if four and mask else four, six]
    try:
        found = tuple(ip_interface(text) for text in texts if text)
    except ValueError:
        return
    if found:
        line = system.at_line("ip-address") or system.at_line("ipv6-address")
        port.put(line, addresses=found)


def _key(name: str) -> str:
    return KEYS.get(name, f"disable-{name}")


def _answers(system: Item, name: str, *, default: bool | None = None) -> bool:
    on = ON_BY_DEFAULT[name] if default is None else default
    return not system.flag("service", _key(name), default=not on)


@reader(turn=2)
def servers(reading: Reading) -> None:
    """Whether each management service answers anywhere."""
    device = reading.device
    if "interfaces" not in device.lines or reading.root.at(*SYSTEM) is None:
        return

    def on(service: str) -> tuple[bool, int | None]:
        places = [p for p in device.interfaces if "admin_access" in p.lines and p.enabled]
        lines = [p.lines["admin_access"] for p in places if service in p.admin_access]
        return bool(lines), lines[0] if lines else reading.root.at_line(*SYSTEM, "service")

    for name, fact in (("telnet", "telnet_server"), ("http", "http_server")):
        answer, line = on(name)
        device.put(line, **{fact: Service(line, name=name, enabled=answer)})
    answer, line = on("ssh")
    ssh = SshServer(line, enabled=answer)
    ssh.put(None, protocol_version="2")
    _algorithms(reading, ssh)
    device.put(line, ssh_server=ssh)
    answer, line = on("https")
    https = HttpsServer(line, enabled=answer)
    _tls(reading, https)
    device.put(line, https_server=https)
    for service in ("ssh", "https", "telnet", "http", "snmp"):
        _sources(reading, service)


def _algorithms(reading: Reading, ssh: SshServer) -> None:
    """Algorithms of the profile in use; without one the release's own, which are not known."""
    part = reading.root.at(*SYSTEM, "ssh")
    if part is None:
        return
    name = part.value("mgmt", "server-profile")
    for kind in ("profiles", "regenerate-hostkeys", "ha", "session-rekey"):
        if (other := part.at(kind)) is not None and kind != "profiles":
            other.read_all()
    profiles = part.at("profiles", "mgmt-profiles", "server-profiles")
    for profile in profiles.each() if profiles else ():
        found = {k: frozenset(profile.words(k)) for k in ("ciphers", "mac", "kex")}
        if profile.name == name:
            _host_key(profile, ssh)
        profile.read_all()
        if profile.name == name:
            for key, fact in (("ciphers", "ciphers"), ("mac", "macs"), ("kex", "kex")):
                if found[key]:
                    ssh.put(profile.at_line(key), **{fact: found[key]})


def _host_key(profile: Item, ssh: SshServer) -> None:
    """The one kind of host key that the profile chooses; without it all kinds are offered."""
    path = ("default-hostkey", "key-type")
    for kind in profile.each(*path):
        bits, line = profile.value(*path, kind.name), profile.at_line(*path, kind.name)
        if kind.name == "ECDSA":
            ssh.put(line, host_keys=frozenset({"ecdsa"}))
        elif kind.name == "RSA" and bits and bits.isdecimal():
            ssh.put(line, host_keys=frozenset({"rsa"}), rsa_bits=int(bits))


def _tls(reading: Reading, https: HttpsServer) -> None:
    """The lowest version of the profile in use; without a profile it depends on the release."""
    name = reading.root.value(*SYSTEM, "ssl-tls-service-profile")
    places = [reading.shared, *(scope.own for scope in reading.scopes)]
    for place in places:
        for profile in place.each("ssl-tls-service-profile"):
            word = profile.value("protocol-settings", "min-version")
            if profile.name == name and word in TLS:
                line = profile.at_line("protocol-settings", "min-version")
                https.put(line, tls_min=TLS[word])


def prefixes(names: Iterable[str]) -> tuple[Prefix, ...]:
    """Networks of permitted sources; what is none is left out, so nothing is let in by it."""
    found: list[Prefix] = []
    for name in names:
        try:
            found.append(ip_network(name, strict=False))
        except ValueError:
            continue
    return tuple(found)


def _sources(reading: Reading, service: str) -> None:
    """Sources that a service answers: of all places where it does, each with its own list."""
    device, lists = reading.device, reading.permitted
    rows = [
        lists.get(port.name, (None, None))
        for port in device.interfaces
        if port.enabled and "admin_access" in port.lines and service in port.admin_access
    ]
    if not rows:
        return
    if "management_access" not in device.lines:
        device.put(None, management_access=Table[ManagementAccess]())
    line = next((line for names, line in rows if names is None), rows[0][1])
    row = ManagementAccess(line, name=service)
    if any(names is None for names, _ in rows):
        row.put(line, sources=None, sources6=None)
    else:
        every = prefixes(dict.fromkeys(n for names, _ in rows for n in names or ()))
        row.put(line, sources=tuple(n for n in every if n.version == 4))  # noqa: PLR2004  IPv4
        row.put(line, sources6=tuple(n for n in every if n.version == 6))  # noqa: PLR2004  IPv6
    device.management_access.add(service, row)


@reader()
def permitted(reading: Reading) -> None:
    """The list of sources of the management port; without one anybody may try."""
    system = reading.root.at(*SYSTEM)
    if system is None:
        return
    names = system.words("permitted-ip")
    for item in system.each("permitted-ip"):
        item.read_all()
    line = system.at_line("permitted-ip")
    reading.permitted[MANAGEMENT] = (names or None, line or system.at_line("service"))


@reader()
def sessions(reading: Reading) -> None:
    """When sessions end, when accounts lock, what passwords must be like."""
    if reading.root.at(*SYSTEM) is None:
        return
    device, setting = reading.device, reading.root.at(*SETTING) or Item("", 0)
    minutes, line = setting.value("idle-timeout") or "60", setting.at_line("idle-timeout")
    terminals = Table[Terminal]()
    for name, ways in (("web", {"https"}), ("cli", {"ssh"})):
        row = Terminal(line, name=name, reachable=True, transports=frozenset(ways))
        if minutes.isascii() and minutes.isdecimal():
            row.put(line, idle_timeout_s=int(minutes) * 60)
        terminals.add(name, row)
    device.put(line, terminals=terminals)
    lock = LoginLock()
    numbers = [setting.value("admin-lockout", key) for key in ("failed-attempts", "lockout-time")]
    known = [int(n) if n and n.isascii() and n.isdecimal() else 0 for n in numbers]
    where = setting.at_line("admin-lockout", "failed-attempts") or setting.at_line("admin-lockout")
    lock.put(where, max_attempts=known[0], lockout_s=known[1] * 60)
    device.put(where, login_lock=lock)


@reader()
def passwords(reading: Reading) -> None:
    """Rules for local passwords; they hold only while they are enabled."""
    root = reading.root
    if root.at(*SYSTEM) is None:
        return
    part = root.at("mgt-config", "password-complexity") or Item("", 0)
    on = part.flag("enabled")
    length = part.value("minimum-length") or "0"
    letters = [
        part.value(f"minimum-{kind}-letters") or "0"
        for kind in ("uppercase", "lowercase", "numeric", "special")
    ]
    expiry = part.value("password-change", "expiration-period") or "0"
    part.read_all()
    facts = PasswordPolicy()
    line = part.at_line("minimum-length") if on else part.at_line("enabled")
    number = int(length) if on and length.isdecimal() else 0
    facts.put(line, min_length=number)
    wanted = sum(word not in {"0", ""} for word in letters)
    facts.put(part.at_line("enabled"), complexity=on and wanted >= 3)  # noqa: PLR2004  kinds of sign
    facts.put(
        part.at_line("password-change", "expiration-period"),
        expiry_days=int(expiry) if on and expiry.isdecimal() else 0,
    )
    reading.device.put(part.at_line("enabled"), password_policy=facts)


@reader()
def snmp(reading: Reading) -> None:
    """SNMP. Without `access-setting` nobody is answered."""
    system = reading.root.at(*SYSTEM)
    if system is None:
        return
    part = system.at("snmp-setting", "access-setting")
    line = system.at_line("snmp-setting", "access-setting")
    off = system.flag("service", "disable-snmp")
    facts = Snmp(line, communities=Table[SnmpCommunity](), users=Table[SnmpUser]())
    facts.put(
        line, enabled=part is not None and not off, users_known=True, groups=Table[SnmpUser]()
    )
    for old in part.each("version", "v2c") if part else ():
        _community(facts, old)
    if part is not None and part.at("version", "v2c") and not len(facts.communities):
        del facts.communities, facts.lines["communities"]  # version 2c, its community not written
    for user in part.each("version", "v3", "users") if part else ():
        _user(facts, user)
    if part is not None and (views := part.at("version", "v3")) is not None:
        views.read_all()
    reading.device.put(line, snmp=facts)


def _community(facts: Snmp, item: Item) -> None:
    name = item.value() if item.name == "snmp-community-string" else None
    if not name:
        return
    row = SnmpCommunity(item.line, name=name, writable=False, acl=None)
    if (secret := secret_in(name)) is not None:
        row.put(item.line, secret=secret)
    facts.communities.add(name, row)


def _user(facts: Snmp, user: Item) -> None:
    """PAN-OS has authentication and privacy only: SHA with AES-128 before 10.1."""
    row = SnmpUser(user.line, name=user.name)
    has = [user.has("authpwd"), user.has("privpwd")]
    row.put(user.line, level="priv" if all(has) else "auth" if has[0] else "noauth")
    auth, priv = user.value("authproto"), user.value("privproto")
    row.put(user.at_line("authproto"), auth_protocol=(auth or "sha").lower().replace("-", ""))
    row.put(user.at_line("privproto"), priv_protocol=(priv or "aes128").lower().replace("-", ""))
    facts.users.add(user.name, row)
