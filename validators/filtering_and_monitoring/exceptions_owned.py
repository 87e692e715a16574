"""Exceptions from the filter are narrow, and each has an owner."""

from collections.abc import Iterator
from datetime import date

from schoolproof.check import OK, Finding, Gap, Item, control
from schoolproof.check.firewalls.audience import each_profile
from schoolproof.check.registers import Registers, current
from schoolproof.check.switches.ports import each
from schoolproof.errors import UnknownFact
from schoolproof.model import Device, line_of
from schoolproof.model.filters import WebFilter
from schoolproof.model.firewall import Firewall

SECOND_LEVEL = frozenset({"ac", "co", "gov", "net", "nhs", "org", "sch", "com"})


@control(
    code="FILTER-014",
    clauses=["FM-1c", "FM-3a", "FM-3h", "CS-3h"],
    severity="high",
    device="firewall",
)
def check(device: Device, registers: Registers, today: date) -> Iterator[Item]:
    """Sites that pass the filter unasked are named one by one, never a whole ending.

    Who asked for each, who approved it and when it ends stands under `exceptions` in
    filtering.yaml, under the address as the filter has it.

    Why it matters: what is allowed, and why, are decisions of people. An exception for a whole
    ending such as `*.co.uk` switches the filter off.

    Expected results:
        pass: each exception, and each site moved to another category, is in the register in date
        fail: one finding for each exception that holds for more than one site's domain, or ended
        unknown: an exception is not in the register
        notapplicable: no rule uses a web filter
    """

    def judge(profile: WebFilter) -> Iterator[Item]:
        line = line_of(profile, "exceptions")
        for address in profile.exceptions:
            if is_wide(address):
                says = f"the exception {address} holds for very many sites"
                yield Finding(profile, says, "one site's domain", address, line=line)
            else:
                what = f"the exception {address} of {profile.name}"
                yield from _owned(device, registers, today, address, what)
        yield OK

    active = [p for p in device.firewall.policies if p.enabled and p.action == "accept"]
    yield from each_profile(device, active, "web_filter", judge)

    def moved(firewall: Firewall) -> Iterator[Item]:
        for address in firewall.local_ratings if "local_ratings" in firewall.lines else ():
            what = f"the school rated {address} itself, which"
            yield from _owned(device, registers, today, address, what)

    if any("web_filter" in p.lines and p.web_filter for p in active):
        yield from each([device.firewall], moved)


def _owned(
    device: Device, registers: Registers, today: date, address: str, what: str
) -> Iterator[Item]:
    """An entry in date; without one nobody knows whether somebody agreed."""
    needs = f"{what} needs an entry in the register"
    try:
        entries = registers.filtering.exceptions
    except UnknownFact:
        entries = []
    mine = [
        e for e in entries if e.address == address and (not e.sites or device.site.slug in e.sites)
    ]
    if not mine:
        yield Gap(device, needs)
    else:
        last = max(mine, key=lambda entry: entry.ends)
        yield from current(last, "ends", today, what, of=registers.filtering)


def is_wide(address: str) -> bool:
    """Whether an address with wildcards holds for more than one owner's domain."""
    host = address.partition("://")[2] or address
    labels = [part for part in host.partition("/")[0].split(".") if part not in {"", "*"}]
    if any("*" in part or "^" in part for part in labels[-2:]):
        return True
    return len(labels) < 2 or (len(labels) == 2 and labels[0] in SECOND_LEVEL)  # noqa: PLR2004  a name and its ending
