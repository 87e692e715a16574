"""Administrators, how they sign in, and where the device's own logs go."""

from __future__ import annotations

import re

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
KINDS = {"type5": "md5"}  # `$1$` is MD5
ALERTS = frozenset({"send-email", "send-snmptrap"})  # what reaches a person, not a store of logs
# levels of PAN-OS in syslog's words, the most severe first (Log Severity, Administrator's Guide)
SEVERITIES = {
    "critical": "critical",
    "high": "error",
    "medium": "warning",
    "low": "notice",
    "informational": "informational",
}
ORDER = tuple(SEVERITIES.values())
FILTER = re.compile(r"\(? *severity +(?:geq|eq) +'?(?P<level>[a-z]+)'? *\)?")
OLD_SYSLOG = "using-syslog-setting"
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
        _way_in(reading, row, item)
        _password(row, item)
        table.add(item.name, row)
    reading.device.put(part.line, users=table)
    reading.device.put(None, enable_hash_kind=None)


def _way_in(reading: Reading, row: User, item: Item) -> None:
    """Who checks the password. Of a profile that the text lacks that is not known.

    A factor of the profile (`multi-factor-auth`) is asked of people at the authentication portal
    and never of administrators, who have one only where RADIUS or SAML asks for it: that does not
    show here. Source: Administrator's Guide, Configure Multi-Factor Authentication.
    """
    profile, line = item.value("authentication-profile"), item.at_line("authentication-profile")
    certificate = item.flag("client-certificate-only") and not item.has("phash")
    if profile is None:
        row.put(line, remote=False)
    elif (found := _profile(reading, profile)) is not None:
        words = [METHODS[word] for word in found.words("method") if word in METHODS]
        row.put(line, remote=bool(words) and words[0] != "local")
    if certificate or ("remote" in row.lines and not row.remote):
        row.put(item.at_line("client-certificate-only") or item.line, two_factor=certificate)


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
        row.put(line, secret=secret, hash_kind=KINDS.get(secret.kind, secret.kind))
    elif text.startswith("$") and text.count("$") > 1:
        kinds = {"1": "md5", "5": "sha256crypt", "6": "sha512crypt"}
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
    facts.put(None, login_success=True, login_failure=True)
    _severity(reading, facts, servers)
    changes = [line for name, line in named["config"] if servers.get(name)]
    facts.put(changes[0] if changes else line, configuration_changes=bool(changes))
    reading.device.put(line, logging=facts)


def _severity(reading: Reading, facts: Logging, servers: dict[str, tuple[str, ...]]) -> None:
    """The least severe message of the device's own that a collector gets; `none`: it gets none."""
    part = reading.shared.at("log-settings", "system") or Item("", 0)
    sent: list[tuple[str | None, int]] = []
    for item in part.each("match-list"):
        if any(servers.get(name) for name in item.words("send-syslog")):
            sent.append((_least(item.value("filter")), item.at_line("filter") or item.line))
    for item in part.each():  # releases before 8: a block for each severity
        if item.name in SEVERITIES and (item.has("send-syslog") or item.has(OLD_SYSLOG)):
            sent.append((SEVERITIES[item.name], item.line))
    known = [(word, line) for word, line in sent if word is not None]
    if known and (len(known) == len(sent) or any(w == "informational" for w, _ in known)):
        word, line = max(known, key=lambda pair: ORDER.index(pair[0] or ""))
        facts.put(line, severity=word)
    elif not sent and facts.hosts:
        facts.put(part.line or None, severity="none")


def _least(text: str | None) -> str | None:
    """The least severe level that a filter of a match list lets through; None: not understood."""
    if text is None or text.strip().casefold() == "all logs":
        return "informational"
    found = FILTER.fullmatch(text.strip())
    return SEVERITIES.get(found["level"]) if found else None


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
