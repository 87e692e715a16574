"""What the school stops without has two of everything, and a UPS."""

from collections.abc import Iterator, Mapping
from typing import Any

from schoolproof.check import OK, Gap, Item, control
from schoolproof.check.registers import NETWORK, Registers, missing, wrong
from schoolproof.model import Site

LEAST = {"power_supplies": 2, "management_modules": 2, "links_to_critical": 2}
PARTS = ("NS-4b", "NS-4d")


@control(
    code="SWITCH-026",
    clauses=["NS-4a", "NS-4b", "NS-4c", "NS-4d", "BB-2c"],
    severity="medium",
    certainty="judgement",
    params={"least": LEAST},
)
def check(site: Site, registers: Registers, params: Mapping[str, Any]) -> Iterator[Item]:
    """Assets marked critical have two power supplies, modules and links, and a UPS that feeds them.

    Hosts of the role core or edge must be marked.

    Why it matters: one broken part must not send a school home.

    Expected results:
        pass: each critical device has two of each, and its UPS stands in the site file
        fail: nothing is marked, a core device is not, too few parts, no UPS
        unknown: the register does not say a number
    """
    rows = {r.name: r for r in registers.assets.of(site.slug) if r.in_use and r.kind in NETWORK}
    critical = [row for row in rows.values() if row.critical]
    if not critical:
        yield missing(
            registers.assets, "no network device is marked as critical", clauses=["NS-4a"]
        )
    for host in (h for h in registers.hosts.values() if h.site == site.slug):
        if host.role == "core" and host.name in rows and not rows[host.name].critical:
            says = f"{host.name} is the core, but is not marked as critical"
            yield wrong(rows[host.name], says, "critical", "not marked", clauses=["NS-4a"])
    feeds = {ups.name: ups.feeds for ups in site.ups}
    for row in critical:
        for field, least in params["least"].items():
            count = getattr(row, field)
            if count is None:
                yield Gap(row.name, f"the asset register does not say the {field} of {row.name}")
            elif count < least:
                says = f"{row.name} has too few: {field.replace('_', ' ')}"
                power = ("BB-2c",) if field == "power_supplies" else ()
                yield wrong(row, says, str(least), str(count), field=field, clauses=PARTS + power)
            else:
                yield OK
        if row.name not in feeds.get(row.ups or "", ()):
            says = f"{row.name} names no UPS of the site file that feeds it"
            yield wrong(
                row,
                says,
                ", ".join(feeds) or "a UPS",
                row.ups or "none",
                field="ups",
                clauses=["NS-4c"],
            )
