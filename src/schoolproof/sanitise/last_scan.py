"""The last look at a text that is to be written, by other means than those that cleaned it.

It knows shapes that no clean text has. When it finds one, nothing is written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from schoolproof.errors import SecretLeakError
from schoolproof.model.secret import TOKEN
from schoolproof.sanitise.data import words
from schoolproof.sanitise.finder import lines_with


@dataclass(frozen=True, slots=True)
class Detector:
    """A shape of secrets. `hints`: as in SecretRule."""

    name: str
    pattern: re.Pattern[str]
    hints: tuple[str, ...]


def _detector(name: str, pattern: str, *hints: str) -> Detector:
    return Detector(name, re.compile(pattern, re.IGNORECASE), hints)


# Stands for a token while a line is looked at, so that no pattern meets the words inside it.
TAKEN = "\0"
DETECTORS = (
    _detector("private key", r"-----(?:BEGIN|END) [\w ]*PRIVATE KEY", "private key"),
    _detector("password hash", r"\$(?:1|5|6|8|9|14|2[aby]|sha\d+|y)\$[./\w$]{8,}", "$"),
    _detector("FortiOS ENC", r"\bENC \"?[A-Za-z0-9+/]{8}", "enc "),
    _detector("password in an address", r"://[^\s/@\"]*:(?!\d+/)[^\s@\"/\0]+@", "://"),
    _detector(
        "Cisco type 7",
        r"(?:pass|key|secret|auth|md5|communit|cred|psk).{0,200}?"
        r" 7 +\"?\d\d(?:[0-9A-F]{2}){3,}\"?\s*$",
        " 7 ",
    ),
    _detector(
        "access token",
        r"\b(?:eyJ[\w-]{10,}\.eyJ|gh[pos]_\w{30}|xox[bp]-\d)",
        "eyj",
        "ghp_",
        "gho_",
        "ghs_",
        "xox",
    ),
    _detector("bearer token", r"\bbearer +[\w.~+/-]{12}", "bearer"),
    _detector(
        "ArubaOS-Switch login",
        r"^\s*password .*(?:sha1|sha256|plaintext)\s+\"?[^\s\0]{4}",
        "password ",
    ),
    _detector(
        "server key",
        r"^\s*(?:radius|tacacs)-server .*\bkey +(?:[05-8] +)?\"?(?!\d+$)[^\s\0]{3}",
        " key ",
    ),
    _detector("community", r"^\s*snmp-server community +\"?[^\s\0\"]{2}", "community"),
    _detector(
        "SNMPv3 key",
        r"^\s*snmp.*? (?:auth (?:md5|sha)|priv (?:aes|des))[^\s]*(?: \d+)? +\"?[^\s\0]{8}",
        "snmp",
    ),
    _detector(
        "value after its word",
        r"(?:password|passwd|passphrase|psksecret|secret|pre-shared-key)\d?\"? +(?:ENC +|\d+ +)?\"?"
        r"(?P<value>(?=\S*\d)(?=\S*[A-Za-z])[^\s\"\0]{8,})",
        "pass",
        "secret",
        "pre-shared-key",
    ),
)
HINTS = tuple({hint for detector in DETECTORS for hint in detector.hints})
SHORT = 5  # characters with the quotes
WRAPPED = re.compile(
    r"(?:\bkey|-key|key-string|secret|password|passphrase|auth(?: md5| sha\w*)?|sha1|sha256"
    r"|plaintext|priv(?: des| aes\w*)?|community)\s*$",
    re.IGNORECASE,
)
PLACEHOLDER = re.compile(r"\{\{ ?[\w.]+ ?\}\}")


def last_scan(text: str, source: str) -> None:
    """Look at a text that is to be written.

    Raises:
        SecretLeakError: it still holds something secret; the message never quotes it.
    """
    lines = text.split("\n")
    distinct = list(dict.fromkeys(lines))
    for index, hints in lines_with(distinct, HINTS).items():
        name = _found(distinct[index], hints)
        if name:
            raise leak(source, lines.index(distinct[index]) + 1, name)
    for number, line in enumerate(lines[1:], start=2):
        if line.lstrip()[:1] == '"' and _left_over(lines[number - 2], line):
            raise leak(source, number, "a value on the line after its word")


def _left_over(before: str, line: str) -> bool:
    """Whether a line is a quoted secret that a device broke off from the command above."""
    return bool(WRAPPED.search(before)) and not TOKEN.search(line) and len(line.strip()) > SHORT


def leak(source: str, line: int, name: str) -> SecretLeakError:
    """The error for a survivor, without the survivor."""
    return SecretLeakError(
        f"{source}:{line}: something secret is left in this line ({name}); nothing was written"
    )


def _found(line: str, hints: Iterable[str]) -> str | None:
    bare = PLACEHOLDER.sub(TAKEN, TOKEN.sub(TAKEN, line))
    for detector in DETECTORS:
        if not any(hint in hints for hint in detector.hints):
            continue
        match = detector.pattern.search(bare)
        if match and match.groupdict().get("value") not in words("harmless_words"):
            return detector.name
    return None
