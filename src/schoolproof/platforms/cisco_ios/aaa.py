"""Who may log in: local accounts, the enable secret, method lists, lock-out."""

from __future__ import annotations

from dataclasses import dataclass, field

from schoolproof.model import Device, Table, secret_in
from schoolproof.model.management import Aaa, LoginLock, User
from schoolproof.parse import Node
from schoolproof.platforms.cisco_ios import management
from schoolproof.platforms.cisco_ios.top import TOP, Reading
from schoolproof.platforms.lines import Lines

HASHES = {"scrypt": "type9", "sha256": "type8", "md5": "type5"}
REMOTE = {"tacacs+": "tacacs", "radius": "radius", "ldap": "ldap"}
Methods = tuple[str, ...]


@dataclass(slots=True)
class AaaNotes:
    """Lists by (service, name): the words after the name, and their line."""

    new_model: int | None = None
    lists: dict[tuple[str, str], tuple[list[str], int]] = field(default_factory=dict)
    accounting: dict[tuple[str, str], tuple[list[str], int]] = field(default_factory=dict)
    groups: dict[str, str] = field(default_factory=dict)  # server group → radius, tacacs, ldap
    secret_line: bool = False


def notes(reading: Reading) -> AaaNotes:
    """What this file saw so far."""
    found: AaaNotes = reading.notes.setdefault("aaa", AaaNotes())
    return found


def methods(reading: Reading, words: list[str]) -> Methods:
    """The words of a method list in our names; a group that nobody defined keeps its own."""
    groups = notes(reading).groups
    result: list[str] = []
    for position, word in enumerate(words):
        if word in {"group", "if-needed", "cache", "start-stop", "stop-only", "broadcast"}:
            continue
        if position and words[position - 1] in {"group", "cache"}:
            result.append(REMOTE.get(word) or groups.get(word) or word)
        else:
            result.append({"local-case": "local", "krb5-telnet": "krb5", **REMOTE}.get(word, word))
    return tuple(result)


def login_list(reading: Reading, name: str) -> tuple[Methods, int | None] | None:
    """Methods and line of `aaa authentication login NAME`, or None when there is no such list."""
    found = notes(reading).lists.get(("login", name))
    return (methods(reading, found[0]), found[1]) if found else None


@TOP.line(r"(no )?aaa new-model")
def _new_model(reading: Reading, node: Node, negated: str | None) -> None:
    reading.device.put(node.line, aaa=Aaa(node.line, enabled=not negated))


@TOP.line(r"aaa authentication (login|enable|dot1x) (\S+) (.+)")
def _authentication(reading: Reading, node: Node, kind: str, name: str, rest: str) -> None:
    notes(reading).lists[kind, name] = (rest.split(), node.line)


ACCOUNTING = Lines()


@TOP.section(r"aaa accounting (commands \S+|\S+) (\S+)(?: (.+))?")
def _accounting(reading: Reading, node: Node, kind: str, name: str, rest: str | None) -> None:
    words = rest.split() if rest else []
    ACCOUNTING.read(node.children, words, reading.unread)
    notes(reading).accounting[kind, name] = (words, node.line)


@ACCOUNTING.line(r"(?:action-type )?(.+)")
def _accounting_part(words: list[str], _node: Node, part: str) -> None:
    words.extend(part.split())


@TOP.line(r"username (\S+)(?: (.+))?")
def _username(reading: Reading, node: Node, name: str, rest: str | None) -> None:
    users = _users(reading.device)
    user = users.get(name) or users.add(
        name, User(node.line, name=name, privilege="1", administrator=False, remote=False)
    )
    _account(reading, user, node, (rest or "").split())


def _users(device: Device) -> Table[User]:
    if "users" not in device.lines:
        device.put(None, users=Table())
    return device.users


def _account(reading: Reading, user: User, node: Node, words: list[str]) -> None:
    following = dict(zip(words, [*words[1:], ""], strict=False))
    if "privilege" in following:
        level = following["privilege"]
        user.put(node.line, privilege=level, administrator=level == "15")
    if "common-criteria-policy" in following:
        policies = management.state(reading).setdefault("user policies", {})
        policies[user.name] = following["common-criteria-policy"]
    if "nopassword" in following:
        user.put(node.line, hash_kind="none")
    for word in ("secret", "password"):
        if word in following:
            _secret(reading, user, node, following[word])
            break


