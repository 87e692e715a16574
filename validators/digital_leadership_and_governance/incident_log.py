"""Incidents are written down with who was told, and the ICO within 72 hours."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from schoolproof.check import OK, Item, control
from schoolproof.check.registers import Registers, recent, wrong

WHO = {"governors": "CS-7d", "it-support": "CS-7a", "slt": "CS-7a"}


@control(
    code="GOVERN-016",
    clauses=["CS-7a", "CS-7b", "CS-7c", "CS-7d", "CS-1i"],
    severity="medium",
    params={"ico_hours": 72, "review_days": 366},
)
def check(registers: Registers, today: date, params: Mapping[str, Any]) -> Iterator[Item]:
    """incidents.yaml was reviewed within the year; each incident has a lesson and those told.

    IT support and the SLT are told of everything, governors and the insurer of attacks, the ICO
    within 72 hours where people's data is at risk.

    Why it matters: the clock starts when somebody notices, not when somebody has time.

    Expected results:
        pass: the log is in date, and complete for each incident
        fail: a log that nobody reviewed, somebody not told, told late, no lesson
    """
    log = registers.incidents
    days, what = params["review_days"], "the incident log's review"
    yield from recent(log, "reviewed", today, days, what, clauses=["CS-1i", "CS-7b"])
    for row in log.rows:
        must = {"it-support", "slt"} | ({"governors", "insurer"} if row.kind == "attack" else set())
        if row.personal_data_at_risk:
            must |= {"dpo", "ico"}
        for who in sorted(must - set(row.told)):
            clauses = [WHO.get(who, "CS-7c")]
            yield wrong(row, f"{who} was not told", "told", "no", field="told", clauses=clauses)
        when = row.told.get("ico")
        if row.personal_data_at_risk and when is not None:
            took = when.replace(tzinfo=None) - row.noticed.replace(tzinfo=None)
            if took > timedelta(hours=params["ico_hours"]):
                hours = f"{took.total_seconds() / 3600:.0f} hours"
                says = "the ICO was told late"
                yield wrong(
                    row,
                    says,
                    f"{params['ico_hours']} hours",
                    hours,
                    field="told",
                    clauses=["CS-7c"],
                )
        if row.lessons:
            yield OK
        else:
            yield wrong(row, "nobody wrote down a lesson", "a lesson", "none", clauses=["CS-7b"])
