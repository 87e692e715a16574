"""Nobody administers the controller from its own wireless networks."""

from collections.abc import Iterator

from schoolproof.check import Item, control, expect
from schoolproof.model import Device


@control(
    code="WIFI-012",
    clauses=["WN-4b", "CS-3c"],
    severity="high",
    device="wireless_controller",
)
def check(device: Device) -> Iterator[Item]:
    """The controller's management does not answer its own wireless clients.

    Why it matters: otherwise the login page of the controller is one guess away from every
    telephone in the building, and all depends on the access list of each network.

    Expected results:
        pass: management over wireless is off
        fail: it is on, or a wireless interface answers to administration
        notapplicable: this device has no wireless networks
    """
    if len(device.ssids):
        says = "the controller can be administered from its own wireless clients"
        yield from expect(device.wireless, "management_over_wireless", False, says=says)
