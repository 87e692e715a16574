"""Ports in use say what is behind them."""

from collections.abc import Iterator

from schoolproof.check import Item, Wanted, control, expect
from schoolproof.model import Device


@control(
    code="LOCAL-001",
    clauses=["NS-2a"],
    severity="low",
    device="switch",
    params={"shortest": 3},
)
def check(device: Device, params: dict[str, int]) -> Iterator[Item]:
    """Every edge port has a description.

    Why it matters: whoever stands in the cupboard at eight in the morning has to know it.

    Expected results:
        pass: each edge port has a description
        fail: one finding for each port without one
    """
    shortest = params["shortest"]
    for port in device.edge_ports:
        wanted = Wanted(lambda text: len(text) >= shortest, f"{shortest} letters or more", "")
        yield from expect(port, "description", wanted)
