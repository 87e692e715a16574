"""Edge ports are protected against rogue switches."""

from collections.abc import Iterator

from schoolproof.check import Item, control, expect
from schoolproof.model import Device


@control(code="SWITCH-009", clauses=["NS-1h", "NS-3a"], severity="high", device="switch")
def check(device: Device) -> Iterator[Item]:
    """Every enabled edge port is an edge port for spanning tree and has BPDU guard.

    Why it matters: a switch brought in by a pupil and plugged into a wall socket can become
    the centre of the whole network, or stop it.

    Expected results:
        pass: BPDU guard is on for every enabled edge port, by itself or by the global default
        fail: one finding for each port without it; a BPDU filter on the port undoes the guard
        notapplicable: the switch has no edge ports
    """
    for port in device.edge_ports:
        yield from expect(port, "stp.bpdu_guard", True, says="no BPDU guard on an edge port")
