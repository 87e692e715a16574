"""The filter was tried for every group and line, and it blocked."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import Item, control
from schoolproof.check.registers import Registers, latest, missing, recent, wrong
from schoolproof.model import Site

MUST = ("child-abuse", "terrorism", "adult")
USES = ("FM-2b", "FM-2c")


@control(
    code="FILTER-015",
    clauses=["FM-2b", "FM-2c", "FM-2d", "FM-3l"],
    severity="high",
    params={
        "groups": ["pupils", "staff", "guests"],
        "must": MUST,
        "off_site": "off-site",
        "max_days": 366,
    },
    certainty="judgement",
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """Within the year: each group, each line of the site file, off site, and a phone or app.

    Each test blocked child abuse, terrorism and adult content. Whether a test is due because the
    configuration changed since, Git knows; the test names its commit.

    Why it matters: the standard wants tests at real devices, not a look at the settings.

    Expected results:
        pass: all of them were tried within the year, and nothing got through
        fail: one finding for each group, line or kind of device that was not tried, and for
            each test that is old or let something through
    """
    rows = list(registers.filter_tests.of(site.slug))
    wanted = [("group", group) for group in params["groups"]]
    wanted += [("line", line.name) for line in site.lines] + [("line", params["off_site"])]
    for field, value in wanted:
        last = latest([r for r in rows if getattr(r, field) == value], "date", today)
        if last is None:
            yield missing(
                registers.filter_tests, f"the filter was never tried: {field} {value}", clauses=USES
            )
        else:
            what = f"the filter test ({field} {value})"
            yield from recent(last, "date", today, params["max_days"], what, clauses=USES)
    if not any(row.device in {"phone", "tablet", "app"} for row in rows):
        says = "the filter was never tried on a phone or tablet"
        yield missing(registers.filter_tests, says, clauses=["FM-3l"])
    newest: dict[tuple[str, str, str], Any] = {}
    for row in sorted(rows, key=lambda r: r.date):
        newest[row.group, row.line, row.device] = row
    for row in newest.values():
        for content in params["must"]:
            if content in row.passed_through:
                says, field = f"{content} got through", "passed_through"
                yield wrong(row, says, "blocked", "open", field=field, clauses=["FM-2d"])
            elif content not in row.blocked:
                says = f"{content} was not tried"
                yield wrong(row, says, "tried", "not", field="blocked", clauses=["FM-2d"])
