"""VLANs in words, and which of them a device has."""

from __future__ import annotations

from collections.abc import Iterable

from schoolproof.model import ALL_VLANS, Device, Site
from schoolproof.parse import vlan_text

NAMED = 6  # more names than this make no sentence


def vlan_words(site: Site, vlans: Iterable[int]) -> str:
    """`VLAN 20 (STAFF), VLAN 40 (GUEST)`; many of them as a list of numbers."""
    numbers = sorted(vlans)
    if len(numbers) > NAMED:
        return f"VLANs {vlan_list(numbers)}"
    names = {n.vlan: n.name for n in site.networks if n.name}
    return ", ".join(f"VLAN {v} ({names[v]})" if v in names else f"VLAN {v}" for v in numbers)


def vlan_list(vlans: Iterable[int]) -> str:
    """`20, 30, 40-44`, `all` or `none`: short enough to be compared with an accepted value."""
    numbers = frozenset(vlans)
    if numbers == ALL_VLANS:
        return "all"
    return vlan_text(numbers).replace(",", ", ") or "none"


def purpose_words(purposes: Iterable[str]) -> str:
    """`pupil`, `staff and print`, or `no declared purpose`."""
    return " and ".join(sorted(purposes)) or "no declared purpose"


def present(device: Device, *purposes: str) -> frozenset[int]:
    """VLANs of these purposes that exist on the device.

    Raises:
        UnknownFact: the text does not list its VLANs, or the site file declares no networks.
    """
    wanted = device.site.vlans_for(*purposes)
    return frozenset(vlan.vlan_id for vlan in device.vlans if vlan.vlan_id in wanted)
