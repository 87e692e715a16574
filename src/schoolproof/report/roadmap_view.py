"""The roadmap for a terminal, for a forge, for machines and for a spreadsheet."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from textwrap import wrap
from typing import Any

from schoolproof.inventory.terms import Term
from schoolproof.report.csv_cells import rows
from schoolproof.report.inert import inert_json
from schoolproof.report.markdown import escape
from schoolproof.report.safe import printable
from schoolproof.roadmap.model import Roadmap, Step

SCHEMA = "schoolproof/roadmap/1"
WIDTH = 80
INDENT = 6
HEADER = (
    *("number", "term", "step", "why", "kind", "standard", "clauses", "sites", "subjects"),
    *(
        "risk",
        "effort",
        "effort_why",
        "cost_gbp",
        "who",
        "after",
        "due",
        "overdue",
        "source",
        "key",
    ),
)


def as_console(plan: Roadmap) -> str:
    """Plain text, 80 columns wide."""
    overdue = sum(1 for step in plan.steps if step.overdue)
    late = f", {overdue} of them overdue" if overdue else ""
    lines = [f"Roadmap on {plan.today}: {len(plan.steps)} steps{late}", ""]
    numbers = _numbers(plan)
    for term in plan.terms:
        steps = [step for step in plan.steps if step.term == term.name]
        lines.append(printable(_heading(term)))
        for step in steps:
            lines += _told(step, numbers)
        lines += [""] if steps else ["  nothing is planned", ""]
    for problem in plan.problems:
        lines += wrap(printable(f"note: {problem}"), WIDTH, subsequent_indent="  ")
    return "\n".join(lines).rstrip("\n") + "\n"


def _numbers(plan: Roadmap) -> dict[str, int]:
    return {step.key: number for number, step in enumerate(plan.steps, 1)}


def _heading(term: Term) -> str:
    reckoned = "" if term.known else ", reckoned"
    return f"{term.name} ({term.first} to {term.last}{reckoned})"


def _told(step: Step, numbers: Mapping[str, int]) -> Iterator[str]:
    """A step: its title beside its number, then its facts, then why."""
    blank = " " * INDENT
    head = f"{numbers[step.key]:>4}. "
    yield from wrap(printable(step.title), WIDTH, initial_indent=head, subsequent_indent=blank) or [
        head
    ]
    facts = "; ".join(_facts(step, numbers))
    for text in (facts, step.why, step.source):
        yield from wrap(printable(text), WIDTH, initial_indent=blank, subsequent_indent=blank)


def _facts(step: Step, numbers: Mapping[str, int]) -> Iterator[str]:
    yield f"{str(step.risk).upper()} risk"
    yield f"{step.effort}: {step.effort_why}"
    if step.cost is not None:
        yield f"£{step.cost:,}"
    if step.who:
        yield step.who
    if step.due:
        yield f"{'OVERDUE since' if step.overdue else 'by'} {step.due}"
    if step.after:
        yield "after " + ", ".join(str(numbers[key]) for key in step.after)


def as_markdown(plan: Roadmap) -> str:
    """One table a term."""
    lines = ["# Roadmap", "", f"On {plan.today}: {len(plan.steps)} steps.", ""]
    numbers = _numbers(plan)
    for term in plan.terms:
        steps = [step for step in plan.steps if step.term == term.name]
        lines += [f"## {escape(_heading(term))}", ""]
        if not steps:
            lines += ["Nothing is planned.", ""]
            continue
        lines.append("| | step | why | risk | effort | cost | who | by | after |")
        lines.append("|---:|---|---|---|---|---:|---|---|---|")
        for step in steps:
            cost = f"£{step.cost:,}" if step.cost is not None else ""
            due = f"{step.due}{' (overdue)' if step.overdue else ''}" if step.due else ""
            after = ", ".join(str(numbers[key]) for key in step.after)
            cells = [step.title, step.why, step.risk, step.effort, cost, step.who, due, after]
            lines.append(f"| {numbers[step.key]} | " + " | ".join(map(escape, cells)) + " |")
        lines.append("")
    if plan.problems:
        lines += ["## Notes", "", *(f"- {escape(problem)}" for problem in plan.problems), ""]
    return "\n".join(lines)


def as_csv(plan: Roadmap) -> str:
    """One row a step; commands are left out."""
    numbers = _numbers(plan)
    return rows(HEADER, (_row(step, numbers) for step in plan.steps))


def _row(step: Step, numbers: Mapping[str, int]) -> tuple[Any, ...]:
    return (
        numbers[step.key],
        *(step.term, step.title, step.why, step.kind, step.standard),
        *(", ".join(words) for words in (step.clauses, step.sites, step.subjects)),
        *(step.risk, step.effort, step.effort_why, step.cost, step.who),
        ", ".join(str(numbers[key]) for key in step.after),
        *(step.due, step.overdue, step.source, step.key),
    )


def as_json(plan: Roadmap) -> str:
    """All of it; docs/schemas/roadmap-1.json describes it."""
    return inert_json(json.dumps(as_data(plan), indent=2, ensure_ascii=False)) + "\n"


def as_data(plan: Roadmap) -> dict[str, Any]:
    """The same as plain data, for other formats."""
    return {
        "schema": SCHEMA,
        "today": str(plan.today),
        "terms": [
            {"name": t.name, "first": str(t.first), "last": str(t.last), "known": t.known}
            for t in plan.terms
        ],
        "steps": [_step(step) for step in plan.steps],
        "problems": list(plan.problems),
    }


def _step(step: Step) -> dict[str, Any]:
    return {
        "key": step.key,
        "title": step.title,
        "why": step.why,
        "kind": step.kind,
        "standard": step.standard,
        "clauses": list(step.clauses),
        "sites": list(step.sites),
        "subjects": list(step.subjects),
        "risk": step.risk,
        "effort": step.effort,
        "effort_why": step.effort_why,
        "cost_gbp": None if step.cost is None else float(step.cost),
        "who": step.who,
        "after": list(step.after),
        "due": str(step.due) if step.due else None,
        "overdue": step.overdue,
        "term": step.term,
        "source": step.source,
        "fix": list(step.fix),
    }


FORMATS: Mapping[str, Callable[[Roadmap], str]] = {
    "console": as_console,
    "json": as_json,
    "markdown": as_markdown,
    "csv": as_csv,
}
