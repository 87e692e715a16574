"""What a fix must know of the text beside the facts: names of profiles and groups."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from schoolproof.model import Device
from schoolproof.parse.items import Item
from schoolproof.platforms.paloalto_panos.grammar import GRAMMAR
from schoolproof.platforms.paloalto_panos.reading import Reading


@lru_cache(maxsize=2)
def _reading(text: str) -> Reading:
    return Reading(GRAMMAR.parse(text), Device())


def profile_of(device: Device, port: str) -> str | None:
    """The management profile of an interface or unit.

    Raises:
        UnknownFact: the device has no text, so there is nothing to mend.
    """
    root = _reading(device.native_text).root
    for item in _units(root.at("network", "interface")):
        if item.name == port:
            for place in (item, *item.each()):
                found = place.value("interface-management-profile")
                if found:
                    return found
    return None


def _units(part: Item | None) -> list[Item]:
    """Ports, and units of ports."""
    if part is None:
        return []
    kinds = [*part.each()]
    ports = [item for kind in kinds for item in kind.each()]
    below = [layer for port in ports for layer in port.each()]
    named = [unit for item in (*kinds, *below) for unit in item.each("units")]
    return [*ports, *named, *kinds]


def group_of(device: Device, policy: Any) -> str | None:
    """The profile group of a rule, or None."""
    reading = _reading(device.native_text)
    for scope in reading.scopes:
        if scope.name == policy.vdom:
            rule = scope.own.at("rulebase", "security", "rules", policy.number)
            return rule.value("profile-setting", "group") if rule is not None else None
    return None


def permitted_names(device: Device) -> tuple[str, ...]:
    """Addresses that may reach the management port, as written."""
    return _reading(device.native_text).root.words("deviceconfig", "system", "permitted-ip")
