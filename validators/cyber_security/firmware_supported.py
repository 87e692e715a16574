"""The firmware that runs is supported by its maker."""

from collections.abc import Iterator
from datetime import date

from schoolproof.check import OK, Gap, Item, control
from schoolproof.check.registers import NETWORK, Registers, missing, wrong
from schoolproof.model import Site

ALL = ("CS-5a", "CS-5b")
CLAUSES = {
    "firewall": (*ALL, "CS-3b"),
    "switch": (*ALL, "NS-2c", "NS-3c"),
    "wireless-controller": (*ALL, "WN-3b"),
}


@control(
    code="CYBER-018",
    clauses=["CS-3b", "CS-5a", "CS-5b", "NS-2c", "NS-3c", "WN-3b"],
    severity="critical",
)
def check(site: Site, registers: Registers, today: date) -> Iterator[Item]:
    """Each network device is before its end of support and has no open serious fix.

    The end stands in assets.yaml with its source, the fixes in patches.yaml by host. Whether the
    list of fixes is whole, no register can show: see GOVERN-015 for their days.

    Why it matters: a firewall without fixes is the way in that attackers look for first.

    Expected results:
        pass: each device is supported, and no critical, high or unrated fix is open
        fail: a device past its end, or with an open fix
        unknown: the register has no end of support, or no source for it
    """
    rows = [r for r in registers.assets.of(site.slug) if r.in_use and r.kind in NETWORK]
    if not rows:
        yield missing(registers.assets, "no network device is in the asset register")
    for row in rows:
        if row.end_of_support is None or row.source is None:
            yield Gap(row.name, f"assets.yaml has no end of support with source for {row.name}")
        elif row.end_of_support < today:
            says = f"{row.name} is out of support"
            actual = str(row.end_of_support)
            yield wrong(
                row,
                says,
                f"{today} or later",
                actual,
                field="end_of_support",
                clauses=CLAUSES[row.kind],
            )
        else:
            yield OK
    for fix in registers.patches.of(site.slug):
        open_here = fix.applied is None and fix.isolated is None
        mine = [host for host in fix.hosts if any(row.name == host for row in rows)]
        if mine and open_here and fix.severity in {"critical", "high", "unrated"}:
            says = f"{fix.advisory} is open on {', '.join(mine)}"
            yield wrong(fix, says, "applied", "open", field="hosts")
