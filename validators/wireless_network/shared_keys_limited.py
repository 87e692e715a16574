"""Shared wireless keys serve few purposes, are strong, and differ."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Finding, Item, control
from schoolproof.check.switches.wireless import SHARED_KEY, audience, each_on_air
from schoolproof.model import Device, line_of
from schoolproof.model.wireless import Ssid


@control(
    code="WIFI-005",
    clauses=["WN-4c", "CS-3c", "CS-4a"],
    severity="high",
    device="wireless_controller",
    params={"psk_purposes": ["building", "guest", "cctv", "print"]},
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """A pre-shared key serves devices that can do no better, is strong, and is used once.

    Why it matters: a key on a poster in the staff room is known to everybody. Screens, sensors
    and printers often cannot sign in, so they may have one, but of their own.

    Expected results:
        pass: shared keys serve allowed purposes only, none is weak or a default, none is reused
        fail: one finding for each network where this does not hold
        unknown: the key is not in the text, or the site file does not say whom a network is for
        notapplicable: no wireless network on air uses a shared key
    """
    seen: dict[str, str] = {}

    def judge(ssid: Ssid) -> Iterator[Item]:
        if ssid.authentication not in SHARED_KEY:
            return
        purpose = audience(device, ssid)
        if purpose in params["psk_purposes"]:
            yield OK
        else:
            says, where = f"{purpose} share one key", line_of(ssid, "authentication")
            wanted = "a login for each person or device"
            yield Finding(ssid, says, wanted, "shared key", line=where)
        key, line = ssid.psk, line_of(ssid, "psk")
        if key.strength != "ok":
            yield Finding(ssid, f"the shared key is {key.strength}", "a strong key", line=line)
        twin = seen.setdefault(key.fingerprint or ssid.profile, ssid.name)
        if twin != ssid.name:
            yield Finding(ssid, f"the same key as the SSID {twin}", "a key of its own", line=line)

    yield from each_on_air(device, judge)
