"""The table of fixes of this platform; the files beside this one fill it."""

from __future__ import annotations

from schoolproof.platforms.base import Fixes

FIXES = Fixes()


def both(*facts: str) -> tuple[str, ...]:
    """A part of the device is named from the device or from the part itself."""
    return tuple(name for fact in facts for name in (fact, f"device.{fact}"))
