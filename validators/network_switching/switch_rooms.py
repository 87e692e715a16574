"""Switches stand in locked and ventilated places."""

from collections.abc import Iterator

from schoolproof.check import OK, Item, control
from schoolproof.check.registers import Registers, missing, wrong
from schoolproof.model import Site


@control(code="SWITCH-129", clauses=["NS-P2"], severity="low")
def check(site: Site, registers: Registers) -> Iterator[Item]:
    """Each switch's row says that its room or cabinet is locked and ventilated.

    Why it matters: heat ends a switch early, and an open cabinet ends every other protection.

    Expected results:
        pass: each row says so
        fail: one finding for each that does not
    """
    rows = [r for r in registers.assets.of(site.slug) if r.kind == "switch" and r.in_use]
    if not rows:
        yield missing(registers.assets, "no switch is in the asset register")
    for row in rows:
        if row.locked_and_ventilated is True:
            yield OK
        else:
            says = f"nobody says that {row.name} stands locked and ventilated"
            actual = "no" if row.locked_and_ventilated is False else "not written down"
            yield wrong(row, says, "yes", actual, field="locked_and_ventilated")
