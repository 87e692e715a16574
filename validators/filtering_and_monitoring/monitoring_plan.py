"""Somebody watches, reads the reports and answers the alerts."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import OK, Item, control
from schoolproof.check.registers import Registers, held, missing, recent, wrong
from schoolproof.model import Site


@control(
    code="FILTER-016",
    clauses=["FM-4a", "FM-4b", "FM-4c", "FM-4d", "FM-4f", "FM-4g", "IT-2f"],
    severity="high",
    params={"max_report_age_days": 7, "alert_test_days": 120, "year_days": 366},
    certainty="judgement",
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """monitoring.yaml has a plan with owner, last week's report, and an alert tried this term.

    All alerts have an outcome, people were told, devices away from school are covered, and the
    impact assessment is dated.

    Why it matters: filtering blocks, monitoring finds the child who needs help.

    Expected results:
        pass: all of that
        fail: one finding for each that is missing or old
    """
    rows = list(registers.monitoring.of(site.slug))
    if not rows:
        yield missing(registers.monitoring, "there is no monitoring plan")
    year = params["year_days"]
    for row in rows:
        yield from held(row, ("owner",), "the plan", clauses=["FM-4a"])
        yield from held(row, ("off_site",), "the plan", clauses=["FM-4g"])
        yield from held(row, ("alerts", "alerts_answered"), "the plan", clauses=["FM-4d"])
        yield from recent(
            row, "reviewed", today, year, "the plan's review", clauses=["FM-4a", "IT-2f"]
        )
        days = params["max_report_age_days"]
        yield from recent(row, "last_report", today, days, "the weekly report", clauses=["FM-4b"])
        days = params["alert_test_days"]
        yield from recent(row, "alert_tested", today, days, "the alert's trial", clauses=["FM-4b"])
        yield from recent(row, "people_told", today, year, "telling people", clauses=["FM-4c"])
        yield from recent(row, "dpia", today, year, "the impact assessment", clauses=["FM-4f"])
        if (row.alerts or 0) > (row.alerts_answered or 0):
            says = "alerts without a written outcome"
            wanted, actual = str(row.alerts), str(row.alerts_answered or 0)
            yield wrong(row, says, wanted, actual, field="alerts_answered", clauses=["FM-4d"])
        else:
            yield OK
