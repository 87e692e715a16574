"""Every duty has somebody who answers for it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import Item, control
from schoolproof.check.registers import Registers, held, missing, recent
from schoolproof.model import Site

DUTIES = (
    *("slt-digital-lead", "filtering-governor", "digital-link-governor", "cyber-governor"),
    *("dsl", "dpo", "it-support-lead", "emergency-account"),
)


@control(
    code="GOVERN-001",
    clauses=["DL-1a", "DL-1c", "FM-1a", "FM-1b", "CS-1j", "CS-4i"],
    severity="high",
    params={"duties": DUTIES, "max_days": 366},
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """roles.yaml names a role for each duty, with deputy, first day, and a look within a year.

    Why it matters: every other duty needs somebody to go to.

    Expected results:
        pass: each duty has a role that was confirmed within the year
        fail: a duty nobody has, a role without deputy or first day, an old confirmation
    """
    roles = list(registers.roles.of(site.slug))
    for duty in params["duties"]:
        if not any(duty in role.duties for role in roles):
            yield missing(registers.roles, f"nobody has the duty {duty}", expected="a role")
    for role in roles:
        if set(role.duties) & set(params["duties"]):
            yield from held(role, ("since", "deputy"), f"the role {role.role}")
            yield from recent(
                role, "confirmed", today, params["max_days"], f"the confirmation of {role.role}"
            )
