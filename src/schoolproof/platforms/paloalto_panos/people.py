"""Administrators, how they sign in, and where the device's own logs go."""

from __future__ import annotations

from schoolproof.model import Table, secret_in
from schoolproof.model.management import Aaa, Logging, RadiusServer, User
from schoolproof.parse.items import Item
from schoolproof.platforms.paloalto_panos.reading import Reading, reader
from schoolproof.platforms.paloalto_panos.system import SYSTEM

METHODS = {
    "radius": "radius",
    "tacplus": "tacacs",
    "ldap": "ldap",
    "kerberos": "kerberos",
    "saml-idp": "saml",
    "local-database": "local",
    "cloud": "cloud",
}
ALERTS = frozenset({"send-email", "send-snmptrap"})  # what reaches a person, not a store of logs
FACTORY_HASH = "fnRL/G5lXVMug"  # of admin/admin, as every device leaves the factory


@reader()
def administrators(reading: Reading) -> None:
    """Accounts of `mgt-config users`."""
    if (part := reading.root.at("mgt-config", "users")) is None:
        return
    table = Table[User]()
    for item in part.each():
        row = User(item.line, name=item.name, administrator=True)
        kind = _privilege(item)
        if kind:
            row.put(item.at_line("permissions"), privilege=kind)
        profile = item.value("authentication-profile")
        row.put(item.at_line("authentication-profile"), remote=profile is not None)
        if (found := _profile(reading, profile)) is not None:
            strong = found.flag("multi-factor-auth", "mfa-enable")
            saml = found.has("method", "saml-idp")
            if not saml:  # the second factor is asked for elsewhere, and does not show here
                row.put(found.at_line("multi-factor-auth"), two_factor=strong)
        elif profile is None:
            row.put(item.line, two_factor=item.flag("client-certificate-only"))
        _password(row, item)
        table.add(item.name, row)
    reading.device.put(part.line, users=table)


def _privilege(item: Item) -> str | None:
    role = item.at("permissions", "role-based")
    if role is None:
        return None
    kind = next((child.name for child in role.each()), None)
    profile = role.value("custom", "profile")
    role.read_all()
    return f"custom {profile}" if kind == "custom" and profile else kind


def _password(row: User, item: Item) -> None:
    text, line = item.value("phash"), item.at_line("phash")
    if text is None:
        return
    secret = secret_in(text)
    if secret is not None:
        row.put(line, secret=secret, hash_kind=secret.kind)
    elif text.startswith("$") and text.count("$") > 1:
        kinds = {"1": "type5", "5": "sha256crypt", "6": "sha512crypt"}
        row.put(line, hash_kind=kinds.get(text.split("$")[1], "hash"))


def _profile(reading: Reading, name: str | None) -> Item | None:
    """The authentication profile of this name."""
    if name is None:
        return None
    for place in (reading.shared, *(scope.own for scope in reading.scopes)):
        found = place.at("authentication-profile", name)
        if found is not None:
            return found
    return None


@reader()
def sign_in(reading: Reading) -> None:
    """What decides on a login that no account of the device decides."""
    system = reading.root.at(*SYSTEM)
    if system is None:
        return
    name, line = system.value("authentication-profile"), system.at_line("authentication-profile")
    aaa = Aaa(line, enabled=name is not None)
    aaa.put(line, console_methods=("local",))
    found = _profile(reading, name)
    if name is None:
        aaa.put(line, login_methods=("local",))
    elif found is not None:
        words = [METHODS[word] for word in found.words("method") if word in METHODS]
        aaa.put(line, login_methods=(*words, "local"))
    for place in (reading.shared, *(scope.own for scope in reading.scopes)):
        for profile in place.each("authentication-profile"):
            profile.flag("multi-factor-auth", "mfa-enable")
    reading.device.put(line, aaa=aaa)


@reader()
def sign_in_servers(reading: Reading) -> None:
    """RADIUS and TACACS+ servers."""
    table = Table[RadiusServer]()
    for place in (reading.shared, *(scope.own for scope in reading.scopes)):
        for word, protocol in (("radius", "radius"), ("tacplus", "tacacs")):
            for profile in place.each("server-profile", word):
                for item in profile.each("server"):
                    table.add(f"{profile.name}/{item.name}", _server(item, protocol))
    if reading.root.at(*SYSTEM) is not None:
        reading.device.put(None, radius_servers=table)


def _server(item: Item, protocol: str) -> RadiusServer:
    row = RadiusServer(item.line, name=item.name, protocol=protocol)
    if address := item.value("ip-address") or item.value("address"):
        row.put(item.line, address=address)
    if (secret := secret_in(item.value("secret") or "")) is not None:
        row.put(item.at_line("secret"), secret=secret)
    return row


@reader()
def logs(reading: Reading) -> None:
    """Collectors of the device's own logs: those that a match list or an old setting names."""
    if reading.root.at(*SYSTEM) is None:
        return
    servers = _syslog_servers(reading)
    named: dict[str, list[tuple[str, int]]] = {"system": [], "config": []}
    told: list[int] = []
    for kind in named:
        part = reading.shared.at("log-settings", kind)
        if part is None:
            continue
        for item in part.walk():
            item.used = True
            if item.name in {"send-syslog", "using-syslog-setting"}:
                named[kind] += [(c.name, c.line) for c in item.children.values()]
            elif kind == "system" and item.name in ALERTS:
                told.append(item.line)
    where = told[0] if told else reading.shared.at_line("log-settings", "system")
    reading.firewall.logging.put(where, alerts=bool(told))
    used = [pair for pairs in named.values() for pair in pairs]
    hosts = tuple(dict.fromkeys(h for name, _ in used for h in servers.get(name, ())))
    line = used[0][1] if used else reading.root.at_line("shared", "log-settings")
    facts = Logging(line, hosts=hosts, timestamps=True)
    changes = [line for name, line in named["config"] if servers.get(name)]
    facts.put(changes[0] if changes else line, configuration_changes=bool(changes))
    reading.device.put(line, logging=facts)


def _syslog_servers(reading: Reading) -> dict[str, tuple[str, ...]]:
    """Profile → its servers."""
    found: dict[str, tuple[str, ...]] = {}
    for place in (reading.shared, *(scope.own for scope in reading.scopes)):
        for profile in place.each("log-settings", "syslog"):
            names = [server.value("server") for server in profile.each("server")]
            profile.read_all()
            found[profile.name] = tuple(name for name in names if name)
        if (lists := place.at("log-settings", "profiles")) is not None:
            lists.read_all()
    return found
