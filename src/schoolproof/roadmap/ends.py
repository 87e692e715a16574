"""What the registers say runs out: support, releases, warranties, contracts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from schoolproof.inventory.registers.assets import NETWORK, Asset
from schoolproof.roadmap.draft import Material
from schoolproof.roadmap.rules import What

YEAR = 366


@dataclass(frozen=True, slots=True)
class End:
    """One thing that runs out on a day, with the lines of the register that speak of that."""

    row: Any  # asset or contract
    what: What
    day: date
    lines: frozenset[int]
    planned: bool = False  # the register has a plan for it

    @property
    def alike(self) -> tuple[object, ...]:
        """Equal for what is dealt with in one go; what has a plan of its own stands alone."""
        row = self.row
        if self.what == "contract" or self.planned:
            return (self.what, row.at)
        if self.what == "firmware":
            return (self.what, self.day, row.make, row.firmware, row.owner)
        if self.what == "warranty_end":
            return (self.what, self.day, row.kind, row.make, row.owner)
        models = {part.strip().lower() for part in (row.model or row.name).split(",")}
        return (self.what, self.day, row.kind, row.make, tuple(sorted(models)), row.owner)


def ends(material: Material) -> Iterator[End]:
    """Everything that runs out until the end of the plan."""
    insured = {
        name for c in _rows(material, "contracts") if c.kind == "warranty" for name in c.covers
    }
    for row in _rows(material, "assets"):
        if row.in_use:
            yield from _asset(row, material.until, insured=row.name in insured)
    yield from _contracts(material)


def _rows(material: Material, name: str) -> Iterator[Any]:
    register = material.registers.get(name)
    for row in register.rows if register else ():
        if not row.sites or set(row.sites) & set(material.sites):
            yield row


def _asset(row: Asset, until: date, *, insured: bool) -> Iterator[End]:
    """A plan that speaks of the warranty answers its end; any other plan replaces the asset.

    What is replaced within a year needs no new release and no longer warranty.
    """
    plan = row.plan
    extends = plan is not None and "warranty" in plan.what.lower()
    replaced = plan is not None and not extends
    last = _first(row.end_of_support, plan.by if plan and replaced else None)
    release = row.firmware_supported_until if row.kind in NETWORK else None
    warranty = _first(row.warranty_end, plan.by if plan and extends else None)
    if last and last <= until:
        lines = _lines(row, "end_of_support")
        lines |= _plan_lines(row) | _lines(row, "warranty_end") if replaced else frozenset()
        lines |= _lines(row, "firmware_supported_until") if _soon(last, release) else frozenset()
        yield End(row, "end_of_support", last, lines, planned=replaced)
    if release and release <= until and not _soon(last, release):
        yield End(row, "firmware", release, _lines(row, "firmware_supported_until"))
    if warranty and warranty <= until and not (insured or replaced or _soon(last, warranty)):
        lines = _lines(row, "warranty_end") | _plan_lines(row)
        yield End(row, "warranty_end", warranty, lines, planned=extends)


def _first(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)


def _soon(last: date | None, day: date | None) -> bool:
    """Whether an asset goes within a year after a day."""
    return last is not None and day is not None and (last - day).days <= YEAR


def _lines(row: Any, *names: str) -> frozenset[int]:
    return frozenset(row.line_of(name) for name in names if getattr(row, name) is not None)


def _plan_lines(row: Asset) -> frozenset[int]:
    plan = row.plan
    return frozenset({plan.at}) | _lines(plan, "by", "cost_gbp") if plan else frozenset()


def _contracts(material: Material) -> Iterator[End]:
    """Contracts that still run; what ended is for the controls to say."""
    for row in _rows(material, "contracts"):
        if row.end < material.today:
            continue
        notice = row.end - timedelta(days=row.notice_days or 0)
        day = min(notice, row.replacement_by or notice)
        if day <= material.until:
            lines = _lines(row, "end", "replacement_by", "routes_considered")
            yield End(row, "contract", day, lines, planned=row.replacement_by is not None)
