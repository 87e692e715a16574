"""Port names of ArubaOS-Switch: `5`, `A3`, `1/48`, `2/A1`, `C1i`, `Trk2`; lists, ranges, models."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

PORT = re.compile(r"((?:\d{1,2}/)?(?:[A-Za-z]{1,4})?)(\d{1,4})(i?)")
LIST = r"(?:ethernet )?(all|[A-Za-z0-9/,-]*\d[A-Za-z0-9/,-]*)"
ALL = "all"
MAX_RANGE = 512  # no module and no stack member has more ports; beyond it is a mistake


@lru_cache(maxsize=4096)
def expand(text: str) -> tuple[str, ...]:
    """Single ports of a list, in order; `all` stays one word, what is no port is left out."""
    ports: list[str] = []
    for part in text.replace(",", " ").split():
        if part.lower() == ALL:
            ports.append(ALL)
            continue
        first, _, last = part.partition("-")
        ports.extend(_range(first, last or first))
    return tuple(dict.fromkeys(ports))


def _range(first: str, last: str) -> Iterable[str]:
    low, high = PORT.fullmatch(first), PORT.fullmatch(last)
    if low is None or high is None:
        return ()
    head, start, tail = low.groups()
    if high.group(1) not in {"", head} and canonical(high.group(1) + "1") != canonical(head + "1"):
        return ()
    numbers = range(int(start), int(high.group(2)) + 1)
    return (canonical(f"{head}{n}{tail}") for n in numbers[:MAX_RANGE])


def canonical(name: str) -> str:
    """The name as the device prints it: `trk1` → `Trk1`, `a3` → `A3`."""
    lower = name.lower()
    if lower.startswith(("trk", "dyn")):
        return lower.capitalize()
    return name[:-1].upper() + "i" if name.endswith("i") else name.upper()


def order(name: str) -> tuple[int, int, str, int]:
    """Sorting key: members in order, numbers before letters, LAGs last."""
    found = PORT.fullmatch(name)
    if found is None:
        return (2, 0, name, 0)
    head, number, _ = found.groups()
    member, slash, slot = head.rpartition("/")
    lag = slot.lower() in {"trk", "dyn"}
    return (int(lag), int(member) if slash else 0, slot, int(number))


def compress(ports: Iterable[str]) -> str:
    """The list as the device prints it: sorted, ranges by dash: `1-12,A1,Trk1-Trk2`."""
    parts: list[tuple[str, str]] = []
    for port in sorted(set(ports), key=order):
        if parts and _follows(parts[-1][1], port):
            parts[-1] = (parts[-1][0], port)
        else:
            parts.append((port, port))
    return ",".join(a if a == b else f"{a}-{b}" for a, b in parts)


def _follows(before: str, port: str) -> bool:
    a, b = PORT.fullmatch(before), PORT.fullmatch(port)
    if a is None or b is None or (a.group(1), a.group(3)) != (b.group(1), b.group(3)):
        return False
    return int(b.group(2)) == int(a.group(2)) + 1
