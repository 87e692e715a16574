"""Wireless networks offer WPA3."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import Item, Wanted, control, expect
from schoolproof.check.switches.wireless import UNENCRYPTED, each_on_air
from schoolproof.model import Device
from schoolproof.model.wireless import Ssid

TRANSITION = Wanted(lambda v: 3 in v, "WPA3, alone or beside WPA2", frozenset({2, 3}))  # noqa: PLR2004  the version
ALONE = Wanted(lambda v: v == {3}, "WPA3 alone", frozenset({3}))


@control(
    code="WIFI-003",
    clauses=["WN-4e"],
    severity="medium",
    device="wireless_controller",
    params={"accept_transition": True},
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """Every secured wireless network on air offers WPA3, alone or beside WPA2.

    Why it matters: the standard names WPA3. With it a recorded sign-in can no longer be used to
    guess the key at home. Old devices may stay on WPA2 while they are being replaced.

    Expected results:
        pass: every secured network offers WPA3
        fail: one finding for each network that offers WPA2 at best
        notapplicable: no secured wireless network is on air
    """
    wanted = TRANSITION if params["accept_transition"] else ALONE

    def judge(ssid: Ssid) -> Iterator[Item]:
        if ssid.authentication not in UNENCRYPTED:
            says = "WPA3 is not offered" if params["accept_transition"] else "not WPA3 alone"
            yield from expect(ssid, "wpa_versions", wanted, says=says)

    yield from each_on_air(device, judge)
