"""Addresses that were lent have not run out."""

from collections.abc import Iterator
from datetime import date

from schoolproof.check import OK, Finding, Item, control
from schoolproof.model import Device


@control(code="LOCAL-011", clauses=["NS-2a"], severity="medium", device="switch")
def check(device: Device, today: date) -> Iterator[Item]:
    """Every `remark until DAY` is still to come.

    Why it matters: what was lent for a term is forgotten after it.

    Expected results:
        pass: each day is to come
        fail: one finding for each that has passed
        notapplicable: nothing was lent
    """
    lent = 0
    for number, line in enumerate(device.native_text.splitlines(), start=1):
        _, found, day = line.partition("remark until ")
        lent += bool(found)
        if found and date.fromisoformat(day.strip()) < today:
            yield Finding(day.strip(), "ran out", expected="later", actual=day.strip(), line=number)
    if lent:
        yield from (OK for _ in device.edge_ports)  # the site file says which those are
