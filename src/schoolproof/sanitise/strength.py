"""How good a secret is, judged in memory and never kept."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from functools import lru_cache

from schoolproof.model.secret import Strength
from schoolproof.sanitise.data import words
from schoolproof.sanitise.reversible import decode_type7, md5crypt, type4

SHORTEST = 12  # characters: the catalogue's min_length of CYBER-004
FEWEST = 4  # different characters
# Salted, so equal secrets look different; the device shows some of them anew each time.
SALTED = frozenset(
    {
        *("type5", "type6", "type8", "type9", "type10", "type14"),
        *("sha256crypt", "sha512crypt", "bcrypt"),
        *("enc", "ak1", "sh2", "pb2"),
    }
)
ONE_WAY = SALTED | {"type4", "sha1", "sha256", "hash", "private-key", "token"}
LEET = str.maketrans("013457@$!", "oleastasi")
EDGES = re.compile(r"^[\W\d_]+|[\W\d_]+$")


@dataclass(frozen=True, slots=True, repr=False)
class Judged:
    """What was found out. `identity` is the clear text where known, for the fingerprint."""

    strength: Strength
    identity: str


def judge(stored: str, kind: str) -> Judged:
    """Judge a secret as the device stores it."""
    if kind == "type7":
        clear = decode_type7(stored)
        # what cannot be decoded is cut or made up: it is still of a reversible kind
        return Judged("weak", stored) if clear is None else Judged(_of_clear(clear), clear)
    if kind in ONE_WAY:
        return Judged("default" if _is_default_hash(stored, kind) else "ok", stored)
    return Judged(_of_clear(stored), stored)


@lru_cache(maxsize=4096)
def _of_clear(clear: str) -> Strength:
    if clear.casefold() in words("default_secrets"):
        return "default"
    if len(clear) < SHORTEST or len(set(clear)) < FEWEST:
        return "weak"
    return "weak" if _stems(clear) & words("common_words") else "ok"


def _stems(clear: str) -> set[str]:
    """What is left of a password when digits and signs around it, or for letters, are undone."""
    low = clear.casefold()
    bare = EDGES.sub("", low)
    return {bare, bare.translate(LEET), EDGES.sub("", low.translate(LEET))}


@lru_cache(maxsize=4096)
def _is_default_hash(stored: str, kind: str) -> bool:
    if kind == "type5":
        parts = stored.split("$")
        if len(parts) != 4:  # noqa: PLR2004  empty, 1, salt, hash
            return False
        return any(md5crypt(word, parts[2]) == parts[3] for word in words("tried_on_hashes"))
    return (
        stored.lower() in _plain_hashes()
        if kind in {"sha1", "sha256"}
        else (kind == "type4" and stored in _type4_hashes())
    )


@lru_cache(maxsize=1)
def _plain_hashes() -> frozenset[str]:
    """Unsalted hashes of every default, as ArubaOS-Switch writes them."""
    known = [word.encode() for word in words("default_secrets") | words("tried_on_hashes")]
    sha1 = (hashlib.sha1(word, usedforsecurity=False).hexdigest() for word in known)
    return frozenset([*sha1, *(hashlib.sha256(word).hexdigest() for word in known)])


@lru_cache(maxsize=1)
def _type4_hashes() -> frozenset[str]:
    return frozenset(type4(word) for word in words("default_secrets") | words("tried_on_hashes"))
