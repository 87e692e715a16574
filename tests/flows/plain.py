"""What the plain readers share: packets, policies, and logic over what no text says.

A truth is True, False, or open: it depends on something named, such as a user or a domain name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

Service = tuple[int, int, int]  # protocol, destination port, source port


@dataclass(frozen=True)
class Open:
    """A truth that depends: `word` is `name`, `not`, `all` or `any`."""

    word: str
    parts: tuple[Truth, ...] = ()
    name: tuple[str, ...] = ()


Truth = bool | Open


@dataclass(frozen=True)
class Packet:
    """One packet. `servers`: published servers to one of which the firewall has translated it."""

    source: str
    target: str
    service: Service
    ingress: str
    egress: str
    servers: tuple[str, ...] = ()


@dataclass(frozen=True)
class Server:
    """A published server: where packets to it come in, and where they go after translation."""

    name: str
    ways: tuple[str, ...]  # interfaces; `any`: all
    hosts: tuple[str, ...]
    services: tuple[Service, ...]
    takes: Callable[[str, Service, str], bool]  # inner host, inner service, interface


@dataclass
class Policy:
    """One policy, with what it names, so that packets near its borders can be tried."""

    key: str
    holds: Callable[[Packet], Truth]
    hosts: list[str] = field(default_factory=list)
    services: list[Service] = field(default_factory=list)
    ways: list[str] = field(default_factory=list)  # interfaces that it names


@dataclass
class Base:
    """One rule base: of a VDOM, a virtual system, or the device ("")."""

    name: str
    policies: list[Policy]
    interfaces: list[str]
    within: Callable[[Packet], Truth]  # whether a zone lets pass between two of its interfaces
    servers: list[Server] = field(default_factory=list)


def may(*name: str) -> Open:
    """Something that nobody knows; the same name is the same thing."""
    return Open("name", name=name)


def every(values: Iterable[Truth]) -> Truth:
    """All of them."""
    left = tuple(dict.fromkeys(value for value in values if value is not True))
    if False in left:
        return False
    return Open("all", left) if len(left) > 1 else left[0] if left else True


def some(values: Iterable[Truth]) -> Truth:
    """One of them at least."""
    left = tuple(dict.fromkeys(value for value in values if value is not False))
    if True in left:
        return True
    return Open("any", left) if len(left) > 1 else left[0] if left else False


def turned(value: Truth, *, negate: bool = True) -> Truth:
    if not negate:
        return value
    return Open("not", (value,)) if isinstance(value, Open) else not value


def can_be(value: Truth) -> bool:
    """Whether it is true for some reading of what is open."""
    if not isinstance(value, Open):
        return value
    name = _first_name(value)
    return any(can_be(_settled(value, name, word=word)) for word in (True, False))


def known(value: Truth) -> bool | None:
    """True or False where it is so for every reading."""
    if not can_be(value):
        return False
    return None if can_be(turned(value)) else True


def first_ones(values: Sequence[Truth]) -> set[int | None]:
    """Places that can be the first true one, over all readings; None: there may be none."""
    found: set[int | None] = set()
    above: Truth = True
    for place, value in enumerate(values):
        if value is False:
            continue
        if can_be(every((above, value))):
            found.add(place)
        above = every((above, turned(value)))
        if above is False:
            return found
    return found | {None} if can_be(above) else found


def _first_name(value: Open) -> tuple[str, ...]:
    while value.word != "name":
        value = next(part for part in value.parts if isinstance(part, Open))
    return value.name


def _settled(value: Truth, name: tuple[str, ...], *, word: bool) -> Truth:
    """The same truth once the thing of this name is known to hold or not."""
    if not isinstance(value, Open):
        return value
    if value.word == "name":
        return word if value.name == name else value
    parts = [_settled(part, name, word=word) for part in value.parts]
    if value.word == "not":
        return turned(parts[0])
    return every(parts) if value.word == "all" else some(parts)
