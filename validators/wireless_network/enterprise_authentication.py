"""Staff and pupils sign in to the wireless network as themselves."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import Item, control, expect, remark
from schoolproof.check.switches.wireless import audience, declared_networks, each_on_air
from schoolproof.model import Device
from schoolproof.model.wireless import Ssid


@control(
    code="WIFI-002",
    clauses=["WN-4a", "WN-4c"],
    severity="high",
    device="wireless_controller",
    params={"enterprise_purposes": ["staff", "pupil", "management"]},
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """Wireless networks of staff and of managed pupil devices use 802.1X (WPA enterprise).

    Why it matters: a key that everybody shares leaves with every leaver, and nobody can say
    who used it. With 802.1X each person or device has a login of its own that can be ended.

    Expected results:
        pass: every such network on air asks each person or device for a login of its own
        fail: one finding for each network that uses a shared key or none
        unknown: the site file does not say whom a network is for
        notapplicable: no network for staff or managed pupil devices is on air
    """

    def judge(ssid: Ssid) -> Iterator[Item]:
        purpose = audience(device, ssid)
        if purpose not in params["enterprise_purposes"]:
            return
        managed = [network.managed_devices for network in declared_networks(device, ssid)]
        if purpose == "pupil" and False in managed:
            return
        if purpose == "pupil" and True not in managed:
            yield remark(ssid, "counted as managed devices, since the site file does not say")
        says = f"{purpose} join without a login of their own"
        yield from expect(ssid, "authentication", "enterprise", says=says)

    yield from each_on_air(device, judge)
