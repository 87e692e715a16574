"""The main line is full fibre, or a contract lets the school change to it."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import OK, Finding, Gap, Item, control
from schoolproof.check.registers import Registers, missing, wrong
from schoolproof.model import Site
from schoolproof.model.site import Line


@control(
    code="BROADBAND-001",
    clauses=["BB-1a", "BB-1d"],
    severity="medium",
    params={"accepted": ["fttp", "leased-line"]},
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """Each main line of the site file is a leased line or fibre to the premises.

    Another kind needs a contract in contracts.yaml that covers the line, is running, and may be
    changed to fibre as soon as there is any.

    Why it matters: copper does not count, whatever speed it reaches on a good day.

    Expected results:
        pass: the main lines are full fibre
        fail: a main line is another kind; without a way out its contract is a second finding
        unknown: the site file declares no lines
    """
    if not site.lines:
        yield Gap(site.slug, "the site file declares no internet lines")
    for line in (found for found in site.lines if found.role == "main"):
        if line.kind in params["accepted"]:
            yield OK
            continue
        says = f"the main line {line.name} is {line.kind}, which is not full fibre"
        yield Finding(
            line.name,
            says,
            " or ".join(params["accepted"]),
            line.kind,
            clauses=("BB-1a",),
        )
        yield from _way_out(line, site, registers, today)


def _way_out(line: Line, site: Site, registers: Registers, today: date) -> Iterator[Item]:
    contracts = [
        c
        for c in registers.contracts.of(site.slug)
        if c.kind == "broadband" and line.name in c.covers and c.end >= today
    ]
    if not contracts:
        yield missing(
            registers.contracts,
            f"no running broadband contract covers {line.name}",
            clauses=["BB-1d"],
        )
    for contract in contracts:
        if contract.change_to_fibre is not True:
            says = "the contract does not let the school change to fibre"
            actual = {None: "not written down", False: "no"}[contract.change_to_fibre]
            yield wrong(contract, says, "yes", actual, field="change_to_fibre", clauses=["BB-1d"])
