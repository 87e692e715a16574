"""Who may log in and how: accounts, AAA, lock-out, password rules, SNMP, allowed sources."""

from __future__ import annotations

import re
from ipaddress import IPv4Network, IPv6Network, ip_network

from schoolproof.model import Table, secret_in
from schoolproof.model.management import (
    Aaa,
    LoginLock,
    ManagementAccess,
    PasswordPolicy,
    RadiusServer,
    User,
)
from schoolproof.parse import Node
from schoolproof.platforms.hp_procurve.reading import TOP, Reading, Said, flag, unquoted

VALUE = r'("[^"]*"|\S+)'
ACCESS = r"(?: access (?:manager|operator))?(?: access-method (\S+))?"
WAYS = ("ssh", "telnet", "https", "http", "snmp")
METHODS = {"radius": "radius", "peap-mschapv2": "radius", "tacacs": "tacacs", "local": "local"}
HASHES = {"plaintext": "clear", "sha1": "sha1", "sha256": "sha256"}
FACTORY_LENGTH = 8  # operators and local users, once `password configuration-control` is on
FACTORY_AGE = 90

flag("credentials", r"include-credentials(?: store-in-config)?")
flag("password.control", r"password configuration-control")
flag("password.aging", r"password configuration aging")


@TOP.section(
    rf"(?:encrypted-)?password (manager|operator)(?:\s+user-name\s+{VALUE})?"
    rf"(?:\s+(plaintext|sha1|sha256))?(?:\s+{VALUE})?"
)
def _password(ctx: Reading, node: Node, role: str, *groups: str | None) -> None:
    """`password manager` alone says that there is a password, not which kind."""
    name, kind, value = groups
    user = User(node.line, name=unquoted(name) if name else role, privilege=role)
    user.put(node.line, administrator=role == "manager", remote=False, two_factor=False)
    if kind:
        user.put(node.line, hash_kind=HASHES[kind])
    _keep_secret(user, node, value)
    ctx.add("users", user, node.line)


@TOP.line(
    rf"aaa authentication local-user {VALUE}(?: group {VALUE})?"
    rf"(?: password (plaintext|sha1|sha256)(?:\s+{VALUE})?)?(?: .+)?"
)
def _local_user(ctx: Reading, node: Node, name: str, *groups: str | None) -> None:
    group, kind, value = groups
    user = User(node.line, name=unquoted(name), remote=False, two_factor=False)
    if group:
        privilege = unquoted(group)
        user.put(node.line, privilege=privilege)
        if privilege.lower() in {"manager", "operator", "level-15", "level-0", "level-1"}:
            user.put(node.line, administrator=privilege.lower() in {"manager", "level-15"})
    if kind:
        user.put(node.line, hash_kind=HASHES[kind])
    _keep_secret(user, node, value)
    ctx.add("users", user, node.line)


def _keep_secret(user: User, node: Node, value: str | None) -> None:
    secret = secret_in(value or "")
    if secret:
        user.put(node.line, secret=secret)


@TOP.line(r"aaa authentication (num-attempts|lockout-delay) (\d+)")
def _lock(ctx: Reading, node: Node, key: str, value: str) -> None:
    ctx.once[key] = Said(int(value), node.line)


@TOP.line(r"aaa authentication (console|telnet|ssh|web) (login|enable) (\S+)((?: \S+)*)")
def _login(ctx: Reading, node: Node, *groups: str) -> None:
    """First and second method. `none` as second is no second method, `authorized` no check."""
    way, level, first, rest = groups
    words = rest.split()
    if "server-group" in words:
        at = words.index("server-group")
        del words[at : at + 2]
    methods = [METHODS.get(w, w) for w in (first, *words) if w not in {"none", "privilege-mode"}]
    found = tuple("none" if m == "authorized" else m for m in methods)
    if level == "login":
        ctx.once[f"login {way}"] = Said(found, node.line)


@TOP.line(
    r"aaa accounting (commands|exec|network|system)"
    r" (?:stop-only|start-stop|interim-update) (\S+)(?: .+)?"
)
def _accounting(ctx: Reading, node: Node, what: str, where: str) -> None:
    ctx.once[f"accounting {what}"] = Said(where, node.line)


