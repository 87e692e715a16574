"""Cyber risks are assessed every year and looked at every term."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import OK, Item, control
from schoolproof.check.registers import Registers, held, latest, missing, recent, wrong
from schoolproof.model import Site


@control(
    code="GOVERN-007",
    clauses=["CS-1a", "CS-1b", "CS-1f"],
    severity="high",
    params={"year_days": 366, "term_days": 120},
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """The last assessment is from this year and from after the last big change or incident.

    Since then it was looked at each term; its risks have owners and are in the risk register.

    Why it matters: it is the first of the cyber standards, and the others follow from it.

    Expected results:
        pass: all of that
        fail: one finding for each that is missing or old
    """
    last = latest(registers.risks.of(site.slug), "assessed", today)
    if last is None:
        yield missing(registers.risks, "cyber risks were never assessed")
        return
    yield from recent(
        last, "assessed", today, params["year_days"], "the risk assessment", clauses=["CS-1a"]
    )
    seen = "revisited" if last.revisited else "assessed"
    yield from recent(
        last, seen, today, params["term_days"], "the last look at the risks", clauses=["CS-1b"]
    )
    change = last.last_big_change
    if change is not None and change > max(last.assessed, last.revisited or last.assessed):
        says = "the assessment is older than the last big change or incident"
        yield wrong(
            last,
            says,
            f"{change} or later",
            str(last.assessed),
            field="last_big_change",
            clauses=["CS-1a"],
        )
    if not last.in_risk_register:
        says = "its risks are not in the school's risk register"
        yield wrong(last, says, "yes", "no", field="in_risk_register", clauses=["CS-1f"])
    if not last.risks:
        yield wrong(last, "the assessment names no risk", "risks", "none")
    for risk in last.risks:
        if risk.owner is None:
            yield wrong(
                risk,
                f"nobody watches the risk: {risk.what}",
                "a role",
                "none",
                of=last,
                clauses=["CS-1f"],
            )
        else:
            yield OK
    yield from held(last, ("name",), "the assessment")
