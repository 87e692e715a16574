"""The trend for a terminal, for a forge, for machines and for a spreadsheet."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

from schoolproof.check.standards import standards
from schoolproof.check.status import State
from schoolproof.report.csv_cells import rows
from schoolproof.report.inert import inert_json
from schoolproof.report.markdown import escape
from schoolproof.report.safe import printable
from schoolproof.trend.model import Move, Point, Trend

SCHEMA = "schoolproof/trend/1"
WIDTH = 80
BAR = 24  # characters of a point's bar
COUNTS = ("passed", "failed", "unknown", "other", "waived")


def percent(point: Point) -> str:
    """Compliance, rounded down: nothing but all is 100 %. Empty where nothing was judged."""
    share = point.compliance
    return "" if share is None else f"{math.floor(share * 1000) / 10:.1f} %"


def age(point: Point) -> str:
    """Mean age of the open findings in whole days; empty where none is open."""
    return "" if point.mean_age is None else f"{point.mean_age:.0f}"


def as_console(trend: Trend) -> str:
    """Plain text, 80 columns wide."""
    first, last = trend.points[0], trend.points[-1]
    lines = [f"Trend by {trend.every}, {first.day} to {last.day}", ""]
    lines.append(
        f"{'day':11}{'':{BAR + 2}}{'passed':>8}{'failed':>7}{'unknown':>8}{'of all':>9}{'age':>6}"
    )
    lines += [_row(point) for point in trend.points]
    lines += [
        "",
        "# passed, x failed, ? not known; of all: what passed, unknown counts against it;",
        "age: how many days the open findings have been open, on average.",
    ]
    if trend.moves:
        lines += ["", "What moved it:"]
        lines += [_moved(move) for move in trend.moves]
    return "\n".join(lines) + "\n"


def _row(point: Point) -> str:
    if point.problem:
        return printable(f"{point.day} could not be judged: {point.problem}")
    numbers = f"{point.passed:>8}{point.failed:>7}{point.unknown:>8}{percent(point):>9}"
    return f"{point.day} {_bar(point):{BAR + 2}}{numbers}{age(point):>6}".rstrip()


def _bar(point: Point) -> str:
    """Never more `#` than passed, and a `?` wherever something is unknown."""
    judged = point.passed + point.failed + point.unknown
    if not judged:
        return ""
    good = BAR * point.passed // judged
    dark = -(-BAR * point.unknown // judged)
    return "#" * good + "x" * (BAR - good - dark) + "?" * dark


def _moved(move: Move) -> str:
    head = f"{move.day} {move.commit[:10]} {', '.join(_words(move))}: "
    subject = printable(move.subject)
    room = max(20, WIDTH - len(head))
    return head + (subject if len(subject) <= room else subject[: room - 1] + "…")


def _words(move: Move) -> Iterator[str]:
    for number, word in ((move.better, "better"), (move.worse, "worse"), (move.unread, "unread")):
        if number:
            yield f"{number} {word}"


def as_markdown(trend: Trend) -> str:
    """A table of points, and one of the commits that moved them."""
    first, last = trend.points[0], trend.points[-1]
    lines = ["# Trend", "", f"By {escape(trend.every)}, {first.day} to {last.day}.", ""]
    lines.append("| day | commit | passed | failed | unknown | of all | mean age in days |")
    lines.append("|---|---|---:|---:|---:|---:|---:|")
    for point in trend.points:
        lines.append(f"| {point.day} | {point.commit[:10]} | {_told(point)} |")
    lines += ["", "Of all: the share that passed. What is not known counts against it."]
    if trend.moves:
        lines += ["", "## What moved it", ""]
        lines += ["| day | commit | subject | better | worse | unread |"]
        lines += ["|---|---|---|---:|---:|---:|"]
    for move in trend.moves:
        told = f"{escape(move.subject)} | {move.better} | {move.worse} | {move.unread}"
        lines.append(f"| {move.day} | {move.commit[:10]} | {told} |")
    return "\n".join(lines) + "\n"


def _told(point: Point) -> str:
    if point.problem:
        return f" | | | {escape(f'could not be judged: {point.problem}')} | "
    return f"{point.passed} | {point.failed} | {point.unknown} | {percent(point)} | {age(point)}"


def as_json(trend: Trend) -> str:
    """All of it; docs/schemas/trend-1.json describes it. ASCII, so that no terminal obeys it."""
    return inert_json(json.dumps(as_data(trend), indent=2)) + "\n"


def as_data(trend: Trend) -> dict[str, Any]:
    """The same as plain data, for other formats."""
    return {
        "schema": SCHEMA,
        "every": trend.every,
        "judged": trend.judged,
        "recalled": trend.recalled,
        "points": [_point(point) for point in trend.points],
        "moves": [{**asdict(move), "day": str(move.day)} for move in trend.moves],
    }


def _point(point: Point) -> dict[str, Any]:
    return {
        "commit": point.commit,
        "day": str(point.day),
        "subject": point.subject,
        "compliance": point.compliance,
        **{name: getattr(point, name) for name in COUNTS},
        "clauses": dict(point.clauses),
        "areas": dict(point.areas),
        "mean_age": point.mean_age,
        "problem": point.problem,
    }


def as_csv(trend: Trend) -> str:
    """One row a point; empty numbers where a commit could not be judged."""
    areas = list(standards())
    header = ("commit", "day", "subject", "compliance", *COUNTS, "mean_age")
    states = tuple(f"clauses {state}" for state in State)
    return rows((*header, *states, *areas, "problem"), (_cells(p, areas) for p in trend.points))


def _cells(point: Point, areas: list[str]) -> list[Any]:
    head: list[Any] = [point.commit, point.day, point.subject]
    if point.problem:
        return [*head, *[None] * (len(COUNTS) + 2 + len(State) + len(areas)), point.problem]
    share = None if point.compliance is None else round(point.compliance, 4)
    mean = None if point.mean_age is None else round(point.mean_age, 1)
    counts = [getattr(point, name) for name in COUNTS]
    clauses = [point.clauses.get(state, 0) for state in State]
    return [*head, share, *counts, mean, *clauses, *(point.areas.get(a) for a in areas), None]


FORMATS: Mapping[str, Callable[[Trend], str]] = {
    "console": as_console,
    "json": as_json,
    "markdown": as_markdown,
    "csv": as_csv,
}
