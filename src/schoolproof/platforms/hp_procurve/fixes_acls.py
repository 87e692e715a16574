"""Fixes of access lists."""

from __future__ import annotations

from typing import Any

from schoolproof.model import Device
from schoolproof.model.switching import AclEntry
from schoolproof.platforms.acl_fixes import without_entry
from schoolproof.platforms.hp_procurve.fixes import FIXES


@FIXES("acl_entry.absent")
def _entry(device: Device, entry: AclEntry, _wanted: Any) -> tuple[str, ...]:
    return tuple(without_entry(device, entry))
