"""The radios follow the rules of the country that the school stands in."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import Item, control, expect
from schoolproof.check.switches.ports import each
from schoolproof.model import Device
from schoolproof.model.wireless import ApProfile


@control(
    code="WIFI-116",
    clauses=["WN-3c"],
    severity="medium",
    device="wireless_controller",
    params={"country": "GB"},
)
def check(device: Device, params: dict[str, Any]) -> Iterator[Item]:
    """The controller, and each profile of access points that has its own, is set to this country.

    Why it matters: the country decides which channels and how much power the radios may use.
    Another one breaks the law here (Ofcom), or leaves out channels that a full room needs.

    Expected results:
        pass: the country is the school's, and nothing else
        fail: one finding for the controller and for each profile with another country
        unknown: the text does not say the country
        notapplicable: this device has no wireless networks
    """
    if not len(device.ssids):
        return
    wanted = params["country"]
    says = "the radios follow the rules of another country"
    yield from expect(device.wireless, "country", wanted, says=says)

    def judge(profile: ApProfile) -> Iterator[Item]:
        if "country" in profile.lines:
            yield from expect(profile, "country", wanted, says=says)

    if "ap_profiles" in device.lines:
        yield from each(device.ap_profiles, judge)
