"""Switches reach the figures of the standard, or are replaced by plan."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import OK, Gap, Item, control
from schoolproof.check.registers import Registers, missing, wrong
from schoolproof.model import Site

LEAST = {"memory_mb": 512, "mac_addresses": 16000}
CLAUSES = {
    "memory_mb": ["NS-1f"],
    "mac_addresses": ["NS-1g"],
    "non_blocking": ["NS-1i"],
    "stacking_gbps": ["NS-1d"],
}


@control(
    code="SWITCH-025",
    clauses=["NS-1d", "NS-1f", "NS-1g", "NS-1i"],
    severity="low",
    params={"least": LEAST, "stacking_gbps": 40},
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """Memory, address table, fabric and stacking speed of each switch, as assets.yaml has them.

    The standard applies when a switch is replaced: one below it passes with a plan to come.

    Why it matters: it decides what is bought next, not what is broken today.

    Expected results:
        pass: each switch reaches the figures, or has a plan
        fail: one finding for each figure below, without a plan
        unknown: a figure is not in the register
    """
    rows = [r for r in registers.assets.of(site.slug) if r.kind == "switch" and r.in_use]
    if not rows:
        yield missing(registers.assets, "no switch is in the asset register")
    for row in rows:
        planned = row.plan is not None and row.plan.by >= today
        for field, low in _figures(row, params):
            if low is None:
                yield Gap(row.name, f"the asset register does not say the {field} of {row.name}")
            elif low and not planned:
                says = f"{row.name} is below the standard ({field}): a plan is needed"
                yield wrong(
                    row,
                    says,
                    "a plan",
                    str(getattr(row, field)),
                    field=field,
                    clauses=CLAUSES[field],
                )
            else:
                yield OK


def _figures(row: Any, params: Mapping[str, Any]) -> Iterator[tuple[str, bool | None]]:
    for field, least in params["least"].items():
        value = getattr(row, field)
        yield field, None if value is None else value < least
    yield "non_blocking", None if row.non_blocking is None else not row.non_blocking
    speed = row.stacking_gbps  # 0: it is not stacked, and need not be
    yield "stacking_gbps", None if speed is None else 0 < speed < params["stacking_gbps"]
