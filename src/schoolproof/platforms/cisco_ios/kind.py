"""What kind of machine wrote the text: defaults differ between switches, routers and releases."""

from __future__ import annotations

import re
from typing import NamedTuple

from schoolproof.platforms.cisco_ios.draft import Draft
from schoolproof.platforms.cisco_ios.names import port_name
from schoolproof.platforms.cisco_ios.top import Reading

SWITCH = re.compile(r"(?:ws-)?(?:c1000|c1200|c1300|c[2-6]\d|c9[2-6]|ie-)", re.IGNORECASE)
# Stackable and fixed models on which IP routing is off until `ip routing` is written.
FIXED = re.compile(r"(?:ws-)?(?:c1000|c1200|c1300|c29|c35|c36|c37|c38|c92|c93|ie-)", re.IGNORECASE)
XE_MODEL = re.compile(r"(?:ws-)?(?:c9|c3650|c3850|ie-3[234])", re.IGNORECASE)
XE_VERSION = re.compile(r"1[67]\.|0?3\.")


class Kind(NamedTuple):
    """`switch`: ports are layer 2 unless said otherwise; `fixed`: see FIXED; `xe`: IOS-XE."""

    switch: bool
    fixed: bool
    xe: bool


def kind_of_device(reading: Reading, drafts: dict[str, Draft]) -> Kind:
    """What the text shows, found once a text."""
    notes = reading.notes
    if "kind" not in notes:
        model, version = _firmware(reading)
        switch = bool(notes.get("switch") or SWITCH.match(model)) or any(
            word.startswith("switchport") for draft in drafts.values() for word in draft.said
        )
        small = switch and not model and _slot_zero(drafts)
        xe = bool(notes.get("xe") or XE_MODEL.match(model) or XE_VERSION.match(version))
        notes["kind"] = Kind(switch, bool(FIXED.match(model)) or small, xe)
    kind: Kind = notes["kind"]
    return kind


def _firmware(reading: Reading) -> tuple[str, str]:
    """Model and version; empty where the text does not say them."""
    if "firmware" not in reading.device.lines:
        return "", ""
    firmware = reading.device.firmware
    known = firmware.lines
    model = firmware.model if "model" in known else ""
    return model, firmware.version if "version" in known else ""


def _slot_zero(drafts: dict[str, Draft]) -> bool:
    """Ports `0/1`, `0/2` … only: Catalyst 2960, 3560 and their like, not a chassis."""
    numbers = [port_name(draft.name).number for draft in drafts.values()]
    numbers = [number for number in numbers if "/" in number]
    return bool(numbers) and all(n.startswith("0/") and n.count("/") == 1 for n in numbers)
