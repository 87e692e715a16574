"""No other switch changes the VLANs of this one."""

from collections.abc import Iterator

from schoolproof.check import Item, control, expect
from schoolproof.model import Device


@control(code="SWITCH-028", clauses=["NS-3a"], severity="medium", device="switch")
def check(device: Device) -> Iterator[Item]:
    """VTP is transparent or off, GVRP and MVRP are off.

    Why it matters: an old switch from a drawer, plugged in with a higher revision number, can
    erase all VLANs of the school within seconds.

    Expected results:
        pass: the switch neither takes VLANs from others nor gives its own away
        fail: VTP is in server or client mode, also where no line says so, or GVRP is on
        unknown: the configuration does not tell the mode
    """
    says = "another switch can change or erase the VLANs of this one"
    yield from expect(device, "vlan_propagation.enabled", False, says=says)
