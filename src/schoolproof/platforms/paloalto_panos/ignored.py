"""What no fact needs, by name and with its reason. `*` is any one name; all below it is meant.

Rows under `VSYS` hold wherever objects may stand: in a virtual system, in `shared`, at the top of
a `set` text, and in what Panorama pushed.
"""

from __future__ import annotations

from typing import Any

from schoolproof.platforms.paloalto_panos.ignored_rows import DEVICE
from schoolproof.platforms.paloalto_panos.ignored_vsys import VSYS

Known = dict[str, Any] | str | None  # a tree of names; a text is the reason


def _tree() -> dict[str, Any]:
    top: dict[str, Any] = {}
    for reason, rows in DEVICE.items():
        for row in rows.split("\n"):
            _add(top, row.split(), reason)
    for reason, rows in VSYS.items():
        for row in rows.split("\n"):
            for place in ((), ("vsys", "*"), ("shared",), ("policy", "panorama")):
                _add(top, [*place, *row.split()], reason)
    return top


def _add(top: dict[str, Any], path: list[str], reason: str) -> None:
    here = top
    for name in path[:-1]:
        inner = here.setdefault(name, {})
        if not isinstance(inner, dict):
            return
        here = inner
    here[path[-1]] = reason


def below(known: Known, name: str) -> Known:
    """What is known one name further down; both the name's own row and that of `*` count."""
    if not isinstance(known, dict):
        return known
    own, other = known.get(name), known.get("*")
    if isinstance(own, dict) and isinstance(other, dict):
        return {**other, **own}
    return own if own is not None else other


TOP: Known = _tree()
