"""Local passwords are stored so that nobody can read them back."""

from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check import Gap, Item, control, expect, none_of, remark
from schoolproof.check.firewalls.exposure import accounts_decide
from schoolproof.model import Device, Facts

ACCEPT = (
    *("type8", "type9", "sha256", "sha256crypt", "sha512crypt"),
    *("bcrypt", "pbkdf2", "pb2", "scrypt"),
)
WARN = ("type5", "type6", "sha1", "ak1", "sh2")
FAIL = ("clear", "type0", "type4", "type7", "md5", "descrypt")
READABLE = ("clear", "key", "psk")


@control(
    code="CYBER-005",
    clauses=["CS-4a", "NS-3b"],
    severity="high",
    params={"accept": ACCEPT, "warn": WARN, "fail": FAIL},
)
def check(device: Device, params: Mapping[str, Any]) -> Iterator[Item]:
    """Passwords of accounts, lines and the privileged level are kept by a strong one-way function.

    Why it matters: a configuration that lands in a mail or a ticket must not give away the
    password with it; the reversible forms are undone by web pages in a second.

    Expected results:
        pass: every local password is stored one-way; older one-way forms are a remark
        fail: one finding for each password in clear or in a form that can be undone
        unknown: the text does not tell how a password is stored
        notapplicable: there is no local password
    """
    for user in device.users:
        if not ("remote" in user.lines and user.remote and "hash_kind" not in user.lines):
            yield from _judge(user, "hash_kind", f"the password of {user.name}", params)
    if not accounts_decide(device) and device.enable_hash_kind is not None:
        yield from _judge(device, "enable_hash_kind", "the privileged password", params)
    for terminal in device.terminals if "terminals" in device.lines else ():
        if "password" in terminal.lines and terminal.password is not None:
            kind = terminal.password.kind
            says = f"the password of line {terminal.name} can be read back"
            if kind in params["fail"]:
                yield from expect(terminal, "password", None, says=says)
    for use in device.secrets:
        if use.secret.kind in READABLE and use.secret.strength == "ok":
            yield remark(use, "a good secret, but the device prints it in clear")


def _judge(subject: Facts, fact: str, what: str, params: Mapping[str, Any]) -> Iterator[Item]:
    kind = getattr(subject, fact) if fact in subject.lines else None
    known = {*params["accept"], *params["warn"], *params["fail"], "none", None}
    if kind not in known:
        yield Gap(subject, f"how {what} is stored cannot be told from the text")
        return
    if kind == "none":
        return  # no password at all: no_default_or_shared_secrets speaks of it
    wanted = none_of(params["fail"], params["accept"][0])
    yield from expect(subject, fact, wanted, says=f"{what} can be read back: {kind}")
    stored = getattr(subject, "secret", None) if "secret" in subject.lines else None
    if kind in params["warn"] or (stored is not None and stored.kind in params["warn"]):
        line = subject.lines[fact]
        yield remark(subject, f"{what} is stored by an older function ({kind})", line=line)
