"""Every internet line has a running contract that was reviewed within the year."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import Gap, Item, control
from schoolproof.check.registers import Registers, current, missing, recent
from schoolproof.model import Site


@control(
    code="BROADBAND-101",
    clauses=["BB-P1"],
    severity="medium",
    params={"max_days": 366},
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """Each line of the site file stands in `covers` of a contract in contracts.yaml.

    Why it matters: a line without a contract is one that nobody is bound to mend.

    Expected results:
        pass: each line is covered, and each contract was looked at within the year
        fail: a line without a contract, one that has ended, or one that nobody looked at
        unknown: the site file declares no lines
    """
    if not site.lines:
        yield Gap(site.slug, "the site file declares no internet lines")
    contracts = [c for c in registers.contracts.of(site.slug) if c.kind == "broadband"]
    for line in site.lines:
        mine = [c for c in contracts if line.name in c.covers]
        if not mine:
            yield missing(registers.contracts, f"no broadband contract covers the line {line.name}")
            continue
        last = max(mine, key=lambda contract: contract.end)
        yield from current(last, "end", today, f"the contract of {line.name}")
        yield from recent(last, "reviewed", today, params["max_days"], "the contract's review")
