"""Each building has a survey of the access points that hang there now."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import OK, Item, control
from schoolproof.check.registers import Registers, held, missing, recent, wrong
from schoolproof.model import Site


@control(
    code="WIFI-018",
    clauses=["WN-2a", "WN-2b", "WN-2c"],
    severity="low",
    params={"max_age_days": 1096},
    certainty="judgement",
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """surveys.yaml has a heat map within three years, younger than the last change.

    Every teaching room names its access point, and no place is weak. Three years is our own
    figure.

    Why it matters: a configuration cannot see a wall. The tie from room to access point also
    makes alarms useful.

    Expected results:
        pass: all of that for each building
        fail: no survey, an old one, rooms without an access point, weak places
    """
    rows = list(registers.surveys.of(site.slug))
    if not rows:
        yield missing(registers.surveys, "no building was surveyed")
    for row in rows:
        yield from recent(
            row, "date", today, params["max_age_days"], "the survey", clauses=["WN-2c"]
        )
        yield from held(row, ("outdoors",), f"the survey of {row.building}", clauses=["WN-2a"])
        if row.access_points_changed is not None and row.access_points_changed > row.date:
            says = "access points were moved or replaced after the survey"
            wanted = f"{row.access_points_changed} or later"
            yield wrong(
                row, says, wanted, str(row.date), field="access_points_changed", clauses=["WN-2c"]
            )
        if row.rooms_with_named_access_point < row.teaching_rooms:
            says = "teaching rooms without an access point of their own in the plan"
            wanted, actual = str(row.teaching_rooms), str(row.rooms_with_named_access_point)
            yield wrong(
                row, says, wanted, actual, field="rooms_with_named_access_point", clauses=["WN-2b"]
            )
        if row.weak_places:
            says = f"the signal is weak: {', '.join(row.weak_places)}"
            yield wrong(
                row,
                says,
                "no weak place",
                str(len(row.weak_places)),
                field="weak_places",
                clauses=["WN-2a"],
            )
        else:
            yield OK
