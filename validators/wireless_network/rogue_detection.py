"""Foreign access points are noticed, and not attacked."""

from collections.abc import Iterator

from schoolproof.check import Item, control, expect
from schoolproof.model import Device


@control(
    code="WIFI-011",
    clauses=["WN-4e", "WN-3a"],
    severity="medium",
    device="wireless_controller",
)
def check(device: Device) -> Iterator[Item]:
    """The controller looks for foreign access points, and does not disturb them by itself.

    Automatic containment sends forged messages to other people's devices. That may break the
    law where it meets a neighbour, so it stays off until somebody has decided otherwise.

    Why it matters: a telephone's hotspot, or a copy of the school's network name, leads round
    every filter.

    Expected results:
        pass: detection is on, automatic containment is off
        fail: detection is off, or containment is on
        notapplicable: this device has no wireless networks
    """
    if len(device.ssids):
        off = "foreign access points are not looked for"
        yield from expect(device.wireless, "rogue_detection", True, says=off)
        on = "foreign access points are disturbed automatically"
        yield from expect(device.wireless, "rogue_containment", False, says=on)
