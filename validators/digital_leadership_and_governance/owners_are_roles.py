"""Everybody who is called an owner is a role that exists."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Finding, Item, control
from schoolproof.check.registers import Registers, wrong

OWNED = ("assets", "contracts", "access", "inbound", "information", "backups", "plans")


@control(code="GOVERN-101", clauses=["DL-2d", "FM-1b", "CS-3g"], severity="medium")
def check(registers: Registers) -> Iterator[Item]:
    """Owners of waivers, and owners in the registers, stand in roles.yaml.

    Why it matters: an accepted risk whose owner nobody knows is accepted by nobody.

    Expected results:
        pass: every owner is a role of the register
        fail: one finding for each waiver or row with an unknown owner
        notapplicable: nothing has an owner
    """
    known = {role.role.lower() for role in registers.roles.rows}
    for waiver in registers.waivers:
        if waiver.owner.lower() in known:
            yield OK
            continue
        says = f"the owner of this waiver, {waiver.owner}, is no role in roles.yaml"
        yield Finding(waiver.what, says, "a role", waiver.owner, path=waiver.path, line=waiver.line)
    for name in OWNED:
        for row in getattr(registers, name).rows:
            yield from _owner(row, known)


def _owner(row: Any, known: set[str]) -> Iterator[Item]:
    if row.owner is None:
        return
    if row.owner.lower() in known:
        yield OK
    else:
        says = f"the owner {row.owner} is no role in roles.yaml"
        yield wrong(row, says, "a role", row.owner, field="owner")
