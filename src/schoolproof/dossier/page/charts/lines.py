"""The trend: what passes, what is not known, and how long findings have been open."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from schoolproof.dossier.page.charts.canvas import colour, drawn
from schoolproof.dossier.page.text import percent, short_day
from schoolproof.trend.model import Point, Trend

if TYPE_CHECKING:
    from markupsafe import Markup
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

LEAST = 2  # points that make a line
CATERPILLAR = 40  # more markers than that on a line are none
LOOKS = {  # colour, marker, line: no two alike without the colour
    "pass": ("met-line", "o", "-"),
    "fail": ("notmet-line", "D", "-."),
    "not known": ("unknown-line", "s", "--"),
}
LABEL = 9.5  # height of a label, in per cent of the axis


def trend(found: Trend) -> Markup | None:
    """None where there are too few points for a line."""
    points = [point for point in found.points if not point.problem and _judged(point)]
    if len(points) < LEAST:
        return None
    first, last = points[0], points[-1]
    desc = (
        f"From {short_day(first.day)} to {short_day(last.day)} the share of answers that pass went "
        f"from {percent(first.passed, _judged(first))} to {percent(last.passed, _judged(last))}, "
        f"and the share that is not known from {percent(first.unknown, _judged(first))} to "
        f"{percent(last.unknown, _judged(last))}. The table below has every point."
    )
    return drawn("trend-plot", "Trend", desc, (720, 330), lambda figure: _draw(figure, points))


def _judged(point: Point) -> int:
    return point.passed + point.failed + point.unknown


def _draw(figure: Figure, points: list[Point]) -> None:
    days = [point.day.toordinal() for point in points]
    upper = figure.add_axes((0.06, 0.42, 0.78, 0.54))
    lower = figure.add_axes((0.06, 0.09, 0.78, 0.19))
    shares = {
        "pass": [100 * point.passed / _judged(point) for point in points],
        "fail": [100 * point.failed / _judged(point) for point in points],
        "not known": [100 * point.unknown / _judged(point) for point in points],
    }
    for name, values in shares.items():
        _line(upper, days, values, LOOKS[name])
    _labels(upper, days[-1], {name: values[-1] for name, values in shares.items()})
    upper.set_ylim(0, 104)
    upper.set_yticks([0, 50, 100], ["0", "50", "100 %"])
    ages = [(p.day.toordinal(), p.mean_age) for p in points if p.mean_age is not None]
    if ages:
        _line(lower, [day for day, _ in ages], [age for _, age in ages], ("accent", ".", "-"))
    lower.set_ylim(0, max([age for _, age in ages], default=1) * 1.25 or 1)
    title = "mean age of open findings, days"
    lower.set_title(title, loc="left", fontsize=11, color=colour("soft"))
    for axes in (upper, lower):
        _dates(axes, days)


def _line(axes: Axes, days: list[int], values: list[float], look: tuple[str, str, str]) -> None:
    tone, marker, style = look
    axes.plot(
        days,
        values,
        color=colour(tone),
        linestyle=style,
        linewidth=1.8,
        marker=marker if len(days) <= CATERPILLAR else "",
        markersize=4,
        clip_on=False,
    )


def _labels(axes: Axes, day: int, ends: dict[str, float]) -> None:
    """Names at the ends of the lines, moved up so that no two lie on each other."""
    last = -LABEL
    for name, value in sorted(ends.items(), key=lambda end: end[1]):
        last = max(value, last + LABEL)
        words = f"{name} {value:.0f} %"
        axes.annotate(words, (day, last), xytext=(10, 0), textcoords="offset points", va="center")


def _dates(axes: Axes, days: list[int]) -> None:
    """Days of points, so far apart that their labels do not meet."""
    ticks = [days[0]]
    for day in days:
        if day - ticks[-1] >= (days[-1] - days[0]) / 5:
            ticks.append(day)
    axes.set_xticks(ticks, [short_day(date.fromordinal(day)) for day in ticks])
    axes.set_xlim(days[0], max(days[-1], days[0] + 1))
    axes.grid(axis="y", linewidth=0.8)
    axes.tick_params(length=0)
    axes.spines["left"].set_visible(False)
