"""Spanning tree keeps loops from stopping the network."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import Item, control, expect, one_of
from schoolproof.model import Device


@control(
    code="SWITCH-008",
    clauses=["NS-1h"],
    severity="high",
    device="switch",
    params={"allowed_modes": ["rapid-pvst", "mstp", "rstp"]},
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """Rapid or multiple spanning tree runs, in every VLAN.

    Why it matters: one cable plugged into the wall at both ends stops lessons, telephones and
    door entry in the whole school. Spanning tree breaks such loops, the rapid kinds within a
    second.

    Expected results:
        pass: spanning tree is on in a rapid or multiple mode, and no VLAN is left out
        fail: it is off, off in some VLANs, or in the slow mode of 1998
        unknown: the configuration does not say which mode runs
    """
    yield from expect(device, "stp.enabled", True, says="spanning tree is off")
    if not device.stp.enabled:
        return
    says = "spanning tree is in its slow mode, which needs up to 50 seconds after a change"
    yield from expect(device, "stp.mode", one_of(*params["allowed_modes"]), says=says)
    says = "spanning tree is off in some VLANs"
    yield from expect(device, "stp.disabled_vlans", frozenset(), says=says)
