"""How it went: the trend as a chart, as a table, and the commits that moved it."""

from __future__ import annotations

from typing import Any

from schoolproof.dossier.model import Dossier
from schoolproof.dossier.page.charts import lines
from schoolproof.dossier.page.sites import Sites
from schoolproof.dossier.page.text import percent
from schoolproof.trend.model import Point

MOVES = 60  # newest ones that are listed


def past_view(dossier: Dossier, _sites: Sites) -> dict[str, Any]:
    """Points and moves, newest first."""
    trend = dossier.trend
    moves = sorted(trend.moves, key=lambda move: move.day, reverse=True)
    return {
        "chart": lines.trend(trend),
        "rows": [_row(point) for point in reversed(trend.points)],
        "moves": moves[:MOVES],
        "left": max(0, len(moves) - MOVES),
        "good": sum(not point.problem for point in trend.points),
        "every": trend.every,
    }


def _row(point: Point) -> dict[str, Any]:
    judged = point.passed + point.failed + point.unknown
    return {
        "point": point,
        "share": percent(point.passed, judged) if judged else "not judged",
        "silent": percent(point.unknown, judged) if judged else "not judged",
        "age": "" if point.mean_age is None else f"{point.mean_age:.0f} days",
    }
