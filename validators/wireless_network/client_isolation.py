"""Guests' devices cannot reach one another over the wireless network."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import Item, control, expect
from schoolproof.check.switches.wireless import audience, each_on_air
from schoolproof.model import Device
from schoolproof.model.wireless import Ssid


@control(
    code="WIFI-007",
    clauses=["WN-4d"],
    severity="high",
    device="wireless_controller",
    params={"isolate_purposes": ["guest", "byod"]},
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """Devices on guest and own-device networks cannot talk to each other.

    Why it matters: nobody looks after these devices. One infected telephone must not meet
    three hundred others in the same hall.

    Expected results:
        pass: clients are kept apart on every guest and own-device network on air
        fail: one finding for each network where they are not
        unknown: the site file does not say whom a network is for
        notapplicable: no guest or own-device network is on air
    """

    def judge(ssid: Ssid) -> Iterator[Item]:
        if audience(device, ssid) in params["isolate_purposes"]:
            says = "devices of visitors can reach one another"
            yield from expect(ssid, "station_isolation", True, says=says)

    yield from each_on_air(device, judge)
