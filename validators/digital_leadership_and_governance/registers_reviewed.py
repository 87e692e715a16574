"""Each register was read as a whole within its rhythm."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import Item, control
from schoolproof.check.registers import Registers, recent, wrong

TERMLY = ("assets", "contracts", "access")
CLAUSES = {
    "assets": ["DL-2d", "DL-P1"],
    "contracts": ["DL-2d", "CS-5c", "DL-P2"],
    "information": ["DL-2d", "DL-P2"],
}


@control(
    code="GOVERN-006",
    clauses=["DL-2d", "CS-5c", "DL-P1", "DL-P2"],
    severity="medium",
    params={"term_days": 120, "year_days": 366, "termly": TERMLY},
)
def check(registers: Registers, today: date, params: Mapping[str, Any]) -> Iterator[Item]:
    """`reviewed` of each register is younger than a term (assets, contracts, access) or a year.

    Why it matters: a register that nobody opens is wrong.

    Expected results:
        pass: all registers were reviewed in time, and say by whom
        fail: one finding for each that was not
    """
    for name, register in (registers.files or {"roles": registers.roles}).items():
        days = params["term_days" if name in params["termly"] else "year_days"]
        registers.used.add(name)
        mine = CLAUSES.get(name, ["DL-2d"])
        what = f"the review of {name}.yaml"
        yield from recent(register, "reviewed", today, days, what, clauses=mine)
        if register.reviewed is not None and register.reviewed_by is None:
            says = f"{name}.yaml does not say who reviewed it"
            yield wrong(register, says, "a role", "none", field="reviewed", clauses=mine)
