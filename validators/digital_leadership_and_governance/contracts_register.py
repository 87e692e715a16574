"""The contracts register names what schools depend on, complete and running."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import Item, control
from schoolproof.check.registers import Registers, current, held, missing
from schoolproof.model import Site

KINDS = ("broadband", "filtering", "it-support", "licence", "warranty")
FIELDS = ("scope", "notice_days", "cost_gbp", "owner", "reviewed")


@control(
    code="GOVERN-004",
    clauses=["DL-2a", "CS-5c", "WN-3d"],
    severity="medium",
    params={"kinds": KINDS, "fields": FIELDS},
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """Contracts of each kind that every school needs are there, complete, and not over.

    Why it matters: a filter stops on the day its licence ends.

    Expected results:
        pass: each kind is there, and each contract is complete and running
        fail: a kind without a contract, a contract that has ended or lacks something
    """
    rows = list(registers.contracts.of(site.slug))
    for kind in params["kinds"]:
        running = [row for row in rows if row.kind == kind and row.end >= today]
        if not running:
            says = f"no running contract of the kind {kind}"
            yield missing(registers.contracts, says)
    renewed = {row.name: max(r.end for r in rows if r.name == row.name) for row in rows}
    for row in rows:
        if row.end == renewed[row.name]:
            yield from current(row, "end", today, f"the contract {row.name}")
            yield from held(row, params["fields"], f"the contract {row.name}")
