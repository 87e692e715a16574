"""The demands of the standards at each school, by their state."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Any

from schoolproof.check.status import SiteStatus, State
from schoolproof.dossier.model import Dossier
from schoolproof.dossier.page.charts.canvas import colour, drawn
from schoolproof.dossier.page.marks import STATES
from schoolproof.dossier.page.sites import Sites
from schoolproof.dossier.page.text import listed
from schoolproof.report.safe import printable

if TYPE_CHECKING:
    from markupsafe import Markup
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SHOWN = [state for state in State if state is not State.NOT_APPLICABLE]
HATCHES = {State.NOT_MET: "xxx", State.NOT_KNOWN: "///", State.MANUAL: ".."}  # for a grey printer
NARROW = 0.055  # share of the width below which no number is written
MOST = 40  # schools
LONG = 28  # letters of a school's name that fit beside the bars
WIDTH, HEAD, BAR = 720, 44, 34  # of the picture, its legend, a school
LEFT = 0.265  # share of the width that names take
Bar = tuple[str, Counter[State]]


def states(dossier: Dossier, sites: Sites) -> Markup:
    """One bar a school, core standards only; with very many schools, one for all."""
    bars = [(sites.name(site.slug), _counts(site)) for site in dossier.status.sites]
    if len(bars) > MOST:
        bars = [(f"All {len(bars)} schools", sum((counts for _, counts in bars), Counter()))]
    title = "Demands of the core standards by their state"
    desc = ". ".join(f"{name}: {_told(counts)}" for name, counts in bars)
    size = (WIDTH, HEAD + BAR * len(bars))
    return drawn("bars", title, desc, size, lambda figure: _draw(figure, bars))


def _counts(site: SiteStatus) -> Counter[State]:
    return Counter(
        clause.state
        for area in site.areas
        if area.standard.core
        for group in area.groups
        for clause in group.clauses
    )


def _told(counts: Counter[State]) -> str:
    return listed((f"{counts[state]} {STATES[state].word}" for state in SHOWN), len(SHOWN))


def _draw(figure: Figure, bars: list[Bar]) -> None:
    top = 1 - (HEAD - 8) / (HEAD + BAR * len(bars))
    axes = figure.add_axes((LEFT, 0.0, 0.99 - LEFT, top))
    for row, (_, counts) in enumerate(bars):
        _bar(axes, row, counts)
    axes.set_xlim(0, 1.002)
    axes.set_ylim(len(bars) - 0.5, -0.5)
    axes.set_yticks(range(len(bars)), [_short(name) for name, _ in bars])
    axes.tick_params(length=0, labelcolor=colour("ink"))
    axes.set_xticks([])
    for spine in axes.spines.values():
        spine.set_visible(False)
    _legend(figure, [state for state in SHOWN if any(counts[state] for _, counts in bars)])


def _bar(axes: Axes, row: int, counts: Counter[State]) -> None:
    whole = sum(counts[state] for state in SHOWN) or 1
    left = 0.0
    for state in SHOWN:
        share = counts[state] / whole
        axes.barh(row, share, left=left, height=0.66, linewidth=1.2, **_look(state))
        if share > NARROW:
            back = {"facecolor": colour(STATES[state].slug), "linewidth": 0, "pad": 1.5}
            place: dict[str, Any] = {"ha": "center", "va": "center_baseline", "bbox": back}
            axes.text(left + share / 2, row, str(counts[state]), **place)
        left += share


def _look(state: State) -> dict[str, Any]:
    slug = STATES[state].slug
    look = {"facecolor": colour(slug), "edgecolor": colour(f"{slug}-line")}
    return look | ({"hatch": HATCHES[state]} if state in HATCHES else {})


def _short(name: str) -> str:
    clean = printable(name)
    return clean if len(clean) <= LONG else f"{clean[: LONG - 1]}…"


def _legend(figure: Figure, shown: list[State]) -> None:
    from matplotlib.patches import Patch  # noqa: PLC0415  slow, and an extra

    figure.legend(
        handles=[Patch(label=STATES[state].word, **_look(state)) for state in shown],
        loc="upper left",
        bbox_to_anchor=(LEFT - 0.007, 1.0),
        ncols=len(shown),
        frameon=False,
        borderpad=0,
        handlelength=1.5,
        handleheight=1.0,
        columnspacing=1.6,
    )