def _secret(reading: Reading, user: User, node: Node, digit: str) -> None:
    policies = management.state(reading).setdefault("user policies", {})
    policies.setdefault(user.name, None)
    user.put(node.line, hash_kind=hash_kind(node.text, digit))
    secret = secret_in(node.text)
    if secret:
        user.put(node.line, secret=secret)


def hash_kind(text: str, digit: str) -> str:
    """`type9` of `secret 9 …`; a bare value is in clear.

    `algorithm-type scrypt secret …` is how a clear value is entered to be kept as type 9.
    """
    words = text.split()
    if "algorithm-type" in words[:-1]:
        return HASHES.get(words[words.index("algorithm-type") + 1], "clear")
    if digit.isdecimal() and len(digit) == 1:
        return f"type{digit}"
    secret = secret_in(text)
    return secret.kind if secret else "clear"


ACCOUNT = Lines()


@TOP.section(r"user-name (\S+)")
def _user_block(reading: Reading, node: Node, name: str) -> None:
    """Controllers keep users of the network so; only those of type mgmt-user log in here."""
    if any(child.text.startswith("type mgmt-user") for child in node.children):
        _username(reading, node, name, None)
    ACCOUNT.read(node.children, (reading, name), reading.unread)


@ACCOUNT.line(r"((?:privilege|secret|password) .+)")
def _user_line(context: tuple[Reading, str], node: Node, text: str) -> None:
    reading, name = context
    user = _users(reading.device).get(name)
    if user:
        _account(reading, user, node, text.split())


ACCOUNT.ignore("what the network does with the user", r"creation-time .+", r"type .+")
ACCOUNT.ignore("what the network does with the user", r"description .+", r"wlan-profile-name .+")


@TOP.line(r"enable (?:algorithm-type \S+ )?(secret|password) (?:level (\d{1,9}) )?(\S+).*")
def _enable(reading: Reading, node: Node, word: str, level: str | None, first: str) -> None:
    """Levels below 15 are no administrator's; a secret wins over a password."""
    if level not in {None, "15"} or (word == "password" and notes(reading).secret_line):
        return
    notes(reading).secret_line |= word == "secret"
    kind = hash_kind(node.text, first)
    reading.device.put(node.line, enable_hash_kind=kind)
    secret = secret_in(node.text)
    if secret:
        reading.device.put(node.line, enable_secret=secret)


@TOP.line(r"login block-for (\d{1,9}) attempts (\d{1,9}) within (\d{1,9})")
def _block_for(reading: Reading, node: Node, seconds: str, attempts: str, window: str) -> None:
    lock = LoginLock(
        node.line, max_attempts=int(attempts), window_s=int(window), lockout_s=int(seconds)
    )
    reading.device.put(node.line, login_lock=lock)


@TOP.line(r"aaa local authentication attempts max-fail (\d{1,9})")
def _max_fail(reading: Reading, node: Node, attempts: str) -> None:
    """It locks until an administrator unlocks, and never locks privilege 15: times stay unset."""
    reading.device.default(login_lock=LoginLock(node.line, max_attempts=int(attempts)))


def settle(reading: Reading) -> None:
    """Defaults of the accounts, and what is recorded of commands."""
    device = reading.device
    device.default(
        users=Table(),
        aaa=Aaa(None, enabled=False),
        login_lock=LoginLock(None, max_attempts=0, window_s=0, lockout_s=0),
    )
    if "enable_hash_kind" not in device.lines:
        device.put(None, enable_secret=None, enable_hash_kind=None)
    _settle_accounting(reading, device.aaa)


def _settle_accounting(reading: Reading, aaa: Aaa) -> None:
    aaa.put(None, accounting_commands=False)
    for (kind, _), (words, line) in notes(reading).accounting.items():
        levels = kind.removeprefix("commands ")
        if (
            levels != kind
            and ("15" in levels.split(",") or levels == "all")
            and "none" not in words
        ):
            aaa.put(line, accounting_commands=aaa.enabled)
            return
