"""When devices may be changed, summer time and all."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from schoolproof.errors import InventoryError
from schoolproof.inventory.calendar import LONDON, Calendar, load_calendar

CALENDAR = """
school_hours: {from: "08:00", to: "16:00"}
windows:
  - {days: [tue, thu], from: "15:00", to: "21:00"}
  - {days: [sat], from: "22:00", to: "02:00"}
  - {from: "09:00", to: "17:00", when: holiday}
terms:
  - {name: spring, from: 2027-01-05, to: 2027-03-25}
half_terms:
  - {name: half term, from: 2027-02-15, to: 2027-02-19}
exams:
  - {name: mocks, from: 2027-02-02, to: 2027-02-02, sites: [hillside]}
freezes:
  - {name: census, from: 2027-01-21, to: 2027-01-21}
"""


@pytest.fixture
def calendar(tmp_path: Path) -> Calendar:
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "calendar.yaml").write_text(CALENDAR, encoding="utf-8")
    return load_calendar(tmp_path, {"hillside": "", "lakeside": ""})


@pytest.mark.parametrize(
    ("moment", "site", "sentence"),
    [
        ("2027-01-12T16:30", "hillside", "open until Tuesday 12 January 2027 21:00 GMT"),
        (
            "2027-01-12T15:30",  # in the window, but children are there
            "hillside",
            "closed: school hours; opens Tuesday 12 January 2027 16:00 GMT",
        ),
        (
            "2027-01-12T21:00",  # the end is outside
            "hillside",
            "closed: outside the change windows; opens Thursday 14 January 2027 16:00 GMT",
        ),
        (
            "2027-02-02T17:00",
            "hillside",
            "closed: exams (mocks, until 2027-02-02); opens Thursday 04 February 2027 16:00 GMT",
        ),
        ("2027-02-02T17:00", "lakeside", "open until Tuesday 02 February 2027 21:00 GMT"),
        (
            "2027-01-21T18:00",
            "lakeside",
            "closed: freeze (census, until 2027-01-21); opens Saturday 23 January 2027 22:00 GMT",
        ),
        ("2027-01-24T01:00", "hillside", "open until Sunday 24 January 2027 02:00 GMT"),
        ("2027-02-16T10:00", "hillside", "open until Tuesday 16 February 2027 21:00 GMT"),
        (
            "2027-03-27T21:00",  # the night in which summer time begins
            "hillside",
            "closed: outside the change windows; opens Saturday 27 March 2027 22:00 GMT",
        ),
        ("2027-03-29T09:30", "hillside", "open until Monday 29 March 2027 17:00 BST"),
    ],
)
def test_what_it_says(calendar: Calendar, moment: str, site: str, sentence: str) -> None:
    now = datetime.fromisoformat(moment).replace(tzinfo=LONDON)
    assert calendar.ask(site, now).sentence == sentence


def test_the_night_that_is_an_hour_short(calendar: Calendar) -> None:
    """22:00 GMT to 02:00 BST is three hours."""
    opened = calendar.ask("hillside", datetime(2027, 3, 27, 22, 30, tzinfo=LONDON))
    assert opened.until is not None
    assert opened.until.utcoffset().total_seconds() == 3600  # type: ignore[union-attr]  # it has a zone
    assert opened.until.timestamp() - datetime(2027, 3, 27, 22, tzinfo=LONDON).timestamp() == 10800


def test_a_site_without_windows_is_never_open(tmp_path: Path) -> None:
    calendar = load_calendar(tmp_path, {"hillside": ""})
    answer = calendar.ask("hillside", datetime(2027, 1, 12, 18, tzinfo=LONDON))
    assert not answer.open
    assert "declares no change window" in answer.sentence


def test_a_sites_own_windows_stand_above(tmp_path: Path) -> None:
    site = tmp_path / "hillside.yaml"
    site.write_text(
        "change_windows: [{days: [wednesday], start: 18:00, end: '19:00'}]\n", encoding="utf-8"
    )
    calendar = load_calendar(tmp_path, {"hillside": str(site)})
    assert calendar.ask("hillside", datetime(2027, 1, 13, 18, 30, tzinfo=LONDON)).open
    assert not calendar.ask("hillside", datetime(2027, 1, 13, 19, 30, tzinfo=LONDON)).open


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("windows: [{days: [someday], from: '09:00', to: '10:00'}]", "is no day of the week"),
        ("terms: [{name: t, from: 2027-02-02, to: 2027-01-01}]", "before it begins"),
        ("freezes: [{name: f, from: 2027-01-01, to: 2027-01-01, sites: [moon]}]", "no site 'moon'"),
        ("exam: []", "did you mean `exams`?"),
    ],
)
def test_mistakes_are_named(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "policies").mkdir()
    (tmp_path / "policies" / "calendar.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(InventoryError, match=message.replace("?", r"\?")):
        load_calendar(tmp_path, {"hillside": ""})


def test_the_examples_calendar_can_be_read() -> None:
    root = Path(__file__).parents[2]
    sites = {path.stem: str(path) for path in (root / "inventory" / "sites").glob("*.yaml")}
    calendar = load_calendar(root, sites)
    assert calendar.ask("millbrook", datetime(2026, 11, 24, 17, tzinfo=LONDON)).open
    assert not calendar.ask("quarry-lane", datetime(2026, 12, 1, 18, tzinfo=LONDON)).open
