"""Addresses, speeds and releases as FortiOS writes them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from ipaddress import (
    IPv4Interface,
    IPv4Network,
    IPv6Interface,
    IPv6Network,
    ip_interface,
    ip_network,
)

from schoolproof.model import Secret, secret_in

Address = IPv4Interface | IPv6Interface
Prefix = IPv4Network | IPv6Network
SPEED = re.compile(r"(\d+)(G?)(full|half|auto)?.*")
RELEASE = re.compile(r"(\d+)\.(\d+)(?:\.(\d+))?")


@lru_cache(maxsize=4096)
def address(words: Sequence[str]) -> Address | None:
    """`192.0.2.1 255.255.255.0` or `192.0.2.1/24`; None for the empty address and for nonsense."""
    try:
        found = ip_interface("/".join(words[:2]))
    except ValueError:
        return None
    return found if int(found.ip) else None


@lru_cache(maxsize=4096)
def prefix(words: Sequence[str]) -> Prefix | None:
    """The network of an address with a mask, host bits dropped; None for nonsense."""
    try:
        return ip_network("/".join(words[:2]), strict=False)
    except ValueError:
        return None


def speed(word: str) -> tuple[int | None, str]:
    """`1000full` → (1000, full); `auto` → (None, auto): megabits a second and duplex."""
    found = SPEED.fullmatch(word)
    if not found:
        return None, "auto"
    number, giga, duplex = found.groups()
    return int(number) * (1000 if giga else 1), duplex or "auto"


def release(version: str) -> tuple[int, int, int]:
    """`7.4.7` → (7, 4, 7); (0, 0, 0) where no version is known."""
    found = RELEASE.match(version)
    if not found:
        return 0, 0, 0
    return int(found.group(1)), int(found.group(2)), int(found.group(3) or 0)


def secret(words: Sequence[str] | None) -> Secret | None:
    """The token among the words of a value."""
    return secret_in(" ".join(words)) if words else None
