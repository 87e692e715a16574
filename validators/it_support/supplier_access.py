"""Each supplier's account is named, ends, has a second factor and a contract."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import OK, Item, control
from schoolproof.check.registers import Registers, current, held, wrong
from schoolproof.model import Site


@control(
    code="SUPPORT-007",
    clauses=["CS-3j", "CS-4c", "CS-4d", "IT-2g"],
    severity="high",
    params={"max_days": 366},
    certainty="judgement",
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """Supplier accounts in access.yaml end within a year, and belong to a contract that runs.

    Why it matters: a provider's common password opens two hundred schools.

    Expected results:
        pass: each has an end, a second factor, a running contract, and is no other customer's
        fail: one finding for each that lacks something
        notapplicable: no supplier has an account
    """
    contracts = {c.name: c for c in registers.contracts.of(site.slug)}
    for row in (r for r in registers.access.of(site.slug) if r.kind == "supplier"):
        yield from current(row, "ends", today, f"the account {row.account}")
        if row.ends is not None and (row.ends - today).days > params["max_days"]:
            says = f"the account {row.account} runs too long"
            yield wrong(row, says, f"{params['max_days']} days", str(row.ends), field="ends")
        yield from held(row, ("second_factor",), f"the account {row.account}")
        if row.shared_between_customers is not False:
            says = f"nobody says that {row.account} is for this school alone"
            actual = "shared" if row.shared_between_customers else "not written down"
            yield wrong(row, says, "not shared", actual, field="shared_between_customers")
        contract = contracts.get(row.contract or "")
        if contract is None or contract.end < today:
            says = f"{row.account} has no running contract in contracts.yaml"
            actual = row.contract or "none"
            yield wrong(row, says, "a running contract", actual, field="contract")
        else:
            yield OK
