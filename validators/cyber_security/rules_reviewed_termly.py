"""The firewall's rules were read and signed this term."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import OK, Item, control
from schoolproof.check.registers import Registers, latest, missing, recent, wrong
from schoolproof.model import Site


@control(
    code="CYBER-025",
    clauses=["CS-3g", "CS-P1"],
    severity="high",
    params={"max_days": 120, "signed_by": "slt-digital-lead"},
    certainty="judgement",
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """inbound.yaml has a review of this term with its Git commit, signed by the SLT digital lead.

    Why it matters: a commit makes it provable which rules the signature is for.

    Expected results:
        pass: a review of this term, a commit, the right signature
        fail: no review, an old one, another signature, no commit
    """
    register = registers.inbound
    reviews = [r for r in register.reviews if not r.sites or site.slug in r.sites]
    last = latest(reviews, "date", today)
    if last is None:
        yield missing(register, "the firewall's rules were never reviewed")
        return
    yield from recent(last, "date", today, params["max_days"], "the rule review", of=register)
    signers = {
        r.role.lower() for r in registers.roles.of(site.slug) if params["signed_by"] in r.duties
    }
    if last.signed_by.lower() not in signers:
        says = "the rule review was not signed by the SLT digital lead"
        yield wrong(last, says, "the lead", last.signed_by, field="signed_by", of=register)
    if len(last.commit) >= 7 and all(c in "0123456789abcdef" for c in last.commit):  # noqa: PLR2004  Git's short form
        yield OK
    else:
        says = "the review names no Git commit"
        yield wrong(last, says, "seven digits or more", last.commit, field="commit", of=register)
