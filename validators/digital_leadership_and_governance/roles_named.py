"""Every duty has somebody who answers for it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import Item, control
from schoolproof.check.registers import Registers, held, missing, recent
from schoolproof.model import Site

DUTIES = {
    "slt-digital-lead": ["DL-1a", "CS-1j", "FM-1a"],
    "filtering-governor": ["FM-1a"],
    "digital-link-governor": ["DL-1c"],
    "cyber-governor": ["DL-1c"],
    "dsl": ["FM-1b"],
    "dpo": ["CS-1j"],
    "it-support-lead": ["FM-1b", "CS-1j"],
    "emergency-account": ["CS-4i"],
}


@control(
    code="GOVERN-001",
    clauses=["DL-1a", "DL-1c", "FM-1a", "FM-1b", "CS-1j", "CS-4i"],
    severity="high",
    params={"duties": list(DUTIES), "max_days": 366},
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
            says = f"nobody has the duty {duty}"
            yield missing(registers.roles, says, expected="a role", clauses=DUTIES.get(duty, ()))
    for role in roles:
        duties = [duty for duty in role.duties if duty in params["duties"]]
        if duties:
            clauses = {clause for duty in duties for clause in DUTIES.get(duty, ())}
            fields, what = ("since", "deputy"), f"the confirmation of {role.role}"
            yield from held(role, fields, f"the role {role.role}", clauses=clauses)
            days = params["max_days"]
            yield from recent(role, "confirmed", today, days, what, clauses=clauses)
