"""Every way in from the internet has a reason, an owner and a signature in date."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import OK, Item, control
from schoolproof.check.registers import Registers, current, missing, wrong
from schoolproof.model import Site


@control(
    code="CYBER-024",
    clauses=["CS-3g", "CS-3h"],
    severity="high",
    params={"review_days": 120, "signed_by": "slt-digital-lead"},
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """Each service under `inbound` of the site file is an entry of inbound.yaml, signed this term.

    CYBER-021 proves that nothing else comes in; this control says why that may.

    Why it matters: an opening that nobody remembers is an opening that nobody closes.

    Expected results:
        pass: each is in the register, signed by the SLT digital lead, in date; none is extra
        fail: one without an entry, an entry for nothing, a signature that is old or another's
        notapplicable: nothing comes in
    """
    entries = list(registers.inbound.of(site.slug))
    signers = {
        r.role.lower() for r in registers.roles.of(site.slug) if params["signed_by"] in r.duties
    }
    for opening in site.inbound:
        mine = [entry for entry in entries if entry.host == opening.host]
        covered = {service for entry in mine for service in entry.services}
        lacking = sorted(set(opening.services) - covered)
        if lacking:
            says = f"{opening.host}, {', '.join(lacking)}: open to the internet without an entry"
            yield missing(registers.inbound, says)
    declared = {opening.host for opening in site.inbound}
    for entry in entries:
        if entry.host not in declared:
            says = f"{entry.tag} is about {entry.host}, which the site file does not open"
            yield wrong(entry, says, "an opening", "none", field="host")
        yield from current(entry, "review_due", today, f"the signature under {entry.tag}")
        if (entry.review_due - entry.approved).days > params["review_days"]:
            says = f"the signature under {entry.tag} holds longer than a term"
            actual, limit = str(entry.review_due), f"{params['review_days']} days"
            yield wrong(entry, says, limit, actual, field="review_due")
        if entry.approved_by.lower() in signers:
            yield OK
        else:
            says = f"{entry.tag} was not signed by the SLT digital lead"
            wanted = ", ".join(sorted(signers)) or "a role with that duty"
            yield wrong(entry, says, wanted, entry.approved_by, field="approved_by")
