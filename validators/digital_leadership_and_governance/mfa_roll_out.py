"""Every account of staff and every administrator has a second factor."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import OK, Item, control
from schoolproof.check.registers import Registers, latest, missing, recent, wrong
from schoolproof.model import Site


@control(
    code="GOVERN-013",
    clauses=["CS-4c", "CS-P4"],
    severity="critical",
    params={"staff": 100, "administrators": 100, "max_days": 120},
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """access.yaml has a count of this term, and it says that nobody is left out.

    Counted are staff accounts with cloud or remote access, and all administrators.

    An exception with a name counts as an exception, not as an account with a second factor.

    Why it matters: a stolen password must not be enough.

    Expected results:
        pass: both shares are whole, counted this term
        fail: no count, an old one, a share below
    """
    counts = [c for c in registers.access.second_factors if not c.sites or site.slug in c.sites]
    last = latest(counts, "counted", today)
    if last is None:
        yield missing(registers.access, "nobody counted who has a second factor")
        return
    whole = registers.access
    yield from recent(last, "counted", today, params["max_days"], "the count", of=whole)
    for who in ("staff", "administrators"):
        field = f"{who}_percent"
        share, least = getattr(last, field), params[who]
        if share >= least:
            yield OK
            continue
        says = f"not all {who} have a second factor"
        yield wrong(last, says, f"{least} %", f"{share:g} %", field=field, of=whole)
