"""What the plain readers share: packets, policies, and logic with a third value for not known."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

Maybe = bool | None


@dataclass(frozen=True)
class Packet:
    """One packet; `service` is protocol, destination port, source port."""

    source: str
    target: str
    service: tuple[int, int, int]
    ingress: str
    egress: str


@dataclass
class Policy:
    """One policy, with what it names, so that packets near its borders can be tried."""

    vdom: str
    number: str
    holds: Callable[[Packet], Maybe]
    hosts: list[str] = field(default_factory=list)
    ports: list[tuple[int, int, int]] = field(default_factory=list)
    ways: list[str] = field(default_factory=list)  # interfaces that it names


def every(values: Iterable[Maybe]) -> Maybe:
    """All of them."""
    found = list(values)
    return False if False in found else None if None in found else True


def some(values: Iterable[Maybe]) -> Maybe:
    """One of them at least."""
    found = list(values)
    return True if True in found else None if None in found else False


def turned(value: Maybe, negate: bool) -> Maybe:
    return value if value is None or not negate else not value
