"""A control that breaks."""

from collections.abc import Iterator

from schoolproof.check import Item, control
from schoolproof.model import Device


@control(code="LOCAL-900", clauses=[], severity="low", device="firewall")
def check(device: Device) -> Iterator[Item]:
    """Breaks on every device.

    Why it matters: it does not.

    Expected results:
        pass: never
    """
    yield from ()
    raise RuntimeError(device.label)
