"""A profile that is attached to a rule blocks something."""

from collections.abc import Iterator
from typing import Any

from schoolproof.check import OK, Finding, Item, control
from schoolproof.check.firewalls.audience import each_profile
from schoolproof.check.firewalls.categories import blocks_something
from schoolproof.model import Device, line_of

FACTS = {
    "web_filter": "web filter",
    "dns_filter": "DNS filter",
    "app_control": "application control",
}


@control(
    code="FILTER-021",
    clauses=["FM-3c", "FM-3h"],
    severity="high",
    device="firewall",
)
def check(device: Device) -> Iterator[Item]:
    """No web filter, DNS filter or application control in use is empty or only watches.

    Which categories must be blocked is asked by other controls; this one finds profiles that
    look like protection and are none.

    Why it matters: a green tick beside "web filter" means nothing when everything in it is set
    to watch.

    Expected results:
        pass: every profile in use blocks something
        fail: one finding for each that blocks nothing
        unknown: the text does not say what a profile in use does
        notapplicable: no rule uses a profile
    """
    active = [p for p in device.firewall.policies if p.enabled and p.action == "accept"]
    for fact, name in FACTS.items():
        having = [p for p in active if fact in p.lines]

        def judge(row: Any, name: str = name) -> Iterator[Item]:
            if blocks_something(row):
                yield OK
                return
            says = f"this {name} blocks nothing"
            kinds = sorted(set(row.categories.values()))
            line = line_of(row, "categories")
            yield Finding(row, says, "some block", ", ".join(kinds) or "empty", line=line)

        yield from each_profile(device, having, fact, judge)
