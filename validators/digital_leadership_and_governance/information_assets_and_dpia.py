"""Data on people has an owner, a record and, where it must, an impact assessment."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import Item, control
from schoolproof.check.registers import Registers, held, missing, recent
from schoolproof.model import Site

SUBJECTS = {"monitoring": ["FM-4f"], "cloud": ["CL-2"]}


@control(
    code="GOVERN-005",
    clauses=["DL-2c", "CS-1c", "FM-4f", "CL-2"],
    severity="medium",
    params={"max_days": 366, "subjects": ["monitoring", "cloud", "server"]},
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """information.yaml lists data with owner and record of processing, looked at within a year.

    Data in monitoring, in the cloud and on servers has an impact assessment of the same age.

    Why it matters: it is the law, and the first question after any breach.

    Expected results:
        pass: each subject is there, every row has owner, record and assessment in date
        fail: one finding for each of them that is missing or old
    """
    rows = list(registers.information.of(site.slug))
    for subject in params["subjects"]:
        if not any(row.subject == subject for row in rows):
            yield missing(
                registers.information, f"no information asset for {subject}", clauses=["DL-2c"]
            )
    for row in rows:
        yield from held(row, ("owner",), row.asset, clauses=["DL-2c"])
        days, what = params["max_days"], "the record of processing"
        yield from recent(row, "ropa", today, days, what, clauses=["CS-1c"])
        if row.subject in params["subjects"]:
            clauses = SUBJECTS.get(row.subject, ["DL-2c"])
            yield from recent(row, "dpia", today, days, "the impact assessment", clauses=clauses)