@TOP.line(r"password minimum-length (\d+)", r"password configuration aging-period (\d+)")
def _rules(ctx: Reading, node: Node, value: str) -> None:
    key = "password.age" if "aging" in node.text else "password.length"
    ctx.once[key] = Said(int(value), node.line)


@TOP.line(
    rf"ip authorized-managers (\S+)(?: (\d+\.\S+))?{ACCESS}",
    rf"ipv6 authorized-managers (\S+)(?: (\S*:\S*))?{ACCESS}",
)
def _sources(ctx: Reading, node: Node, host: str, mask: str | None, method: str | None) -> None:
    key = "sources6" if node.text.startswith("ipv6") else "sources"
    ctx.add(key, (_network(host, mask), method or "all"), node.line)


def _network(host: str, mask: str | None) -> IPv4Network | IPv6Network | None:
    """None: a mask with holes in it, which no prefix can say."""
    try:
        if ":" in host and mask:
            bits = bin(int(ip_network(mask).network_address)).removeprefix("0b")
            if not re.fullmatch(r"1*0*", bits):
                return None
            mask = str(bits.count("1"))
        return ip_network(f"{host}/{mask}" if mask else host, strict=False)
    except ValueError:
        return None


@TOP.line(r"management-vlan (\S+)")
def _management_vlan(ctx: Reading, node: Node, vlan: str) -> None:
    ctx.once["management-vlan"] = Said(unquoted(vlan), node.line)


@TOP.line(rf"(radius|tacacs)-server host (\S+)((?:\s+{VALUE})*)")
def _server(ctx: Reading, node: Node, kind: str, host: str, rest: str, *_: str) -> None:
    ctx.add("servers", (kind, unquoted(host), rest), node.line)


@TOP.line(rf"(radius|tacacs)-server (?:encrypted-)?key\s+{VALUE}")
def _server_key(ctx: Reading, node: Node, kind: str, value: str) -> None:
    ctx.once[f"{kind} key"] = Said(value, node.line)


TOP.ignore(
    "no demand rests on it",
    r"(no )?aaa authentication (?:login privilege-mode|allow-any-user|disable-username"
    r"|user-based-lockout|unlock|num-attempts|console-lockout|rest \S+ .+|tls \S+ .+)",
    r"(no )?aaa (?:authorization|server-group|group|accounting (?:update|suppress|session-id"
    r"|radius-override))(?: .+)?",
    r"(no )?(?:radius|tacacs)-server (?:timeout|retransmit|dead-time|dyn-autz-port|cppm|tracking"
    r"|track|first-response)(?: .+)?",
    r"(no )?password configuration(?: (?:history|history-record|log-on-details|update-interval"
    r"|alert-before-expiry|expired-user-login|aging)(?: .+)?)?",
    r"(no )?password (?:complexity|composition|port-access|password|non-plaintext-sha256)(?: .+)?",
    r"(no )?(?:encrypt-credentials|hide-sensitive-data)(?: .+)?",
)


def settle(ctx: Reading) -> None:
    """All of it. There is no enable secret on this platform."""
    ctx.device.put(None, enable_secret=None, enable_hash_kind=None)
    _users(ctx)
    _aaa(ctx)
    _lock_and_rules(ctx)
    _access(ctx)
    _servers(ctx)


def _users(ctx: Reading) -> None:
    """Accounts are printed with `include-credentials` only; else their absence says nothing."""
    users = ctx.many.get("users", [])
    if not users and not ctx.on("credentials"):
        return
    table = Table[User]()
    for said in users:
        table.add(said.value.name, said.value)
    ctx.device.put(ctx.line("credentials"), users=table)


