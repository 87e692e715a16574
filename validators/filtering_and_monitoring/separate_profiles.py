"""Pupils and staff have different web filters."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Finding, Item, control
from schoolproof.check.firewalls.audience import Served, profile_of, served
from schoolproof.model import Device, line_of
from schoolproof.model.policies import FirewallPolicy

CONTENT = ("categories", "unrated", "safe_search", "youtube_restrict", "exceptions")


@control(
    code="FILTER-004",
    clauses=["FM-3f", "FM-3g"],
    severity="high",
    device="firewall",
)
def check(device: Device) -> Iterator[Item]:
    """Staff have a web filter that differs from the pupils' in what it does, not only in name.

    Why it matters: one blanket profile is too strict for teachers or too loose for children. The
    standard rules it out.

    Expected results:
        pass: some rule of staff uses a filter with other settings than every filter of pupils
        fail: every web filter of staff does the same as one of pupils
        unknown: the settings of a filter, or whom a rule serves, are not known
        notapplicable: pupils and staff do not both go out through filters of this firewall
    """
    pupils, staff = served(device, "pupil"), served(device, "staff")
    yield from {str(gap.reason): gap for gap in (*pupils.gaps, *staff.gaps)}.values()
    theirs, own = _filters(device, pupils), _filters(device, staff)
    if not theirs or not own:
        return
    strict = [_content(row) for _, row in theirs]
    if any(_content(row) not in strict for _, row in own):
        yield OK
        return
    policy, row = own[0]
    says = "staff have the same web filter as pupils"
    line = line_of(policy, "web_filter")
    yield Finding(policy, says, "a profile of its own", row.name, line=line)


def _filters(device: Device, found: Served) -> list[tuple[FirewallPolicy, Any]]:
    pairs = ((policy, profile_of(device, policy, "web_filter")) for policy in found.policies)
    return [(policy, row) for policy, row in pairs if row is not None]


def _content(row: Any) -> tuple[Any, ...]:
    return tuple(getattr(row, fact) for fact in CONTENT)
