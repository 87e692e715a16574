"""Nobody can throw devices off the wireless network with forged messages."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import Item, control, expect, one_of
from schoolproof.check.switches.wireless import UNENCRYPTED, each_on_air
from schoolproof.model import Device
from schoolproof.model.wireless import Ssid


@control(
    code="WIFI-004",
    clauses=["WN-4d"],
    severity="medium",
    device="wireless_controller",
    params={"min_wpa2": "optional"},
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """Management frames (802.11w) are protected: required with WPA3 alone, else offered.

    Why it matters: without it a cheap gadget in a pocket can disconnect a whole class, again
    and again, and lure devices to a copy of the network.

    Expected results:
        pass: protection is required with WPA3, and at least optional while WPA2 is accepted
        fail: one finding for each network without it
        notapplicable: no secured wireless network is on air
    """

    def judge(ssid: Ssid) -> Iterator[Item]:
        if ssid.authentication in UNENCRYPTED:
            return
        old = bool(ssid.wpa_versions - {3})
        wanted = one_of(*dict.fromkeys([params["min_wpa2"], "required"])) if old else "required"
        yield from expect(ssid, "mfp", wanted, says="management frames are not protected enough")

    yield from each_on_air(device, judge)
