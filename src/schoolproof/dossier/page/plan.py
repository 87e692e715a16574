"""The roadmap: steps by term, and a chart of them."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from schoolproof.dossier.model import Dossier
from schoolproof.dossier.page.charts import terms
from schoolproof.dossier.page.marks import SEVERITIES, Mark
from schoolproof.dossier.page.sites import Sites
from schoolproof.inventory.terms import Term
from schoolproof.roadmap.model import Step

STEPS = 300  # that are printed
COMMANDS = 12  # of a step; the findings have all


@dataclass(frozen=True, slots=True)
class StepView:
    """A step with the words that the page adds."""

    step: Step
    mark: Mark
    keys: str
    where: str
    cost: str
    after: tuple[str, ...]

    @property
    def fix(self) -> tuple[str, ...]:
        """The first commands that mend it."""
        return self.step.fix[:COMMANDS]

    @property
    def left(self) -> int:
        """How many more there are."""
        return max(0, len(self.step.fix) - COMMANDS)


@dataclass(frozen=True, slots=True)
class TermView:
    """A term and what is to be done in it."""

    name: str
    term: Term | None
    steps: tuple[StepView, ...]


def plan_view(dossier: Dossier, sites: Sites) -> dict[str, Any]:
    """Terms that have steps, in their order."""
    roadmap = dossier.roadmap
    titles = {step.key: step.title for step in roadmap.steps}
    known = {term.name: term for term in roadmap.terms}
    found: dict[str, list[StepView]] = {name: [] for name in known}
    for step in roadmap.steps[:STEPS]:
        found.setdefault(step.term, []).append(step_view(step, sites, titles))
    return {
        "terms": [
            TermView(name, known.get(name), tuple(steps)) for name, steps in found.items() if steps
        ],
        "chart": terms.steps_by_term(roadmap),
        "count": len(roadmap.steps),
        "overdue": sum(step.overdue for step in roadmap.steps),
        "left": max(0, len(roadmap.steps) - STEPS),
        "cost": _pounds(sum((s.cost for s in roadmap.steps if s.cost is not None), Decimal(0))),
        "priced": sum(step.cost is not None for step in roadmap.steps),
    }


def step_view(step: Step, sites: Sites, titles: dict[str, str]) -> StepView:
    """One step for the page."""
    after = tuple(titles[key] for key in step.after if key in titles)
    where = sites.words(step.sites)
    cost = _pounds(step.cost) if step.cost is not None else "not in a register"
    return StepView(step, SEVERITIES[step.risk], sites.keys(step.sites), where, cost, after)


def _pounds(amount: Decimal | int) -> str:
    whole = Decimal(amount)
    return f"£{whole:,.0f}" if whole == whole.to_integral_value() else f"£{whole:,.2f}"
