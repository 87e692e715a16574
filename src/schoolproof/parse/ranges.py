"""Lists and ranges as devices write them: VLANs `10,20-22`, ports `Gi1/0/1-4`, `A1-A4,Trk1`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

MAX_VLAN = 4094
NUMBER_AT_END = re.compile(r"(.*?)(\d+)$")
MAX_PORTS = 2048  # more ports than any stack has: a mistake, not a range


@lru_cache(maxsize=4096)
def vlan_set(text: str) -> frozenset[int]:
    """VLAN numbers of a list with commas or blanks and ranges; what is no number is left out."""
    numbers: set[int] = set()
    for part in text.replace(",", " ").split():
        first, _, last = part.partition("-")
        if _number(first) and (not last or _number(last)):
            low, high = int(first), int(last or first)
            numbers.update(range(max(low, 1), min(high, MAX_VLAN) + 1))
    return frozenset(numbers)


def _number(text: str) -> bool:
    """Whether this is a plain number; long runs of digits are no VLAN, and slow to convert."""
    return text.isdecimal() and len(text) <= 5  # noqa: PLR2004  more digits than any VLAN has


def vlan_text(vlans: Iterable[int]) -> str:
    """The shortest list of a set of VLANs: `10,20-22` (a range from three numbers on: IOS)."""
    parts: list[str] = []
    run: list[int] = []
    for vlan in [*sorted(vlans), None]:
        if run and vlan != run[-1] + 1:
            parts.append(_run(run))
            run = []
        if vlan is not None:
            run.append(vlan)
    return ",".join(parts)


def _run(run: list[int]) -> str:
    if len(run) == 1:
        return str(run[0])
    if len(run) == 2:  # noqa: PLR2004  two numbers are a pair, not a range
        return f"{run[0]},{run[1]}"
    return f"{run[0]}-{run[-1]}"


@lru_cache(maxsize=4096)
def port_list(text: str) -> tuple[str, ...]:
    """Single ports of a list: `1/1-1/4`, `A1-A4,Trk3`, `GigabitEthernet1/0/1-4`, in order."""
    ports: list[str] = []
    for part in text.replace(",", " ").split():
        ports.extend(_expand(part))
    return tuple(dict.fromkeys(ports))


def _expand(part: str) -> Iterable[str]:
    first, dash, last = part.partition("-")
    head = NUMBER_AT_END.match(first)
    tail = NUMBER_AT_END.match(last) if dash else None
    if not head or not tail or tail.group(1) not in {"", head.group(1)}:
        return (part,)
    low, high = int(head.group(2)), int(tail.group(2))
    if not low <= high <= low + MAX_PORTS:
        return (part,)
    return (f"{head.group(1)}{number}" for number in range(low, high + 1))
