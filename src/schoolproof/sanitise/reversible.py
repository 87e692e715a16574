"""Encodings that hide a password without protecting it, and hashes that are cheap to try."""

from __future__ import annotations

import hashlib

# Cisco's fixed key of type 7, published since 1995.
XLAT = b"dsfd;kfoA,.iyewrkldJKDHSUBsgvca69834ncxv9873254k;fg87"
CISCO64 = "./0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
ORDER = ((0, 6, 12), (1, 7, 13), (2, 8, 14), (3, 9, 15), (4, 10, 5))  # md5crypt's byte order


def decode_type7(stored: str) -> str | None:
    """The clear text of Cisco type 7, or None when the text is not of that form."""
    seed, body = stored[:2], stored[2:]
    try:
        start, data = int(seed), bytes.fromhex(body)
    except ValueError:
        return None
    if not data or not seed.isdigit():
        return None
    clear = bytes(byte ^ XLAT[(start + i) % len(XLAT)] for i, byte in enumerate(data))
    return clear.decode("latin-1")


def type4(clear: str) -> str:
    """Cisco type 4: SHA-256 without salt, in Cisco's base 64."""
    digest = hashlib.sha256(clear.encode()).digest()
    text = ""
    for i in range(0, 33, 3):
        part = digest[i : i + 3]
        number = int.from_bytes(part.ljust(3, b"\0"), "big")
        text += "".join(CISCO64[number >> shift & 63] for shift in (18, 12, 6, 0))[: len(part) + 1]
    return text


def md5crypt(clear: str, salt: str) -> str:
    """The hash part of `$1$salt$hash` (type 5): 1,000 rounds of MD5."""
    word, grain = clear.encode(), salt.encode(errors="replace")
    inner = _md5(word + grain + word)
    text = word + b"$1$" + grain + (inner * (len(word) // 16 + 1))[: len(word)]
    length = len(word)
    while length:
        text += b"\0" if length & 1 else word[:1]
        length >>= 1
    digest = _md5(text)
    for i in range(1000):
        middle = (grain if i % 3 else b"") + (word if i % 7 else b"")
        first, last = (word, digest) if i & 1 else (digest, word)
        digest = _md5(first + middle + last)
    return _encode(digest)


def _md5(data: bytes) -> bytes:
    return hashlib.md5(data, usedforsecurity=False).digest()


def _encode(digest: bytes) -> str:
    itoa64 = CISCO64
    text = ""
    for a, b, c in ORDER:
        number = digest[a] << 16 | digest[b] << 8 | digest[c]
        text += "".join(itoa64[number >> shift & 63] for shift in (0, 6, 12, 18))
    return text + itoa64[digest[11] & 63] + itoa64[digest[11] >> 6]
