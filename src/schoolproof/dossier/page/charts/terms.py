"""The roadmap as a picture: one mark a step, in the term in which it is done."""

from __future__ import annotations

from typing import TYPE_CHECKING

from schoolproof.check.result import Severity
from schoolproof.dossier.page.charts.canvas import colour, drawn
from schoolproof.dossier.page.text import count, listed
from schoolproof.inventory.terms import Term
from schoolproof.report.safe import printable
from schoolproof.roadmap.model import Roadmap

if TYPE_CHECKING:
    from markupsafe import Markup
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

SHAPES = {"critical": "D", "high": "^", "medium": "s", "low": "o", "info": "."}
HIGH = 14  # marks on top of each other; a taller pile is cut, and its number is written above
FOOT, HEAD, STEP = 40, 50, 17  # names of terms, legend, a mark; in units of the picture
ORDER = sorted(Severity, key=lambda severity: -severity.rank)


def steps_by_term(roadmap: Roadmap) -> Markup | None:
    """None where nothing is planned."""
    piles = [(term, _pile(roadmap, term)) for term in roadmap.terms]
    while piles and not piles[-1][1]:
        piles.pop()
    if not piles:
        return None
    title = "Steps of the roadmap by term and risk"
    desc = ". ".join(f"{term.name}: {_told(pile)}" for term, pile in piles)
    height = FOOT + HEAD + STEP * min(HIGH, max(len(pile) for _, pile in piles))
    return drawn("terms", title, desc, (720, height), lambda figure: _draw(figure, piles))


def _pile(roadmap: Roadmap, term: Term) -> list[Severity]:
    found = [step.risk for step in roadmap.steps if step.term == term.name]
    return sorted(found, key=lambda risk: -risk.rank)


def _told(pile: list[Severity]) -> str:
    if not pile:
        return "no step"
    risks = [f"{pile.count(risk)} of {risk} risk" for risk in ORDER if risk in pile]
    return f"{count(len(pile), 'step')}, {listed(risks, len(risks))}"


def _draw(figure: Figure, piles: list[tuple[Term, list[Severity]]]) -> None:
    tallest = min(HIGH, max(len(pile) for _, pile in piles))
    height = FOOT + HEAD + STEP * tallest
    axes = figure.add_axes((0.01, FOOT / height, 0.98, 1 - (FOOT + HEAD) / height))
    for risk in ORDER:
        spots = [
            (x, y)
            for x, (_, pile) in enumerate(piles)
            for y, step in enumerate(pile[:HIGH])
            if step is risk
        ]
        if spots:
            axes.scatter(
                [x for x, _ in spots],
                [y for _, y in spots],
                s=74,
                marker=SHAPES[risk],
                facecolor=colour(risk.value),
                edgecolor=colour("paper"),
                linewidth=0.8,
                label=f"{risk} risk",
                clip_on=False,
            )
    for x, (_, pile) in enumerate(piles):
        axes.text(x, min(len(pile), HIGH) - 0.1, str(len(pile)), ha="center", color=colour("soft"))
    axes.set_ylim(-0.8, tallest + 0.6)
    axes.set_xlim(-0.6, max(len(piles) - 0.4, 4))
    _ticks(axes, [term for term, _ in piles])
    figure.legend(
        loc="upper left", ncols=5, frameon=False, borderpad=0, columnspacing=1.6, handletextpad=0.3
    )


def _ticks(axes: Axes, terms: list[Term]) -> None:
    every = max(1, len(terms) // 9 + (len(terms) % 9 > 0)) if len(terms) > 9 else 1  # noqa: PLR2004  so many names fit
    shown = range(0, len(terms), every)
    axes.set_xticks(list(shown), [_two_lines(terms[x].name) for x in shown])
    axes.set_yticks([])
    axes.tick_params(length=0)
    for side in ("left", "top", "right"):
        axes.spines[side].set_visible(False)


def _two_lines(name: str) -> str:
    """`autumn term 2026` in two lines."""
    words = printable(name).replace(" term ", " ").split()
    return "\n".join([" ".join(words[:-1])[:14], words[-1][:8]]) if len(words) > 1 else name[:14]
