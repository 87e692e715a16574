"""What is left of a secret after sanitising: its kind, how good it was, and a keyed fingerprint."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

TOKEN = re.compile(r"<redacted:([\w.-]+):(default|weak|ok):([0-9a-f]{8}|-)(?::(\d+) lines)?>")

Strength = Literal["default", "weak", "ok"]


@dataclass(frozen=True, slots=True)
class Secret:
    """One secret, as `<redacted:type7:weak:3f9a61c2>` tells it.

    `fingerprint` is eight hex digits (HMAC-SHA-256, keyed), or None for kinds that the device
    salts anew at each display, where equal secrets look different.
    """

    kind: str
    strength: Strength
    fingerprint: str | None = None

    def __str__(self) -> str:
        return f"<redacted:{self.kind}:{self.strength}:{self.fingerprint or '-'}>"


def secret_in(text: str) -> Secret | None:
    """The first secret token in a line, or None."""
    found = TOKEN.search(text)
    if not found:
        return None
    kind, strength, fingerprint, _ = found.groups()
    return Secret(kind, strength, None if fingerprint == "-" else fingerprint)  # type: ignore[arg-type]  # the expression allows these three only
