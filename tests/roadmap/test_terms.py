"""Terms come from the calendar, and are reckoned where it ends."""

from __future__ import annotations

from datetime import date

from schoolproof.inventory.calendar import Period
from schoolproof.roadmap.terms import Horizon, terms_of

UNTIL = date(2030, 7, 31)


def period(name: str, first: str, last: str, *sites: str) -> Period:
    return Period.model_validate({"name": name, "from": first, "to": last, "sites": sites})


def test_without_a_calendar_all_terms_are_reckoned() -> None:
    terms = terms_of([], date(2026, 11, 25), UNTIL)
    assert [t.name for t in terms[:4]] == [
        *("autumn term 2026", "spring term 2027", "summer term 2027", "autumn term 2027")
    ]
    assert terms[-1].name == "summer term 2030"
    assert not any(t.known for t in terms)


def test_a_known_term_takes_the_place_of_the_reckoned_one() -> None:
    known = period("Lent 2027", "2027-01-11", "2027-03-19")
    terms = terms_of([known], date(2026, 11, 25), UNTIL)
    assert [(t.name, t.known) for t in terms[:3]] == [
        ("autumn term 2026", False),
        ("Lent 2027", True),
        ("summer term 2027", False),
    ]


def test_terms_of_schools_that_differ_by_days_are_one() -> None:
    found = terms_of(
        [
            period("autumn", "2026-09-02", "2026-12-18", "hill"),
            period("autumn", "2026-09-07", "2026-12-22", "dale"),
        ],
        date(2026, 11, 25),
        date(2026, 12, 31),
    )
    assert [(t.first, t.last) for t in found] == [(date(2026, 9, 2), date(2026, 12, 22))]


def test_two_terms_of_one_name_are_told_apart() -> None:
    found = terms_of(
        [
            period("autumn", "2026-09-02", "2026-12-18"),
            period("autumn", "2027-09-02", "2027-12-17"),
        ],
        date(2026, 11, 25),
        UNTIL,
    )
    assert len({t.name for t in found}) == len(found)


def test_holidays_belong_to_the_term_before() -> None:
    terms = terms_of([], date(2027, 8, 10), UNTIL)
    assert terms[0].name == "summer term 2027"
    horizon = Horizon(date(2027, 8, 10), terms, lambda _site, _index: None)
    assert horizon.index(date(2027, 8, 31)) == 0
    assert horizon.index(date(2027, 9, 1)) == 1
    assert horizon.index(date(2020, 1, 1)) == 0


def test_a_site_without_a_window_has_no_day() -> None:
    terms = terms_of([], date(2026, 11, 25), UNTIL)
    days = {"hill": date(2026, 12, 1), "dale": date(2026, 12, 8)}
    horizon = Horizon(date(2026, 11, 25), terms, lambda site, _index: days.get(site))
    assert horizon.changed_by(["hill", "dale"], 0) == date(2026, 12, 8)
    assert horizon.changed_by(["hill", "moor"], 0) is None
