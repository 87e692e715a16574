"""Fixes of access lists."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from schoolproof.model import Device
from schoolproof.model.switching import AclEntry
from schoolproof.platforms.acl_fixes import without_entry
from schoolproof.platforms.cisco_ios.fixes import fixes


@fixes("acl_entry.absent")
def _entry(device: Device, entry: AclEntry, _wanted: Any) -> Sequence[str]:
    return without_entry(device, entry)
