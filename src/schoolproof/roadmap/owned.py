"""What runs out: assets past their maker's support, warranties, contracts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from schoolproof.check.result import Outcome, Severity
from schoolproof.inventory.registers.assets import NETWORK
from schoolproof.roadmap.draft import (
    Draft,
    Found,
    Material,
    Place,
    accountable,
    clauses_of,
    is_pressing,
)
from schoolproof.roadmap.ends import End, ends
from schoolproof.roadmap.failing import due_of
from schoolproof.roadmap.model import Effort, Kind, Step
from schoolproof.roadmap.rules import rule_for
from schoolproof.roadmap.words import at_sites, listed, number, slug

OWN = "digital_leadership_and_governance"  # the standard, where no control says another
DO = {
    "end_of_support": "Replace",
    "firmware": "Load a newer release on",
    "warranty_end": "Extend the warranty of",
}
FIELDS = {"contract": "end", "firmware": "firmware_supported_until"}
EFFORT: Mapping[str, tuple[Effort, str]] = {
    "end_of_support": (Effort.LARGE, "something is bought and put in its place"),
    "firmware": (Effort.MEDIUM, "a release is tried, loaded, and the devices restart"),
    "warranty_end": (Effort.LARGE, "a contract is made, or the thing is replaced"),
    "contract": (Effort.LARGE, "offers are compared and a contract is made"),
}


@dataclass(frozen=True, slots=True)
class Owned:
    """Steps for what runs out, and the findings that they stand for."""

    drafts: tuple[Draft, ...]
    taken: frozenset[Place]


def owned(material: Material) -> Owned:
    """Everything in the registers that runs out until the end of the plan."""
    known: dict[Place, list[Found]] = {}
    for verdict in material.run.verdicts:
        if verdict.outcome is Outcome.FAIL:
            for finding in verdict.findings:
                if not finding.is_remark:
                    known.setdefault((finding.path, finding.line), []).append((verdict, finding))
    groups: dict[tuple[object, ...], list[End]] = {}
    for end in ends(material):
        groups.setdefault(end.alike, []).append(end)
    drafts, taken = [], set()
    for group in groups.values():
        places = {(end.row.file, line) for end in group for line in end.lines}
        found = [pair for place in sorted(places) for pair in known.get(place, [])]
        taken |= places
        drafts.append(_draft(material, group, found))
    return Owned(tuple(drafts), frozenset(taken))


def _draft(material: Material, group: list[End], found: list[Found]) -> Draft:
    first = group[0]
    rule = rule_for(first.what, first.row.kind)
    control = material.controls.get(rule.control)
    mine = {c for end in group for c in rule_for(end.what, end.row.kind).clauses}
    clauses = tuple(sorted({*mine, *clauses_of(found)}))
    risk = max([control.severity if control else Severity.LOW, *_severities(found)], key=_rank)
    effort, effort_why = EFFORT[first.what]
    names = tuple(sorted(str(end.row.name) for end in group))
    sites = material.places(s for e in group for s in e.row.sites or [""])
    accepted = bool(found) and all(finding.waived for _, finding in found)
    day = (due_of(material, found) if accepted else None) or first.day
    lead = timedelta(days=rule.lead_days)
    network = first.what == "end_of_support" and first.row.kind in NETWORK
    step = Step(
        key=f"{first.what}/{slug(min(names))}",
        title=_title(first, names, at_sites(material, sites)),
        why=_why(material, group, accepted=accepted),
        kind=Kind.CONTRACT if first.what == "contract" else Kind.DEVICE,
        standard=control.standard if control else OWN,
        clauses=clauses,
        sites=sites,
        subjects=names,
        risk=risk,
        effort=effort,
        effort_why=effort_why,
        cost=_cost(group),
        who=first.row.owner or accountable(clauses),
        due=day,
        source=f"{first.row.file}:{first.row.line_of(FIELDS.get(first.what, first.what))}",
    )
    return Draft(
        step,
        opens=day if first.planned else day - lead,
        pressing=day < material.today and is_pressing(clauses),
        change=network or first.what == "firmware",
        answers=frozenset({first.what}),
        replaces=frozenset(names)
        if network and first.day - lead <= material.today
        else frozenset(),
    )


def _rank(severity: Severity) -> int:
    return severity.rank


def _severities(found: Iterable[Found]) -> list[Severity]:
    return [finding.severity or verdict.severity for verdict, finding in found]


def _title(end: End, names: tuple[str, ...], where: str) -> str:
    row = end.row
    if end.what == "contract":
        return f"Decide what follows “{row.name}” ({row.supplier}){where}"
    if end.planned:
        return f"{row.name}{where}: {row.plan.what}"
    if len(names) == 1:
        model = f" ({row.make} {row.model})" if row.make and row.model and row.count == 1 else ""
        return f"{DO[end.what]} {row.name}{model}{where}"
    return f"{DO[end.what]} {listed(names)}{where}"


def _why(material: Material, group: list[End], *, accepted: bool) -> str:
    end, row = group[0], group[0].row
    if end.what == "contract":
        notice = f", with {row.notice_days} days of notice" if row.notice_days else ""
        text = f"The contract ends on {row.end}{notice}. A contract that nobody watched renews "
        text += "itself at the old price, or stops."
        if row.cost_gbp is not None:
            text += f" The cost is what it costs a year now, £{row.cost_gbp:,}."
        return text
    if end.what == "firmware":
        verb = "stopped" if end.day < material.today else "stops"
        return f"The maker {verb} mending faults of {row.firmware or 'its release'} on {end.day}."
    parts = []
    support = row.end_of_support
    if end.what == "end_of_support" and support:
        over = support < material.today
        verb = "stopped" if over else "stops"
        parts.append(f"The maker {verb} giving security updates on {support}.")
    if row.warranty_end and (end.what == "warranty_end" or not support):
        verb = "ended" if row.warranty_end < material.today else "ends"
        parts.append(f"The warranty {verb} on {row.warranty_end}; what breaks then stays broken.")
    parts += _plan_told(group)
    if accepted:
        parts.append("The risk is accepted for now; the step is due when that ends.")
    count = sum(e.row.count for e in group)
    if count > 1:
        parts.append(f"There are {number(count)} of them.")
    return " ".join(parts)


def _plan_told(group: list[End]) -> Iterator[str]:
    row = group[0].row
    if not group[0].planned:
        yield "Nothing is planned in the register."
        paid = [end.row.cost_gbp for end in group]
        years = sorted({end.row.bought.year for end in group if end.row.bought})
        if None not in paid and years:
            yield f"It cost £{sum(paid):,} in {' and '.join(map(str, years))}."
    elif (
        row.end_of_support
        and group[0].what == "end_of_support"
        and row.plan.by > row.end_of_support
    ):
        yield f"The register plans it for {row.plan.by}, which is after that."
    else:
        yield f"The register plans it for {row.plan.by}."


def _cost(group: list[End]) -> Decimal | None:
    """What the register sets aside, or what a contract costs a year."""
    end = group[0]
    pounds = end.row.cost_gbp if end.what == "contract" else None
    if end.what != "contract" and end.planned:
        pounds = end.row.plan.cost_gbp
    return None if pounds is None else Decimal(pounds)
