"""Who may log in, from where, and who decides."""

from __future__ import annotations

from collections.abc import Iterable

from schoolproof.model import Secret, Table
from schoolproof.model.management import Aaa, ManagementAccess, RadiusServer, User
from schoolproof.platforms.fortinet.reading import Reading, afterwards, config
from schoolproof.platforms.fortinet.settings import Settings
from schoolproof.platforms.fortinet.values import Prefix, prefix, secret

# The first letters of a stored password tell how it was made (FortiOS 7.x Administration Guide,
# "Administrator password hashing").
HASHES = (("SH2", "sha256"), ("PB2", "pbkdf2"), ("AK1", "sha1"))
BUILT_IN = {"super_admin": True, "prof_admin": True, "super_admin_readonly": False}
NO_PASSWORD = Secret("clear", "default")
TRUST_LISTS = 10
SERVERS = (("user radius", "radius"), ("user tacacs+", "tacacs"))


@config("system admin")
def read_admins(reading: Reading, block: Settings) -> None:
    """Administrators of the device; the block belongs to the whole device."""
    if "users" not in reading.device.lines:
        reading.device.put(block.at, users=Table[User]())
    for entry in block.edits():
        user = reading.device.users.add(entry.name, User(entry.at, name=entry.name))
        profile = entry.text("accprofile")
        user.put(entry.line("accprofile"), privilege=profile)
        administrator = _writes(reading, profile)
        if administrator is not None:
            user.put(entry.line("accprofile"), administrator=administrator)
        remote = entry.flag("remote-auth", default=False)
        user.put(entry.line("remote-auth"), remote=remote)
        second = entry.text("two-factor", "disable") != "disable"
        user.put(entry.line("two-factor"), two_factor=second)
        _sources(entry, user)
        _password(entry, user, remote=remote)


def _writes(reading: Reading, profile: str) -> bool | None:
    """Whether a profile may change anything; None where the text lacks the profile."""
    if profile in BUILT_IN:
        return BUILT_IN[profile]
    for block in reading.blocks("system accprofile"):
        entry = block.edit(profile)
        if entry is not None:
            return any(entry.text(key) in {"read-write", "custom"} for key in RIGHTS)
    return None


RIGHTS = (
    *("secfabgrp", "ftviewgrp", "authgrp", "sysgrp", "netgrp", "loggrp", "fwgrp", "vpngrp"),
    *("utmgrp", "wanoptgrp", "wifi", "admingrp", "updategrp", "mntgrp", "routegrp"),
)


def _sources(entry: Settings, user: User) -> None:
    """`0.0.0.0/0` in a list that names others is a slot left empty."""
    numbers = range(1, TRUST_LISTS + 1)
    four = _prefixes(entry, [f"trusthost{n}" for n in numbers])
    six = _prefixes(entry, [f"ip6-trusthost{n}" for n in numbers])
    user.put(entry.line(*(f"trusthost{n}" for n in numbers)), trusted_hosts=four)
    user.put(entry.line(*(f"ip6-trusthost{n}" for n in numbers)), trusted_hosts6=six)


def _prefixes(entry: Settings, keys: Iterable[str]) -> tuple[Prefix, ...]:
    found = (prefix(entry.get(key) or ()) for key in keys)
    return tuple(p for p in found if p is not None and p.prefixlen)


def _password(entry: Settings, user: User, *, remote: bool) -> None:
    """No `set password` means an empty password, for accounts that log in here."""
    words = entry.get("password")
    if not words or words == ("",):
        if not remote and "peer-auth" not in entry:
            user.put(entry.at, hash_kind="none", secret=NO_PASSWORD)
        return
    line, token = entry.line("password"), secret(words)
    if token is not None:
        user.put(line, secret=token)
    user.put(line, hash_kind=_hash(words, token))


def _hash(words: tuple[str, ...], token: Secret | None) -> str:
    if token is not None:
        return dict(HASHES).get(token.kind.upper(), token.kind)
    if words[0] != "ENC":
        return "clear"
    return next((kind for start, kind in HASHES if words[-1].startswith(start)), "enc")


@config("system accprofile")
def read_profiles(_reading: Reading, block: Settings) -> None:
    """What profiles may do is asked for by administrators."""
    for entry in block.edits():
        for key in RIGHTS:
            entry.get(key)


@config("user group", "user ldap")
def read_groups(_reading: Reading, block: Settings) -> None:
    """Members and directories are asked for by administrators and wireless networks."""
    for entry in block.edits():
        entry.get("member")