def _aaa(ctx: Reading) -> None:
    """The weakest way in that is open decides."""
    device = ctx.device
    aaa = Aaa()
    console = ctx.once.get("login console")
    aaa.put(
        console.line if console else None, console_methods=console.value if console else ("local",)
    )
    open_ways = (
        ["ssh"] if "enabled" not in device.ssh_server.lines or device.ssh_server.enabled else []
    )
    open_ways += ["telnet"] if device.telnet_server.enabled else []
    open_ways += ["web"] if device.http_server.enabled or device.https_server.enabled else []
    ways = [ctx.once.get(f"login {w}", Said(("local",), 0)) for w in open_ways or ["ssh"]]
    weakest = min(ways, key=_strength)
    aaa.put(weakest.line or None, login_methods=weakest.value)
    commands = ctx.once.get("accounting commands")
    aaa.put(commands.line if commands else None, accounting_commands=commands is not None)
    said = next((s for k, s in ctx.once.items() if k.startswith("login ")), None)
    aaa.put(said.line if said else None, enabled=said is not None)
    device.put(None, aaa=aaa)


def _strength(said: Said) -> int:
    methods = said.value
    if "none" in methods:
        return 0
    return 2 if methods and methods[0] in {"radius", "tacacs"} else 1


def _lock_and_rules(ctx: Reading) -> None:
    lock = LoginLock()
    tries, delay = ctx.once.get("num-attempts"), ctx.once.get("lockout-delay")
    lock.put(tries.line if tries else None, max_attempts=tries.value if tries else 3)
    lock.put(delay.line if delay else None, lockout_s=delay.value if delay else 0)
    lock.put(None, window_s=0)  # failures are counted one after another, not in a time
    rules = PasswordPolicy()
    control = ctx.on("password.control")
    length, age = ctx.once.get("password.length"), ctx.once.get("password.age")
    line = length.line if length else ctx.line("password.control")
    least = length.value if length else FACTORY_LENGTH
    rules.put(line, min_length=least if control else 0)
    rules.put(ctx.line("password.control"), complexity=control)
    ages = control and ctx.on("password.aging")
    days = age.value if age else FACTORY_AGE
    rules.put(ctx.line("password.aging"), expiry_days=days if ages else 0)
    ctx.device.put(None, login_lock=lock, password_policy=rules)


def _access(ctx: Reading) -> None:
    table = Table[ManagementAccess]()
    for way in WAYS:
        row = table.add(way, ManagementAccess(None, name=way))
        _sources_of(ctx, row, "sources", way)
        _sources_of(ctx, row, "sources6", way)
    ctx.device.put(None, management_access=table)


def _sources_of(ctx: Reading, row: ManagementAccess, fact: str, way: str) -> None:
    names = {"all", "web" if way in {"http", "https"} else way}
    listed = ctx.many.get(fact, [])
    mine = [s for s in listed if s.value[1] in names]
    if any(s.value[0] is None for s in mine):
        return  # a mask with holes: not read
    if listed:
        line = (mine or listed)[0].line
        row.put(line, **{fact: tuple(s.value[0] for s in mine)})
        return
    inside = ctx.once.get("management-vlan")
    if inside is None:
        row.put(None, **{fact: None})
        return
    family = 6 if fact == "sources6" else 4
    draft = next((v for v in ctx.vlans.values() if _is_vlan(v.number, v.name, inside.value)), None)
    nets = [a.value.network for a in draft.addresses if a.value.version == family] if draft else []
    if nets or family == 6:  # noqa: PLR2004  the version of IP
        row.put(inside.line, **{fact: tuple(nets)})


def _is_vlan(number: int, name: Said | None, wanted: str) -> bool:
    return wanted == str(number) or (name is not None and name.value == wanted)


def _servers(ctx: Reading) -> None:
    table = Table[RadiusServer]()
    for said in ctx.many.get("servers", []):
        kind, host, rest = said.value
        name = f"{kind} {host}"
        known = table.get(name)
        server = known or table.add(name, RadiusServer(said.line, name=host, address=host))
        accounted = [ctx.once.get(f"accounting {w}") for w in ("network", "exec", "commands")]
        hits = [s for s in accounted if s and s.value == kind]
        server.put(hits[0].line if hits else None, accounting=bool(hits))
        server.put(said.line, protocol=kind)
        general = ctx.once.get(f"{kind} key")
        for text, line in (
            (rest, said.line),
            (general.value if general else "", general and general.line),
        ):
            secret = secret_in(text)
            if secret and "secret" not in server.lines:
                server.put(line, secret=secret)
    ctx.device.put(None, radius_servers=table)
