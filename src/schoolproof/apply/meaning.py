"""One number for what a configuration means: equal when two texts mean the same."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from schoolproof.drift.canon import Canon, Item, Section
from schoolproof.parse import ConfigTree
from schoolproof.platforms import Platform


def meaning_hash(tree: ConfigTree, platform: Platform) -> str:
    """SHA-256 of the canonical meaning, in hex.

    Comments, volatile lines, order where it says nothing, and documented defaults that a platform
    names do not count. Secrets count by their fingerprint, so the number holds for one key only.
    """
    section = Canon(platform, spread=True).section([tree.root])
    return digest(_plain(section))


def digest(data: Any) -> str:
    """SHA-256 of data as JSON with sorted keys."""
    text = json.dumps(data, sort_keys=True, separators=(",", ":"), ensure_ascii=True)
    return hashlib.sha256(text.encode("ascii")).hexdigest()


def _plain(section: Section) -> list[Any]:
    rows = [_row(item) for item in section.items.values()]
    return rows if section.ordered else sorted(rows, key=lambda row: str(row[0]))


def _row(item: Item) -> list[Any]:
    value: Any = item.value
    if isinstance(value, frozenset):
        value = {"set": sorted(value)}
    elif isinstance(value, tuple):
        value = list(value)
    return [item.key, item.off, value, _plain(item.inside) if item.inside else []]