@config("system dns", "system fortiguard", "system settings")
def read_named(_reading: Reading, block: Settings) -> None:
    """Blocks of which every key is named as ignored, or asked for elsewhere."""
    block.edits()


@config(*(path for path, _ in SERVERS))
def read_servers(reading: Reading, block: Settings) -> None:
    """RADIUS and TACACS+ servers; a second address of the same object is a row of its own."""
    if "radius_servers" not in reading.device.lines:
        reading.device.put(block.at, radius_servers=Table[RadiusServer]())
    protocol = dict(SERVERS)[block.path]
    for entry in block.edits():
        counted = [
            e.flag("status", default=False) for e in entry.section("accounting-server").edits()
        ]
        for before in ("", "secondary-", "tertiary-"):
            address, secret_key = (
                f"{before}server",
                f"{before}{'secret' if protocol == 'radius' else 'key'}",
            )
            if entry.has(address):
                _server(reading, entry, (address, secret_key), protocol, accounting=any(counted))
            else:
                entry.get(secret_key)


def _server(
    reading: Reading, entry: Settings, keys: tuple[str, str], protocol: str, *, accounting: bool
) -> None:
    which = keys[0].partition("-")[0] if "-" in keys[0] else ""
    name = f"{entry.name} {which}".strip()
    row = RadiusServer(entry.at, name=name)
    row.put(entry.line(keys[0]), address=entry.text(keys[0]), protocol=protocol)
    token = secret(entry.get(keys[1]))
    if token is not None:
        row.put(entry.line(keys[1]), secret=token)
    if protocol == "radius":
        row.put(entry.section("accounting-server").at, accounting=accounting)
    reading.device.radius_servers.add(entry.key(name), row)


@afterwards(turn=4)
def read_aaa(reading: Reading) -> None:
    """Methods: those of the groups that remote administrators use, then local ones."""
    block = reading.block("system admin")
    if not block:
        return
    aaa, admins = Aaa(block.at, enabled=True), list(block.edits())
    remote = [e for e in admins if e.flag("remote-auth", default=False)]
    methods = [method for e in remote for method in _methods(reading, e.text("remote-group"))]
    if len(remote) < len(admins):
        methods.append("local")
    chosen = tuple(dict.fromkeys(methods))
    line = remote[0].line("remote-auth") if remote else block.at
    aaa.put(line, login_methods=chosen, console_methods=chosen)
    whole = reading.block("system global")
    aaa.put(
        whole.line("cli-audit-log"), accounting_commands=whole.flag("cli-audit-log", default=False)
    )
    reading.device.put(block.at, aaa=aaa)


def _methods(reading: Reading, group: str) -> list[str]:
    kinds = {"user radius": "radius", "user tacacs+": "tacacs", "user ldap": "ldap"}
    found = []
    for block in reading.blocks("user group"):
        entry = block.edit(group)
        for name in entry.list("member") if entry is not None else ():
            for path, kind in kinds.items():
                if any(b.edit(name) is not None for b in reading.blocks(path)):
                    found.append(kind)
    return found


@afterwards(turn=4)
def read_access(reading: Reading) -> None:
    """Trusted hosts hold for all ways in: one administrator without any opens all."""
    block, table = reading.block("system admin"), Table[ManagementAccess]()
    if not block or "users" not in reading.device.lines:
        return
    users = list(reading.device.users)
    four = _union(u.trusted_hosts for u in users)
    six = _union(u.trusted_hosts6 for u in users)
    opener = next((u for u in users if not u.trusted_hosts), None)
    line = opener.line if opener is not None else block.at
    for name in ("ssh", "https"):
        access = table.add(name, ManagementAccess(block.at, name=name))
        access.put(line, sources=four)
        access.put(line, sources6=six if _by_ipv6(reading, name) else ())
    reading.device.put(block.at, management_access=table)


def _union(lists: Iterable[tuple[Prefix, ...]]) -> tuple[Prefix, ...] | None:
    """All sources together; None when one list is empty, which admits everybody."""
    found: list[Prefix] = []
    for one in lists:
        if not one:
            return None
        found += one
    return tuple(dict.fromkeys(found))


def _by_ipv6(reading: Reading, service: str) -> bool:
    if "interfaces" not in reading.device.lines:
        return True
    return any(p.enabled and service in p.admin_access6 for p in reading.device.interfaces)
