"""The firmware that runs is supported by its maker."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from schoolproof.check import OK, Finding, Gap, Item, control
from schoolproof.check.registers import NETWORK, Registers, missing, same_release, wrong
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
    """Each network device and the release on it are supported, and no serious fix is open.

    Both ends stand in assets.yaml with their source, the fixes in patches.yaml by host. The row
    counts only for the release that the accepted configuration prints. Whether the list of fixes
    is whole, no register can show: see GOVERN-015 for their days.

    Why it matters: a firewall without fixes is the way in that attackers look for first.

    Expected results:
        pass: device and release are supported, and no critical, high or unrated fix is open
        fail: a device or a release past its end, or an open fix
        unknown: the register has no end of support of either, no source for it, or speaks of
            another release than the configuration
    """
    rows = [r for r in registers.assets.of(site.slug) if r.in_use and r.kind in NETWORK]
    if not rows:
        yield missing(registers.assets, "no network device is in the asset register")
    for row in rows:
        if row.end_of_support is None or row.source is None:
            yield Gap(row.name, f"assets.yaml has no end of support with source for {row.name}")
        elif row.end_of_support < today:
            yield _over(row, "end_of_support", f"{row.name} is out of support", today)
        else:
            yield _release(row, registers.seen.get(row.name), today)
    for fix in registers.patches.of(site.slug):
        open_here = fix.applied is None and fix.isolated is None
        mine = [host for host in fix.hosts if any(row.name == host for row in rows)]
        if mine and open_here and fix.severity in {"critical", "high", "unrated"}:
            says = f"{fix.advisory} is open on {', '.join(mine)}"
            yield wrong(fix, says, "applied", "open", field="hosts")


def _release(row: Any, seen: Any, today: date) -> Item:
    """The release of a device that is itself supported."""
    if row.firmware is None or row.firmware_supported_until is None:
        return Gap(row.name, f"assets.yaml does not say until when {row.name}'s release is mended")
    if seen is not None and seen.version and not same_release(row.firmware, seen.version):
        says = f"assets.yaml speaks of {row.firmware}, {row.name} runs {seen.version}"
        return Gap(row.name, says)
    if row.firmware_supported_until < today:
        says = f"{row.firmware} on {row.name} gets no security fixes any more"
        return _over(row, "firmware_supported_until", says, today)
    return OK


def _over(row: Any, field: str, says: str, today: date) -> Finding:
    """An end that is past."""
    actual = str(getattr(row, field))
    wanted = f"{today} or later"
    return wrong(row, says, wanted, actual, field=field, clauses=CLAUSES[row.kind])
