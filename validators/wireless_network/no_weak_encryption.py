"""No wireless network is readable by anybody near the school."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Finding, Item, control, excludes, expect, remark
from schoolproof.check.switches.wireless import audience, each_on_air
from schoolproof.model import Device, line_of
from schoolproof.model.wireless import Ssid


@control(
    code="WIFI-001",
    clauses=["WN-4a", "WN-4d", "WN-4e"],
    severity="critical",
    device="wireless_controller",
    params={"open_allowed_purposes": ["guest"], "prefer_owe": True},
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """No wireless network on air is open, or uses WEP, WPA1 or TKIP.

    Why it matters: whatever passes over such a network can be read from the street, passwords
    and children's work included. Guests may have an open network if a portal asks who they are.

    Expected results:
        pass: every network on air is encrypted with AES, or is a guest network with a portal
        fail: one finding for each network, and for each weak method that it still accepts
        notapplicable: no wireless network is on air
    """

    def judge(ssid: Ssid) -> Iterator[Item]:
        if ssid.authentication == "open":
            yield from _open(device, ssid, params)
        elif ssid.authentication == "wep":
            line = line_of(ssid, "authentication")
            yield Finding(ssid, "WEP can be broken in minutes", "WPA2 or WPA3", "WEP", line=line)
        else:
            yield from expect(ssid, "wpa_versions", excludes({1}), says="still accepts WPA1")
            yield from expect(ssid, "ciphers", excludes({"tkip"}), says="still accepts TKIP")

    yield from each_on_air(device, judge)


def _open(device: Device, ssid: Ssid, params: dict[str, Any]) -> Iterator[Item]:
    line = line_of(ssid, "authentication")
    guests = audience(device, ssid) in params["open_allowed_purposes"]
    if guests and ssid.portal:
        yield OK
        if params["prefer_owe"]:
            yield remark(ssid, "open to guests: enhanced open (OWE) encrypts it", line=line)
        return
    known = "radius_servers" in ssid.lines and ssid.radius_servers
    want = "owe" if guests else "enterprise" if known else None
    says = "an open network without a portal" if guests else "a wireless network without encryption"
    fact = "authentication" if want else ""
    yield Finding(ssid, says, "encrypted", "open", fact=fact, want=want, line=line)
