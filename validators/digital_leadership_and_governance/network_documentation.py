"""The network's documentation is as young as its configurations."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from schoolproof.check import Gap, Item, control
from schoolproof.check.registers import Registers, young_text
from schoolproof.model import Site


@control(
    code="GOVERN-017",
    clauses=["CS-1d", "IT-5c"],
    severity="medium",
    params={"max_age_days": 7},
)
def check(
    site: Site, registers: Registers, today: date, params: Mapping[str, Any]
) -> Iterator[Item]:
    """Each device of the site was collected within a week, and the site file names its networks.

    The accepted configurations and the site file are the documentation: address plan, settings
    and neighbours are made from them, so only their age and their gaps matter.

    Why it matters: what people draw by hand is out of date at the first change.

    Expected results:
        pass: every device was collected in time, and networks are declared
        fail: one finding for each device whose text is old
        unknown: a device was never collected, or no networks are declared
    """
    if not site.networks:
        yield Gap(site.slug, "the site file declares no networks")
    for host in (h for h in registers.hosts.values() if h.site == site.slug):
        yield young_text(registers, site.slug, host.name, today, params["max_age_days"])
