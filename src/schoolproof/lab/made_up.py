"""Made-up secrets in place of tokens, so that a lab's device has something to hide.

The same token with a fingerprint gives the same secret everywhere. Nothing of what is made here
was ever anybody's secret, and none of it is stored.
"""

from __future__ import annotations

import hashlib
import re
import string

from schoolproof.model.secret import TOKEN
from schoolproof.sanitise.reversible import XLAT

ALNUM = string.ascii_letters + string.digits
BASE64 = ALNUM + "+/"
CISCO = "./" + ALNUM
HEX = "0123456789abcdef"
PEM_LINE = 64  # letters
SEED = 8  # where a type 7 begins in Cisco's key; any number below 16


def with_secrets(text: str, name: str) -> str:
    """The text of device `name`, each token replaced by a secret of its kind and strength."""
    return TOKEN.sub(lambda found: _secret(found, name), text)


def _secret(found: re.Match[str], name: str) -> str:
    kind, strength, mark, lines = found.groups()
    seed = f"{kind}:{mark}" if mark != "-" else f"{kind}:{name}:{found.start()}"
    if lines:
        return _pem(seed, int(lines))
    if kind == "type7":
        return _type7(_word(seed, strength))
    if kind in SHAPES:
        prefix, alphabet, length = SHAPES[kind]
        return prefix + _letters(seed, alphabet, length)
    return _word(seed, strength)


# What a stored secret of each kind looks like: how it begins, its letters, how many.
SHAPES = {
    "enc": ("", BASE64, 64),
    "ak1": ("AK1", BASE64, 44),
    "sh2": ("SH2", BASE64, 60),
    "pb2": ("PB2", BASE64, 84),
    "pbkdf2": ("PB2", BASE64, 84),
    "sha1": ("", HEX, 40),
    "sha256": ("", HEX, 64),
    "type4": ("", CISCO, 43),
    "type5": ("$1$labs$", CISCO, 22),
    "type6": ("", string.ascii_letters, 30),
    "type8": ("$8$labsaltlabsalt$", CISCO, 43),
    "type9": ("$9$labsaltlabsalt$", CISCO, 43),
}


def _word(seed: str, strength: str) -> str:
    """A password or key in clear."""
    if strength == "default":
        return "public"
    return _letters(seed, ALNUM, 20 if strength == "ok" else 8)


def _letters(seed: str, alphabet: str, length: int) -> str:
    data = hashlib.shake_256(seed.encode()).digest(length)
    return "".join(alphabet[byte % len(alphabet)] for byte in data)


def _type7(clear: str) -> str:
    body = bytes(b ^ XLAT[(SEED + i) % len(XLAT)] for i, b in enumerate(clear.encode()))
    return f"{SEED:02d}{body.hex().upper()}"


def _pem(seed: str, lines: int) -> str:
    inner = [_letters(f"{seed}:{n}", BASE64, PEM_LINE) for n in range(max(lines - 2, 1))]
    title = "ENCRYPTED PRIVATE KEY"
    return "\n".join([f"-----BEGIN {title}-----", *inner, f"-----END {title}-----"])
