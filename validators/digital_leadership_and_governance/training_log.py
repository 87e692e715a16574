"""Everybody with a login was trained within the year."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import OK, Item, control
from schoolproof.check.registers import Registers, held, latest, missing, recent, wrong
from schoolproof.model import Site

TOPICS = (
    *("phishing", "passwords", "online-safety", "social-engineering", "physical-security"),
    *("usb", "mfa", "reporting", "data-protection"),
)


@control(
    code="GOVERN-011",
    clauses=["CS-2b", "CS-2c", "CS-2d", "IT-5a"],
    severity="medium",
    params={
        "groups": ["staff", "pupils", "governors", "new-staff"],
        "least_percent": {"staff": 100, "new-staff": 100, "pupils": 90, "governors": 1},
        "staff_topics": TOPICS,
        "max_days": 366,
    },
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """Each group took a course within the year, certificates are kept, and staff heard it all.

    Of governors one is enough. The share of pupils is our own figure: some are always away.

    Why it matters: most attacks begin with one click; insurers ask for every certificate.

    Expected results:
        pass: each group was reached, and the courses of staff cover every topic
        fail: a group without a course, an old one, too few people, a topic nobody taught
    """
    rows = list(registers.training.of(site.slug))
    for group in params["groups"]:
        mine = [row for row in rows if row.group == group]
        last = latest(mine, "date", today)
        if last is None:
            yield missing(registers.training, f"no course is recorded for {group}")
            continue
        days, what = params["max_days"], f"the last course of {group}"
        yield from recent(last, "date", today, days, what, clauses=["CS-2b", "IT-5a"])
        yield from held(last, ("certificates",), f"the course of {group}", clauses=["CS-2d"])
        least = params["least_percent"][group]
        if last.coverage_percent < least:
            says = f"too few of {group} took the course"
            actual = f"{last.coverage_percent:g} %"
            yield wrong(
                last, says, f"{least} %", actual, field="coverage_percent", clauses=["CS-2b"]
            )
        else:
            yield OK
    staff = [row for row in rows if row.group == "staff"]
    taught = {topic for row in staff for topic in row.topics}
    for topic in sorted(set(params["staff_topics"]) - taught) if staff else ():
        yield wrong(
            staff[0], f"no course of staff covers {topic}", topic, "none", clauses=["CS-2c"]
        )
