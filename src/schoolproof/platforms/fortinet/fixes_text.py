"""What a fix must know of the text beside the facts: numbers of entries, words of a list."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from schoolproof.model import Device, Facts, Table
from schoolproof.platforms.fortinet.grammar import GRAMMAR
from schoolproof.platforms.fortinet.reading import Reading
from schoolproof.platforms.fortinet.settings import Settings


@lru_cache(maxsize=2)
def _reading(text: str) -> Reading:
    return Reading(GRAMMAR.parse(text), Device())


def block_of(device: Device, path: str, vdom: str | None) -> Settings:
    """The block `config path` of a VDOM as the text has it.

    Raises:
        UnknownFact: the device has no text, so there is nothing to mend.
    """
    return _reading(device.native_text).block(path, vdom)


def vdoms_of(device: Device) -> list[str | None]:
    """All VDOMs, or [None] where the device has none."""
    return list(_reading(device.native_text).vdoms) or [None]


def entry_of(device: Device, path: str, vdom: str | None, name: str) -> Settings:
    """One object of that block; an empty one where the text has none."""
    found = block_of(device, path, vdom).edit(name)
    return found or Settings((), path, name=name, vdom=vdom)


def vdom_of(table: Table[Any], subject: Facts, name: str) -> str | None:
    """The VDOM of an object by its key in the table; None where there are none."""
    for key, row in table.items():
        if row is subject:
            head = key.removesuffix(name).removesuffix("ipv6:")
            return head.rstrip("/") or None
    return None


def free_number(block: Settings) -> int:
    """A number for a new entry."""
    numbers = [int(entry.name) for entry in block.edits() if entry.name.isdecimal()]
    return max(numbers, default=0) + 1
